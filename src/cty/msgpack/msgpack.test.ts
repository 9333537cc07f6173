import { expect, test } from 'vitest';
import { rawEquals } from '../equality.ts';
import { parseNumeric } from '../number.ts';
import { setValue } from '../set.ts';
import { BOOL, DYNAMIC, listOf, mapOf, NUMBER, objectOf, STRING, setOf, type Type, tupleOf } from '../type.ts';
import {
  listValue,
  mapValue,
  nullOf,
  numberValue,
  objectValue,
  stringValue,
  TRUE,
  tupleValue,
  unknownOf,
  type Value,
} from '../value.ts';
import { fromMsgpack } from './read.ts';
import { toMsgpack } from './write.ts';

const returns = (value: Value, type: Type) => rawEquals(fromMsgpack(toMsgpack(value, type), type), value);
const hex = (value: Value, type: Type) => Buffer.from(toMsgpack(value, type)).toString('hex');

test('values come back as they were', () => {
  const big = numberValue(parseNumeric('123456789012345678901234567890.5') ?? 0);
  expect(returns(stringValue('é'.repeat(40)), STRING)).toBe(true);
  expect(returns(listValue(NUMBER, [numberValue(-5), numberValue(2 ** 40), big]), listOf(NUMBER))).toBe(true);
  expect(returns(setValue(STRING, [stringValue('b'), stringValue('a')]), setOf(STRING))).toBe(true);
  expect(returns(mapValue(BOOL, [['k', TRUE]]), mapOf(BOOL))).toBe(true);
  expect(returns(tupleValue([TRUE, stringValue('x')]), tupleOf([BOOL, STRING]))).toBe(true);
  expect(returns(nullOf(STRING), STRING)).toBe(true);
});

test('an object is a map with sorted names', () => {
  const type = objectOf({ b: NUMBER, a: STRING });
  expect(hex(objectValue({ b: numberValue(1), a: stringValue('x') }), type)).toBe('82a161a178a16201');
});

test('unknown is extension 0 and a refined unknown extension 12', () => {
  expect(hex(unknownOf(STRING), STRING)).toBe('d40000');
  expect(hex(unknownOf(STRING, { notNull: true }), STRING)).toBe('c7030c8101c2');
  const refined = unknownOf(STRING, { notNull: true, prefix: 'arn:' });
  expect(returns(refined, STRING)).toBe(true);
});

test('a dynamic value carries its type as JSON', () => {
  const value = stringValue('x');
  expect(hex(value, DYNAMIC)).toBe(`92c408${Buffer.from('"string"').toString('hex')}a178`);
  expect(returns(value, DYNAMIC)).toBe(true);
});

test('bytes that do not fit the type are refused', () => {
  expect(() => fromMsgpack(Uint8Array.of(0xa1), STRING)).toThrow('too early');
  expect(() => fromMsgpack(Uint8Array.of(0x01), STRING)).toThrow('a string is needed');
});
