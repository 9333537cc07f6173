/**
 * Type constraints as expressions: `list(object({ name = string, size = optional(number, 1) }))`. Gives the type and, for
 * `optional` with defaults, what to put where a value leaves an attribute out.
 */
import {
  BOOL,
  convert,
  DYNAMIC,
  elementsOf,
  entriesOf,
  known,
  listOf,
  listValue,
  mapOf,
  mapValue,
  NUMBER,
  objectOf,
  objectValue,
  STRING,
  setOf,
  setValue,
  type Type,
  tupleOf,
  tupleValue,
  typeEquals,
  type Value,
  withMarks,
} from '../cty/index.ts';
import type { Diagnostic, Span, WithDiagnostics } from '../source/index.ts';
import type { Expression } from './ast.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { failure } from './evaluation-diagnostics.ts';
import { callOf, keywordOf, listOfExpressions, mapOfExpressions } from './static.ts';

export interface TypeConstraint {
  readonly type: Type;
  /** Fills in what `optional` attributes declare as their defaults; the value is not yet converted. */
  readonly applyDefaults: (value: Value) => Value;
}

/** Defaults of a type: of its attributes, and of the types inside it. */
interface Defaults {
  readonly type: Type;
  readonly values: ReadonlyMap<string, Value>;
  readonly children: ReadonlyMap<string, Defaults>;
}

const PRIMITIVES: Readonly<Record<string, Type>> = { string: STRING, number: NUMBER, bool: BOOL, any: DYNAMIC };

function invalid(span: Span, detail: string): Diagnostic {
  return failure('invalid-type-specification', 'Invalid type specification', detail, span);
}

/** `withDefaults`: whether `optional` is allowed, as in variables. */
export function typeConstraint(
  expression: Expression,
  { withDefaults }: { readonly withDefaults: boolean },
): WithDiagnostics<TypeConstraint> {
  const diagnostics: Diagnostic[] = [];
  const { type, defaults } = read(expression, withDefaults, diagnostics);
  const value: TypeConstraint = {
    type,
    applyDefaults: defaults === undefined ? (given) => given : (given) => fill(given, defaults),
  };
  return { value, diagnostics };
}

interface Read {
  readonly type: Type;
  readonly defaults: Defaults | undefined;
}
const UNKNOWN_TYPE: Read = { type: DYNAMIC, defaults: undefined };

function read(expression: Expression, withDefaults: boolean, problems: Diagnostic[]): Read {
  const fail = (span: Span, detail: string): Read => {
    problems.push(invalid(span, detail));
    return UNKNOWN_TYPE;
  };
  const keyword = keywordOf(expression);
  if (keyword !== undefined) {
    const type = PRIMITIVES[keyword];
    if (type !== undefined) return { type, defaults: undefined };
    switch (keyword) {
      case 'list':
      case 'set':
      case 'map':
        return fail(expression.span, `The type of the elements must follow in parentheses: ${keyword}(string).`);
      case 'object':
        return fail(expression.span, 'The attributes and their types must follow: object({ name = string }).');
      case 'tuple':
        return fail(expression.span, 'The types of the elements must follow: tuple([string, number]).');
      default:
        return fail(expression.span, `"${keyword}" is no type.`);
    }
  }
  const { value: call } = callOf(expression);
  if (call === undefined) {
    return fail(expression.span, 'A type is a keyword such as string, or a call such as list(string).');
  }
  const [argument, ...more] = call.arguments;
  switch (call.name) {
    case 'bool':
    case 'string':
    case 'number':
    case 'any':
      return fail(call.argumentsSpan, `The type "${call.name}" takes no arguments.`);
    case 'optional':
      return fail(call.nameSpan, 'optional(…) can only stand for the type of an attribute of an object.');
    case 'list':
    case 'set':
    case 'map':
    case 'object':
    case 'tuple':
      break;
    default:
      return fail(call.nameSpan, `"${call.name}" is no type.`);
  }
  if (argument === undefined || more.length > 0) {
    const span = more[0]?.span ?? call.argumentsSpan;
    return fail(span, `The type "${call.name}" takes exactly one argument.`);
  }
  switch (call.name) {
    case 'list':
    case 'set':
    case 'map': {
      const element = read(argument, withDefaults, problems);
      const type = (call.name === 'list' ? listOf : call.name === 'set' ? setOf : mapOf)(element.type);
      return { type, defaults: within(type, element.defaults === undefined ? [] : [['', element.defaults]]) };
    }
    case 'object':
      return readObject(argument, withDefaults, problems);
    default: {
      const { value: elements } = listOfExpressions(argument);
      if (elements === undefined) return fail(argument.span, 'tuple takes a list of types in brackets.');
      const parts = elements.map((element) => read(element, withDefaults, problems));
      const type = tupleOf(parts.map((part) => part.type));
      const children: [string, Defaults][] = [];
      parts.forEach(({ defaults }, i) => {
        if (defaults !== undefined) children.push([String(i), defaults]);
      });
      return { type, defaults: within(type, children) };
    }
  }
}

