import { MAXIMUM_RESULT_SIZE } from '../limits.ts';
import { failed } from '../plan/builtin.ts';
import { cancelled, type Evaluation, step } from '../plan/context.ts';
import {
  addNumbers,
  compare,
  divideNumbers,
  isInteger,
  isNumber,
  multiplyNumbers,
  normalizeInteger,
  parseNumber,
  type RegoNumber,
  RegoSet,
  subtractNumbers,
  toBigInt,
  typeNameOf,
  type Value,
} from '../values/index.ts';
import { type BuiltinFamily, builtin, wrongOperand, wrongType } from './operands.ts';

export const NUMBERS: BuiltinFamily = {
  plus: builtin(['number', 'number'], addNumbers, 'number'),
  mul: builtin(['number', 'number'], multiplyNumbers, 'number'),
  minus: builtin(['number|set', 'number|set'], (a: Value, b: Value) => {
    if (isNumber(a) && isNumber(b)) return subtractNumbers(a, b);
    if (a instanceof RegoSet && b instanceof RegoSet) return difference(a, b);
    if (isNumber(a)) return wrongOperand(2, ['number'], typeNameOf(b));
    return wrongOperand(2, ['set'], typeNameOf(b));
  }),
  div: builtin(
    ['number', 'number'],
    (a: RegoNumber, b: RegoNumber) => (Number(b) === 0 ? failed('divide by zero') : divideNumbers(a, b)),
    'number',
  ),
  rem: builtin(
    ['number', 'number'],
    (a: RegoNumber, b: RegoNumber) => {
      if (!isInteger(a) || !isInteger(b)) return failed('modulo on floating-point number');
      if (Number(b) === 0) return failed('modulo by zero');
      return normalizeInteger(toBigInt(a) % toBigInt(b));
    },
    'number',
  ),
  abs: builtin(['number'], (a: RegoNumber) => (a < 0 ? -a : a), 'number'),
  ceil: builtin(['number'], (a: RegoNumber) => (typeof a === 'bigint' ? a : Math.ceil(a) + 0), 'number'),
  floor: builtin(['number'], (a: RegoNumber) => (typeof a === 'bigint' ? a : Math.floor(a) + 0), 'number'),
  round: builtin(
    ['number'],
    (a: RegoNumber) => (typeof a === 'bigint' ? a : Math.sign(a) * Math.round(Math.abs(a)) + 0),
    'number',
  ),
  'numbers.range': builtin(
    ['number', 'number'],
    (a: RegoNumber, b: RegoNumber, evaluation: Evaluation) => range(a, b, 1, evaluation),
    'array',
  ),
  'numbers.range_step': builtin(
    ['number', 'number', 'number'],
    (a: RegoNumber, b: RegoNumber, size: RegoNumber, evaluation: Evaluation) => {
      if (!isInteger(size)) return wrongType('operand 3 must be integer number but got floating-point number');
      if (size <= 0) {
        const kind = evaluation.dialect === 'v0' ? 'number above zero' : 'integer';
        return failed(`step must be a positive ${kind}`);
      }
      return range(a, b, Number(size), evaluation);
    },
    'array',
  ),
  'rand.intn': builtin(
    ['string', 'number'],
    (seed: string, limit: RegoNumber, evaluation: Evaluation) => {
      if (!isInteger(limit)) return wrongType('operand 2 must be integer number but got floating-point number');
      const size = Math.abs(Number(limit));
      if (size === 0) return 0;
      const key = `rand.intn ${size} ${seed}`;
      const known = evaluation.stable.get(key) ?? Math.floor(Math.random() * size);
      evaluation.stable.set(key, known);
      return known;
    },
    'number',
  ),
  to_number: builtin(
    ['any'],
    (value: Value) => {
      if (value === null) return 0;
      if (typeof value === 'boolean') return value ? 1 : 0;
      if (isNumber(value)) return value;
      if (typeof value !== 'string') return wrongOperand(1, ['null', 'boolean', 'number', 'string'], typeNameOf(value));
      if (/^[+-]?(nan|inf(inity)?)$/i.test(value)) return wrongOperand(1, ['number'], 'string');
      if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
        return failed(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
      }
      if (!/^-?(0|[1-9]\d*)(\.|[eE]|$)/.test(value)) return failed('invalid syntax');
      return parseNumber(value);
    },
    'number',
  ),
  format_int: builtin(
    ['number', 'number'],
    (value: RegoNumber, base: RegoNumber) => {
      if (![2, 8, 10, 16].includes(Number(base))) return wrongType('operand 2 must be one of {2, 8, 10, 16}');
      const whole = typeof value === 'bigint' ? value : Math.trunc(value);
      return whole.toString(Number(base));
    },
    'string',
  ),
};

