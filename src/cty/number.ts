/**
 * Exact numbers. Terraform computes in binary floating point with 512 bits of mantissa; here an integer of at most 2^53 (and an
 * infinity, and -0) is a plain double, and everything else a `BigNumber`. Operations round to nearest even, as Terraform's do.
 */
import { limits } from '../source/index.ts';
import type { Numeric } from './value.ts';

/** An exact number mantissa × 2^exponent, at most 512 bits of mantissa as in Terraform, odd mantissa (so equal numbers are equal field by field). */
export interface BigNumber {
  readonly mantissa: bigint;
  readonly exponent: number;
  /** Set where the number came from a double (`pow`, `log`): it prints with a double's digits. */
  readonly precision?: 53;
}

export const PRECISION = 512;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const TWO_53 = 2n ** 53n;

export function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex === '0' ? 0 : hex.length * 4 - Math.clz32(Number.parseInt(hex[0] as string, 16)) + 28;
}

/** Shifts right, rounding to nearest, ties to even; `sticky` says that a nonzero remainder lies below the lowest bit. */
export function shiftRight(value: bigint, bits: number, sticky: boolean): bigint {
  const shift = BigInt(bits);
  const quotient = value >> shift;
  const remainder = value - (quotient << shift);
  const half = 1n << (shift - 1n);
  if (remainder > half || (remainder === half && (sticky || (quotient & 1n) === 1n))) return quotient + 1n;
  return quotient;
}

/** The nearest number of 512 bits to mantissa × 2^exponent. */
function normalise(mantissa: bigint, exponent: number, sticky = false): Numeric {
  if (mantissa === 0n) return 0;
  const negative = mantissa < 0n;
  let magnitude = negative ? -mantissa : mantissa;
  let power = exponent;
  const excess = bitLength(magnitude) - PRECISION;
  if (excess > 0) {
    magnitude = shiftRight(magnitude, excess, sticky);
    power += excess;
  }
  const zeros = bitLength(magnitude & -magnitude) - 1;
  if (zeros > 0) {
    magnitude >>= BigInt(zeros);
    power += zeros;
  }
  if (power >= 0 && power < 54) {
    const integer = magnitude << BigInt(power);
    if (integer <= TWO_53) return negative ? -Number(integer) : Number(integer);
  }
  return { mantissa: negative ? -magnitude : magnitude, exponent: power };
}

/** An integer of any size. */
export function numericFromBigInt(value: bigint): Numeric {
  if (value <= MAX_SAFE && value >= -MAX_SAFE) return Number(value);
  return normalise(value, 0);
}

const float = new DataView(new ArrayBuffer(8));

/** The exact value of a double (`NaN` is refused by the callers). Non-integers remember that they print like doubles. */
export function numericFromDouble(value: number): Numeric {
  if (Number.isSafeInteger(value) || value === Infinity || value === -Infinity) return value;
  float.setFloat64(0, value);
  const bits = float.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const result = normalise(value < 0 ? -magnitude : magnitude, (biased === 0 ? 1 : biased) - 1075);
  return typeof result === 'number' ? result : { ...result, precision: 53 };
}

function parts(number: Numeric): BigNumber {
  return typeof number === 'number' ? { mantissa: BigInt(number), exponent: 0 } : number;
}

const powersOfTen: bigint[] = [];
export function powerOfTen(exponent: number): bigint {
  if (exponent > 400) return 10n ** BigInt(exponent);
  let power = powersOfTen[exponent];
  if (power === undefined) {
    power = 10n ** BigInt(exponent);
    powersOfTen[exponent] = power;
  }
  return power;
}

