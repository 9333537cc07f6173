import { compare, equals, isArray, isObject, lookup, objectKeys, RegoSet, type Value } from '../values/index.ts';
import { type BuiltinFamily, builtin } from './operands.ts';

const order = (test: (sign: number) => boolean) =>
  builtin(['any', 'any'], (a: Value, b: Value) => test(compare(a, b)), 'boolean');

export const COMPARISON: BuiltinFamily = {
  eq: builtin(['any', 'any'], equals, 'boolean'),
  equal: builtin(['any', 'any'], equals, 'boolean'),
  neq: builtin(['any', 'any'], (a: Value, b: Value) => !equals(a, b), 'boolean'),
  lt: order((sign) => sign < 0),
  lte: order((sign) => sign <= 0),
  gt: order((sign) => sign > 0),
  gte: order((sign) => sign >= 0),
  'internal.member_2': builtin(['any', 'any'], isMember, 'boolean'),
  'internal.member_3': builtin(
    ['any', 'any', 'any'],
    (key: Value, value: Value, collection: Value) => {
      const found = collection instanceof RegoSet ? (collection.has(key) ? key : undefined) : lookup(collection, key);
      return found !== undefined && equals(found, value);
    },
    'boolean',
  ),
};

function isMember(value: Value, collection: Value): boolean {
  if (collection instanceof RegoSet) return collection.has(value);
  if (isArray(collection)) return collection.some((element) => equals(element, value));
  if (!isObject(collection)) return false;
  return objectKeys(collection).some((key) => equals(lookup(collection, key) as Value, value));
}