function within(
  type: Type,
  children: readonly [string, Defaults][],
  values?: Map<string, Value>,
): Defaults | undefined {
  if (children.length === 0 && (values === undefined || values.size === 0)) return undefined;
  return { type, values: values ?? new Map(), children: new Map(children) };
}

function readObject(argument: Expression, withDefaults: boolean, problems: Diagnostic[]): Read {
  const { value: items } = mapOfExpressions(argument);
  if (items === undefined) {
    problems.push(invalid(argument.span, 'object takes its attributes in braces: object({ name = string }).'));
    return UNKNOWN_TYPE;
  }
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  const values = new Map<string, Value>();
  const children: [string, Defaults][] = [];
  for (const item of items) {
    const name = keywordOf(item.key);
    if (name === undefined) {
      problems.push(invalid(item.key.span, 'The name of an attribute is an identifier.'));
      continue;
    }
    const { value: call } = callOf(item.value);
    let typeExpression = item.value;
    let defaultExpression: Expression | undefined;
    if (call?.name === 'optional') {
      if (!withDefaults) {
        problems.push(invalid(item.value.span, 'optional(…) cannot be used here.'));
        continue;
      }
      const [first, second, third] = call.arguments;
      if (first === undefined || third !== undefined) {
        problems.push(invalid(third?.span ?? call.argumentsSpan, 'optional takes a type and, if wanted, a default.'));
        continue;
      }
      optional.add(name);
      typeExpression = first;
      defaultExpression = second;
    }
    const part = read(typeExpression, withDefaults, problems);
    attributes.set(name, part.type);
    if (part.defaults !== undefined) children.push([name, part.defaults]);
    if (defaultExpression !== undefined) {
      const value = readDefault(defaultExpression, part, problems);
      if (value !== undefined) values.set(name, value);
    }
  }
  const type = objectOf(attributes, optional);
  return { type, defaults: within(type, children, values) };
}

function readDefault(expression: Expression, { type }: Read, problems: Diagnostic[]): Value | undefined {
  const before = problems.length;
  const value = evaluate(expression, undefined, problems);
  if (problems.length > before) return undefined;
  const converted = convert(value, type);
  if (!('error' in converted)) return converted.value;
  problems.push(
    failure(
      'invalid-default-for-optional',
      'Invalid default value for optional attribute',
      `The default does not fit the type of the attribute: ${converted.error}.`,
      expression.span,
    ),
  );
  return undefined;
}

/** The value with defaults where attributes are missing or null, at every depth. */
function fill(value: Value, defaults: Defaults): Value {
  if (value.state !== 'known') return value;
  const { marks } = value;
  const child = defaults.children.get('');
  switch (defaults.type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return child === undefined ? value : withMarks(fillElements(value, child), marks);
    case 'tuple': {
      if (!Array.isArray(value.data)) return value;
      const parts = elementsOf(value).map((part, i) => {
        const inner = defaults.children.get(String(i));
        return inner === undefined ? part : fill(part, inner);
      });
      return withMarks(rebuild(value, parts), marks);
    }
    case 'object': {
      if (!(value.data instanceof Map)) return value;
      const entries = new Map(entriesOf(value));
      for (const [name, fallback] of defaults.values) {
        const given = entries.get(name);
        if (given === undefined || given.state === 'null') entries.set(name, fallback);
      }
      for (const [name, inner] of defaults.children) {
        const given = entries.get(name);
        if (given !== undefined) entries.set(name, fill(given, inner));
      }
      if (
        value.type.kind === 'map' &&
        [...entries.values()].every((part) => typeEquals(part.type, elementType(value)))
      ) {
        return withMarks(mapValue(elementType(value), entries), marks);
      }
      return withMarks(objectValue(entries), marks);
    }
    default:
      return value;
  }
}

function elementType(value: Value): Type {
  return (value.type as Type & { element: Type }).element;
}

function fillElements(value: Value, child: Defaults): Value {
  if (value.state !== 'known') return value;
  if (Array.isArray(value.data)) {
    return rebuild(
      value,
      elementsOf(value).map((part) => fill(part, child)),
    );
  }
  if (!(value.data instanceof Map)) return value;
  const entries = [...entriesOf(value)].map(([key, part]) => [key, fill(part, child)] as const);
  const first = entries[0]?.[1].type;
  if (value.type.kind === 'map' && first !== undefined && entries.every(([, part]) => typeEquals(part.type, first))) {
    return mapValue(first, entries);
  }
  return entries.length === 0 ? known(value.type, value.data) : objectValue(entries);
}

/** A sequence of other elements, of the same kind where they still share a type. */
function rebuild(value: Value, parts: readonly Value[]): Value {
  const first = parts[0]?.type;
  if (first === undefined) return value;
  const same = parts.every((part) => typeEquals(part.type, first));
  if (same && value.type.kind === 'list') return listValue(first, parts);
  if (same && value.type.kind === 'set') return setValue(first, parts);
  return tupleValue(parts);
}