/** numerator ÷ denominator × 2^exponent, rounded once. The denominator is positive. */
export function quotient(numerator: bigint, denominator: bigint, exponent: number): Numeric {
  const negative = numerator < 0n;
  let magnitude = negative ? -numerator : numerator;
  const shift = Math.max(0, PRECISION + 3 - (bitLength(magnitude) - bitLength(denominator)));
  magnitude <<= BigInt(shift);
  const whole = magnitude / denominator;
  const inexact = whole * denominator !== magnitude;
  // One extra low bit stands for whatever the division left over.
  const widened = (whole << 1n) | (inexact ? 1n : 0n);
  return normalise(negative ? -widened : widened, exponent - shift - 1);
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?$/;
const INFINITY_TEXT = /^([+-]?)(?:inf|Inf)$/;
const PLAIN_INTEGER = /^(?:0|[1-9]\d{0,14})$/;

/** Reads a decimal number as Terraform does (an exponent with `p` is a power of two; `inf` is accepted); undefined where it is not a number. */
export function parseNumeric(text: string): Numeric | undefined {
  if (PLAIN_INTEGER.test(text)) return Number(text);
  const match = DECIMAL.exec(text);
  if (match === null) {
    const infinite = INFINITY_TEXT.exec(text);
    if (infinite === null) return undefined;
    return infinite[1] === '-' ? -Infinity : Infinity;
  }
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  const digits = whole + fraction;
  if (digits === '' || digits.length > limits.maxDecimalExponent) return undefined;
  const negative = match[1] === '-';
  const magnitude = BigInt(digits);
  if (magnitude === 0n) return negative ? -0 : 0;
  const mantissa = negative ? -magnitude : magnitude;
  const marker = match[4];
  const exponent = marker === undefined ? 0 : Number(match[5]);
  if (Math.abs(exponent) > limits.maxDecimalExponent) return undefined;
  const binary = marker === 'p' || marker === 'P';
  const power = (binary ? 0 : exponent) - fraction.length;
  const shift = binary ? exponent : 0;
  if (power >= 0) return normalise(mantissa * powerOfTen(power), shift);
  return quotient(mantissa, powerOfTen(-power), shift);
}

/** The sum; undefined for infinities of opposite sign. */
export function add(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
    if (!Number.isFinite(sum)) return Number.isNaN(sum) ? undefined : sum;
  }
  if (typeof a === 'number' && !Number.isFinite(a)) return a;
  if (typeof b === 'number' && !Number.isFinite(b)) return b;
  const x = parts(a);
  const y = parts(b);
  // Far apart, the smaller one cannot be seen at this precision beyond a nudge; bound the shift.
  const exponent = Math.min(x.exponent, y.exponent);
  if (Math.max(x.exponent, y.exponent) - exponent > 4 * limits.maxDecimalExponent) {
    return x.exponent > y.exponent ? a : b;
  }
  const sum = (x.mantissa << BigInt(x.exponent - exponent)) + (y.mantissa << BigInt(y.exponent - exponent));
  return normalise(sum, exponent);
}

/** The difference; undefined for equal infinities. */
export function subtract(a: Numeric, b: Numeric): Numeric | undefined {
  return add(a, negate(b));
}

/** The product; undefined for zero times infinity. */
export function multiply(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
    if (Number.isNaN(product)) return undefined;
    if (!Number.isFinite(a) || !Number.isFinite(b)) return product;
  }
  if (isInfinite(a) || isInfinite(b)) {
    const direction = signOf(a) * signOf(b);
    return direction === 0 ? undefined : direction * Infinity;
  }
  const x = parts(a);
  const y = parts(b);
  return normalise(x.mantissa * y.mantissa, x.exponent + y.exponent);
}

/** The quotient, infinite for a nonzero number by zero; undefined for 0 ÷ 0 and infinity ÷ infinity. */
export function divide(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = a / b;
    if (Number.isNaN(result)) return undefined;
    if (!Number.isFinite(a) || !Number.isFinite(b) || b === 0) return result;
    if (Number.isInteger(result) && result * b === a) return result;
  }
  if (isInfinite(a)) return isInfinite(b) ? undefined : (signOf(b) < 0 || Object.is(b, -0) ? -1 : 1) * (a as number);
  if (isInfinite(b)) return signOf(a) * signOf(b) < 0 ? -0 : 0;
  if (b === 0) return (Object.is(b, -0) ? -1 : 1) * signOf(a) * Infinity;
  const x = parts(a);
  const y = parts(b);
  const negative = y.mantissa < 0n;
  return quotient(negative ? -x.mantissa : x.mantissa, negative ? -y.mantissa : y.mantissa, x.exponent - y.exponent);
}

