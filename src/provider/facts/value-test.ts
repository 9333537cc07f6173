/** Tests of one value, apart from where it stands and what is said of it. */
import type { Value } from '../../cty/index.ts';
import type { Scalar, Test } from './format.ts';
import { formatErrors, parseFormat } from './formats.ts';
import { compilePattern } from './pattern.ts';
import { numberOf } from './template.ts';

export interface Failure {
  readonly reason?: string;
  /** What else is wrong, each to be told by itself. */
  readonly otherReasons?: readonly string[];
  readonly length?: number;
}
const FAILED: Failure = {};

/** Undefined where the value passes the test. */
export function failsTest(test: Test, value: Value): Failure | undefined {
  if (test.is === 'set') return value.state === 'null' || isEmptyBlocks(value) ? FAILED : undefined;
  if (value.state !== 'known') return undefined;
  switch (test.is) {
    case 'oneOf':
      if (Array.isArray(value.data) || value.data instanceof Map) return undefined;
      return includes(test.values, value, test.ignoreCase) ? undefined : FAILED;
    case 'noneOf':
      return includes(test.values, value, test.ignoreCase) ? FAILED : undefined;
    case 'pattern': {
      if (typeof value.data !== 'string') return undefined;
      return (compilePattern(test.pattern)?.test(value.data) ?? true) === (test.not !== true) ? undefined : FAILED;
    }
    case 'length': {
      if (typeof value.data !== 'string') return undefined;
      const length = test.unit === 'characters' ? [...value.data].length : Buffer.byteLength(value.data);
      return isOutside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'range':
      return isInRange(numberIn(value), test) ? undefined : FAILED;
    case 'count': {
      const length = countOf(value);
      return length !== undefined && isOutside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'prefix-length': {
      if (typeof value.data !== 'string' || parseFormat('cidr', value.data) !== undefined) return undefined;
      const length = Number(value.data.slice(value.data.indexOf('/') + 1));
      return isOutside(length, test.min, test.max) ? { length } : undefined;
    }
    case 'format': {
      const [reason, ...otherReasons] = typeof value.data === 'string' ? formatErrors(test.format, value.data) : [];
      return reason === undefined ? undefined : { reason, otherReasons };
    }
    case 'unset':
      if (isEmptyBlocks(value)) return undefined;
      return test.nonZero === true && isZero(value) ? undefined : FAILED;
    case 'any':
      return test.alternatives.every((alternative) => failsTest(alternative, value) !== undefined) ? FAILED : undefined;
  }
}

function isOutside(number: number, min: number | undefined, max: number | undefined): boolean {
  return (min !== undefined && number < min) || (max !== undefined && number > max);
}

/** Not a number where the value is none. */
function numberIn({ data }: Value): number {
  if (typeof data === 'string') return Number(data);
  return typeof data === 'boolean' ? Number.NaN : numberOf(data as number);
}

function isInRange(number: number, { min, max, multipleOf }: Test & { readonly is: 'range' }): boolean {
  if (Number.isNaN(number)) return true;
  return (multipleOf === undefined || number % multipleOf === 0) && !isOutside(number, min, max);
}

function countOf({ data }: Value): number | undefined {
  if (Array.isArray(data)) return data.length;
  return data instanceof Map ? data.size : undefined;
}

function includes(values: readonly Scalar[], { data }: Value, ignoreCase: boolean | undefined): boolean {
  if (typeof data === 'string') {
    if (ignoreCase !== true) return values.includes(data);
    const lower = data.toLowerCase();
    return values.some((candidate) => String(candidate).toLowerCase() === lower);
  }
  return (typeof data === 'boolean' || typeof data === 'number') && values.includes(data);
}

function isZero(value: Value): boolean {
  const { data } = value;
  return data === '' || data === 0 || data === false || isEmptyBlocks(value);
}

export function isEmptyBlocks(value: Value): boolean {
  if (value.state !== 'known') return false;
  if (Array.isArray(value.data)) return value.data.length === 0;
  return value.data instanceof Map && value.type.kind === 'map' && value.data.size === 0;
}

/** A value counts as set when it is known and not an absent block. */
export function isSet(value: Value | undefined): boolean {
  return value !== undefined && value.state === 'known' && !isEmptyBlocks(value);
}
