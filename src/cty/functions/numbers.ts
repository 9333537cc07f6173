/** abs, ceil, floor, log, max, min, parseint, pow, signum, sum */
import { convert } from '../convert/convert.ts';
import type { FunctionSpec } from '../function.ts';
import {
  add,
  ceilNumeric,
  compareNumeric,
  floorNumeric,
  negate,
  numericFromBigInt,
  numericFromDouble,
  numericToNumber,
  signOf,
} from '../number.ts';
import { unknownNotNull } from '../refinement.ts';
import { NUMBER } from '../type.ts';
import { elementsOf, isWhollyKnown, type Numeric, numberValue, type Value } from '../value.ts';
import { any, declare, fail, integer, number, numeric, text } from './define.ts';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const numberFunctions: readonly FunctionSpec[] = [
  declare('abs', {
    parameters: [number('num')],
    returns: NUMBER,
    call: ([value]) =>
      signOf(numeric(value)) < 0 || Object.is(numeric(value), -0)
        ? numberValue(negate(numeric(value)))
        : (value as Value),
  }),
  declare('ceil', {
    parameters: [number('num')],
    returns: NUMBER,
    call: ([value]) => numberValue(withoutSign(ceilNumeric(numeric(value)))),
  }),
  declare('floor', {
    parameters: [number('num')],
    returns: NUMBER,
    call: ([value]) => numberValue(withoutSign(floorNumeric(numeric(value)))),
  }),
  declare('log', {
    parameters: [number('num'), number('base')],
    returns: NUMBER,
    call: ([value, base]) =>
      double(Math.log(numericToNumber(numeric(value))) / Math.log(numericToNumber(numeric(base)))),
  }),
  declare('pow', {
    parameters: [number('num'), number('power')],
    returns: NUMBER,
    call: ([value, power]) => double(power0(numericToNumber(numeric(value)), numericToNumber(numeric(power)))),
  }),
  declare('signum', {
    parameters: [number('num')],
    returns: NUMBER,
    call: ([value]) => {
      const whole = integer(value, 0);
      return typeof whole === 'number' ? numberValue(Math.sign(whole)) : fail(whole.failure);
    },
  }),
  declare(
    'max',
    extreme('max', (order) => order > 0),
  ),
  declare(
    'min',
    extreme('min', (order) => order < 0),
  ),
  declare('parseint', {
    parameters: [any('number'), number('base')],
    returns: ([value]) =>
      value?.type.kind === 'string' || value?.type.kind === 'dynamic'
        ? NUMBER
        : fail(`first argument must be a string, not ${value?.type.kind}`, 0),
    call: ([value, base]) => {
      const radix = integer(base, 1);
      if (typeof radix !== 'number') return radix;
      if (radix < 2 || radix > 62) return fail('base must be a whole number between 2 and 62 inclusive', 1);
      const parsed = parseInteger(text(value), radix);
      return parsed === undefined
        ? fail(`cannot parse ${JSON.stringify(text(value))} as a base ${radix} integer`, 0)
        : numberValue(numericFromBigInt(parsed));
    },
  }),
  declare('sum', {
    parameters: [any('list')],
    returns: NUMBER,
    call: ([list]) => sum(list as Value),
  }),
];

/** C's pow differs from JavaScript's in one case: 1 to any power is 1. */
/** Whole numbers have no negative zero. */
function withoutSign(number: Numeric): Numeric {
  return number === 0 ? 0 : number;
}

/** Go's power: repeated squaring of the fraction, which rounds otherwise than the host's. */
function power0(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && !Number.isFinite(exponent))) return 1;
  if (exponent === 0 || base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -0.5) return 1 / Math.sqrt(base);
  let whole = Math.trunc(Math.abs(exponent));
  let part = Math.abs(exponent) - whole;
  if ((part !== 0 && base < 0) || whole > 2 ** 53) return base ** exponent;
  let result = 1;
  if (part !== 0) {
    if (part > 0.5) {
      part--;
      whole++;
    }
    result = Math.exp(part * Math.log(base));
  }
  let power = 0;
  let [fraction, shift] = fractionOf(base);
  for (; whole > 0; whole = Math.floor(whole / 2)) {
    if (Math.abs(shift) > 4096) {
      power += shift;
      break;
    }
    if (whole % 2 === 1) {
      result *= fraction;
      power += shift;
    }
    fraction *= fraction;
    shift *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      shift--;
    }
  }
  return exponent < 0 ? scaled(1 / result, -power) : scaled(result, power);
}

/** fraction × 2^shift, the fraction's size at least 0.5 and less than 1. */
function fractionOf(value: number): [number, number] {
  let fraction = value;
  let shift = 0;
  if (Math.abs(value) < 2 ** -1022) {
    fraction *= 2 ** 52;
    shift = -52;
  }
  const exponent = Math.floor(Math.log2(Math.abs(fraction))) + 1;
  fraction = scaled(fraction, -exponent);
  shift += exponent;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    shift++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    shift--;
  }
  return [fraction, shift];
}

function scaled(value: number, shift: number): number {
  if (shift > 1000) return shift > 3000 ? value * Infinity : value * 2 ** 1000 * 2 ** (shift - 1000);
  if (shift < -1000) return shift < -3000 ? value * 0 : value * 2 ** -1000 * 2 ** (shift + 1000);
  return value * 2 ** shift;
}

function double(result: number): Value | ReturnType<typeof fail> {
  return Number.isNaN(result) ? fail('the result is not a number') : numberValue(numericFromDouble(result));
}

function extreme(name: string, better: (order: number) => boolean): Parameters<typeof declare>[1] {
  return {
    parameters: [],
    variadic: number('numbers'),
    returns: NUMBER,
    call: (args) => {
      if (args.length === 0) return fail(`${name} needs at least one number`);
      let best: Numeric = numeric(args[0]);
      for (const value of args) if (better(compareNumeric(numeric(value), best))) best = numeric(value);
      return numberValue(best);
    },
  };
}

function parseInteger(source: string, radix: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(source);
  if (match === null) return undefined;
  const digits = radix <= 36 ? (match[2] as string).toLowerCase() : (match[2] as string);
  let result = 0n;
  for (const letter of digits) {
    const digit = LETTERS.indexOf(letter);
    if (digit >= radix) return undefined;
    result = result * BigInt(radix) + BigInt(digit);
  }
  return match[1] === '-' ? -result : result;
}

function sum(list: Value): Value | ReturnType<typeof fail> {
  if (list.state !== 'known' || !Array.isArray(list.data)) return fail('a list, set or tuple of numbers is needed', 0);
  const elements = elementsOf(list);
  if (elements.length === 0) return fail('cannot sum an empty list', 0);
  if (!isWhollyKnown(list)) return unknownNotNull(NUMBER);
  let total: Numeric = 0;
  for (const [i, element] of elements.entries()) {
    if (element.state === 'null') return fail('argument must be list, set, or tuple of number values', 0);
    const converted = convert(element, NUMBER);
    if ('error' in converted) return fail(`element ${i} is not a number`, 0);
    const next = add(total, numeric(converted.value));
    if (next === undefined) return fail("can't compute sum of opposing infinities");
    total = next;
  }
  return numberValue(total);
}