/** The remainder of division towards zero. By zero it is the dividend itself; with an infinity it is the product, as in cty. */
export function modulo(a: Numeric, b: Numeric): Numeric | undefined {
  if (isInfinite(a) || isInfinite(b)) return multiply(a, b);
  if (b === 0) return a;
  if (typeof a === 'number' && typeof b === 'number') return a % b === 0 ? 0 : a % b;
  const ratio = divide(a, b);
  if (ratio === undefined) return undefined;
  const product = multiply(b, truncate(ratio));
  return product === undefined ? undefined : subtract(a, product);
}

export function negate(number: Numeric): Numeric {
  return typeof number === 'number' ? -number : { ...number, mantissa: -number.mantissa };
}

/** -1, 0 or 1. */
export function signOf(number: Numeric): number {
  if (typeof number === 'number') return number > 0 ? 1 : number < 0 ? -1 : 0;
  return number.mantissa > 0n ? 1 : -1;
}

export function isInfinite(number: Numeric): boolean {
  return number === Infinity || number === -Infinity;
}

export function isInteger(number: Numeric): boolean {
  return typeof number === 'number' ? Number.isInteger(number) : number.exponent >= 0;
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compareNumeric(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const signs = signOf(a) - signOf(b);
  if (signs !== 0) return signs;
  if (isInfinite(a)) return signOf(a);
  if (isInfinite(b)) return -signOf(b);
  const x = parts(a);
  const y = parts(b);
  const direction = x.mantissa < 0n ? -1 : 1;
  const magnitudes = bitLength(x.mantissa) + x.exponent - (bitLength(y.mantissa) + y.exponent);
  if (magnitudes !== 0) return magnitudes * direction;
  const exponent = Math.min(x.exponent, y.exponent);
  const left = x.mantissa << BigInt(x.exponent - exponent);
  const right = y.mantissa << BigInt(y.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function numericEquals(a: Numeric, b: Numeric): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.mantissa === b.mantissa && a.exponent === b.exponent;
}

/** The integer part, towards zero. */
export function truncate(number: Numeric): Numeric {
  if (typeof number === 'number' || number.exponent >= 0) return number;
  const shift = BigInt(-number.exponent);
  const magnitude = (number.mantissa < 0n ? -number.mantissa : number.mantissa) >> shift;
  return numericFromBigInt(number.mantissa < 0n ? -magnitude : magnitude);
}

export function floorNumeric(number: Numeric): Numeric {
  if (typeof number === 'number' || number.exponent >= 0) return number;
  return numericFromBigInt(number.mantissa >> BigInt(-number.exponent));
}

export function ceilNumeric(number: Numeric): Numeric {
  return negate(floorNumeric(negate(number)));
}

/** The exact integer; undefined for a fraction or an infinity. */
export function numericToBigInt(number: Numeric): bigint | undefined {
  if (typeof number === 'number') return Number.isInteger(number) ? BigInt(number) : undefined;
  return number.exponent >= 0 ? number.mantissa << BigInt(number.exponent) : undefined;
}

/** The nearest double. */
export function numericToNumber(number: Numeric): number {
  if (typeof number === 'number') return number;
  const length = bitLength(number.mantissa);
  if (length <= 53) return scale(Number(number.mantissa), number.exponent);
  const negative = number.mantissa < 0n;
  const shift = length - 53;
  // Subnormal results keep fewer bits; rounding twice there is harmless for every use this has.
  const rounded = shiftRight(negative ? -number.mantissa : number.mantissa, shift, false);
  return scale(negative ? -Number(rounded) : Number(rounded), number.exponent + shift);
}

function scale(mantissa: number, exponent: number): number {
  if (exponent > 1023) return exponent > 2200 ? mantissa * Infinity : mantissa * 2 ** 1023 * 2 ** (exponent - 1023);
  if (exponent < -1000) return exponent < -2300 ? mantissa * 0 : mantissa * 2 ** -1000 * 2 ** (exponent + 1000);
  return mantissa * 2 ** exponent;
}