function range(a: RegoNumber, b: RegoNumber, size: number, evaluation: Evaluation) {
  if (!isInteger(a)) return wrongType('operand 1 must be integer number but got floating-point number');
  if (!isInteger(b)) return wrongType('operand 2 must be integer number but got floating-point number');
  const [from, to] = [Number(a), Number(b)];
  if (Math.abs(to - from) / size > MAXIMUM_RESULT_SIZE) throw cancelled('numbers.range: result too large');
  const numbers: Value[] = [];
  if (from <= to) for (let at = from; at <= to; at += size) numbers.push(at);
  else for (let at = from; at >= to; at -= size) numbers.push(at);
  step(evaluation);
  return numbers;
}

export function difference(a: RegoSet, b: RegoSet): RegoSet {
  const result = new RegoSet();
  for (const [key, value] of a.members) if (!b.members.has(key)) result.members.set(key, value);
  return result;
}

const collection = ['array|set'];
const elementsOf = (value: readonly Value[] | RegoSet): readonly Value[] =>
  value instanceof RegoSet ? value.sorted() : value;

function fold(start: RegoNumber, combine: (a: RegoNumber, b: RegoNumber) => RegoNumber) {
  return builtin(
    collection,
    (value: readonly Value[] | RegoSet) => {
      let total = start;
      for (const element of elementsOf(value)) {
        if (!isNumber(element)) {
          const kind = value instanceof RegoSet ? 'set' : 'array';
          return wrongType(
            `operand 1 must be ${kind} of number values but got ${kind} containing ${typeNameOf(element)}`,
          );
        }
        total = combine(total, element);
      }
      return total;
    },
    'number',
  );
}

function extreme(sign: number) {
  return builtin(collection, (value: readonly Value[] | RegoSet) => {
    let best: Value | undefined;
    for (const element of elementsOf(value)) {
      if (best === undefined || compare(element, best) * sign > 0) best = element;
    }
    return best;
  });
}

export const AGGREGATES: BuiltinFamily = {
  count: builtin(
    ['array|object|set|string'],
    (value: Value) => {
      if (typeof value === 'string') return [...value].length;
      if (Array.isArray(value)) return value.length;
      if (value instanceof RegoSet) return value.size;
      const object = value as { entriesByKey?: Map<unknown, unknown> };
      return object.entriesByKey instanceof Map ? object.entriesByKey.size : Object.keys(object).length;
    },
    'number',
  ),
  sum: fold(0, addNumbers),
  product: fold(1, multiplyNumbers),
  max: extreme(1),
  min: extreme(-1),
  sort: builtin(collection, (value: readonly Value[] | RegoSet) => [...elementsOf(value)].sort(compare), 'array'),
  all: builtin(
    collection,
    (value: readonly Value[] | RegoSet) => elementsOf(value).every((element) => element === true),
    'boolean',
  ),
  any: builtin(
    collection,
    (value: readonly Value[] | RegoSet) => elementsOf(value).some((element) => element === true),
    'boolean',
  ),
};
