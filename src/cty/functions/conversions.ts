/** tobool, tolist, tomap, tonumber, toset, tostring, and what changes marks: sensitive, nonsensitive, issensitive, ephemeralasnull, type */
import { conversion, convert } from '../convert/convert.ts';
import { withoutOptional } from '../convert/optional.ts';
import type { FunctionSpec } from '../function.ts';
import { containsMarked, deepMarks, mapParts, stripMarks } from '../marks.ts';
import { BOOL, DYNAMIC, listOf, mapOf, NUMBER, STRING, setOf, type Type, typeEquals } from '../type.ts';
import { constraintName, typeName } from '../type-name.ts';
import { boolValue, type Mark, nullOf, TRUE, unknownOf, type Value, withMarks } from '../value.ts';
import { any, declare, fail, text } from './define.ts';

export const conversionFunctions: readonly FunctionSpec[] = [
  to('tostring', STRING),
  to('tonumber', NUMBER),
  to('tobool', BOOL),
  to('tolist', listOf(DYNAMIC)),
  to('toset', setOf(DYNAMIC)),
  to('tomap', mapOf(DYNAMIC)),
  declare('sensitive', {
    parameters: [any('value', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true })],
    mayReturnNull: true,
    returns: ([value]) => (value as Value).type,
    call: ([value]) => withMarks(value as Value, new Set<Mark>(['sensitive'])),
  }),
  declare('nonsensitive', {
    parameters: [any('value', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true })],
    mayReturnNull: true,
    returns: ([value]) => (value as Value).type,
    call: ([value]) => without(value as Value, 'sensitive'),
  }),
  declare('issensitive', {
    parameters: [any('value', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true })],
    returns: BOOL,
    call: ([value]) => {
      const given = value as Value;
      if (given.marks.has('sensitive')) return TRUE;
      return given.state === 'unknown' ? unknownOf(BOOL, { notNull: true }) : boolValue(false);
    },
  }),
  declare('ephemeralasnull', {
    parameters: [any('value', { allowNull: true, allowUnknown: true, allowDynamic: true, allowMarked: true })],
    mayReturnNull: true,
    returns: ([value]) => (value as Value).type,
    call: ([value]) => ephemeralAsNull(value as Value),
  }),
];

function to(name: string, wanted: Type): FunctionSpec {
  return declare(name, {
    parameters: [any('v', { allowNull: true, allowDynamic: true, allowUnknown: true, allowMarked: true })],
    mayReturnNull: true,
    returns: ([value]) => {
      const given = (value as Value).type;
      if (typeEquals(given, wanted)) return wanted;
      if (conversion(given, wanted, true) !== undefined) return withoutOptional(wanted);
      if (given.kind === 'tuple' || given.kind === 'object') {
        return fail(`cannot convert ${given.kind} to ${constraintName(wanted)}`, 0);
      }
      return fail(`cannot convert ${typeName(given)} to ${constraintName(wanted)}`, 0);
    },
    call: ([value]) => {
      const given = value as Value;
      const result = convert(given, wanted);
      if (!('error' in result)) return result.value;
      // Nothing about a sensitive value is told.
      if (containsMarked(given))
        return fail(`cannot convert this sensitive ${typeName(given.type)} to ${constraintName(wanted)}`, 0);
      if (wanted === NUMBER && given.type === STRING) {
        return fail(
          `cannot convert ${JSON.stringify(text(given))} to number; given string must be a decimal representation of a number`,
          0,
        );
      }
      if (wanted === BOOL && given.type === STRING) {
        return fail(
          `cannot convert ${JSON.stringify(text(given))} to bool; only the strings "true" or "false" are allowed`,
          0,
        );
      }
      return fail(`cannot convert ${typeName(given.type)} to ${constraintName(wanted)}: ${result.error}`, 0);
    },
  });
}

/** The value without one mark on itself; marks inside stay. */
function without(value: Value, mark: Mark): Value {
  if (!value.marks.has(mark)) return value;
  const marks = new Set(value.marks);
  marks.delete(mark);
  return { ...value, marks };
}

/** Every ephemeral part becomes null of its type; other marks stay. */
function ephemeralAsNull(value: Value): Value {
  if (!deepMarks(value).has('ephemeral')) return value;
  if (value.marks.has('ephemeral')) return withMarks(nullOf(value.type), without(value, 'ephemeral').marks);
  return value.state === 'known' ? mapParts(value, ephemeralAsNull) : stripMarks(value);
}
