/** Numbers as decimal digits and as text: the shortest that read back, or so many digits as are asked for. */
import { type BigNumber, bitLength, isInfinite, PRECISION, powerOfTen, quotient, shiftRight } from './number.ts';
import type { Numeric } from './value.ts';

/** The digits of the shortest decimal that reads back as the same number, and where its point stands: 0.DIGITS × 10^point. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

function trimDecimal(negative: boolean, digits: string, point: number): Decimal {
  const start = digits.search(/[^0]/);
  if (start < 0) return { negative, digits: '', point: 0 };
  return { negative, digits: digits.slice(start).replace(/0+$/, ''), point: point - start };
}

/** All digits of a finite number: every binary number is a finite decimal. */
export function exactDecimal(number: Numeric): Decimal {
  if (typeof number === 'number') {
    const negative = number < 0 || Object.is(number, -0);
    const digits = String(Math.abs(number));
    return trimDecimal(negative, digits, digits.length);
  }
  return decimalOf(number.mantissa, number.exponent);
}

function decimalOf(mantissa: bigint, exponent: number): Decimal {
  const negative = mantissa < 0n;
  const magnitude = negative ? -mantissa : mantissa;
  if (exponent >= 0) {
    const digits = (magnitude << BigInt(exponent)).toString();
    return trimDecimal(negative, digits, digits.length);
  }
  const digits = (magnitude * 5n ** BigInt(-exponent)).toString();
  return trimDecimal(negative, digits, digits.length + exponent);
}

function digitAt(decimal: Decimal, position: number): number {
  const index = position + decimal.point;
  return index < 0 || index >= decimal.digits.length ? 0 : decimal.digits.charCodeAt(index) - 48;
}

/** The shortest decimal between the neighbours' midpoints, at the number's precision. */
export function shortestDecimal(number: Numeric): Decimal {
  if (typeof number === 'number') return exactDecimal(number);
  const precision = number.precision ?? PRECISION;
  if (number.exponent < 0 && precision === PRECISION) {
    const quick = shortFraction(number);
    if (quick !== undefined) return quick;
  }
  const negative = number.mantissa < 0n;
  const magnitude = negative ? -number.mantissa : number.mantissa;
  const shift = precision + 1 - bitLength(magnitude);
  if (shift < 0) return exactDecimal(number);
  const doubled = magnitude << BigInt(shift);
  const exponent = number.exponent - shift;
  const value = decimalOf(doubled, exponent);
  const lower = decimalOf(doubled - 1n, exponent);
  const upper = decimalOf(doubled + 1n, exponent);
  const inclusive = (doubled & 2n) === 0n;
  const found = shortestBetween(value, lower, upper, inclusive);
  return { ...found, negative };
}

function shortestBetween(value: Decimal, lower: Decimal, upper: Decimal, inclusive: boolean): Decimal {
  for (let i = 0; i < value.digits.length; i++) {
    const position = i - value.point;
    const digit = digitAt(value, position);
    const kept = value.digits.slice(0, i + 1);
    const lowDigit = digitAt(lower, position);
    const highDigit = digitAt(upper, position);
    const moreAbove = position + upper.point + 1 < upper.digits.length;
    const down = lowDigit !== digit || (inclusive && position + lower.point + 1 === lower.digits.length);
    const up = digit !== highDigit && (inclusive || digit + 1 < highDigit || moreAbove);
    if (!down && !up) continue;
    if (down && up) return roundUpHere(value, i) ? increment(kept, value.point) : trimDecimal(false, kept, value.point);
    return down ? trimDecimal(false, kept, value.point) : increment(kept, value.point);
  }
  return value;
}

/** Whether cutting the digits after index i rounds up: more than half, or half and the kept digit is odd. */
function roundUpHere(value: Decimal, i: number): boolean {
  const next = value.digits.charCodeAt(i + 1) - 48;
  if (Number.isNaN(next)) return false;
  if (next !== 5 || value.digits.length > i + 2) return next >= 5;
  return (value.digits.charCodeAt(i) - 48) % 2 === 1;
}

function increment(digits: string, point: number): Decimal {
  const next = (BigInt(digits) + 1n).toString().padStart(digits.length, '0');
  return trimDecimal(false, next, point + next.length - digits.length);
}

/** Numbers written with few decimals are by far the most common: try those first. */
function shortFraction(number: BigNumber): Decimal | undefined {
  const shift = BigInt(-number.exponent);
  if (shift > 700n) return undefined;
  const negative = number.mantissa < 0n;
  const magnitude = negative ? -number.mantissa : number.mantissa;
  for (const places of [3, 18]) {
    const power = powerOfTen(places);
    const scaled = shiftRight(magnitude * power, Number(shift), false);
    if (scaled === 0n) continue;
    const back = quotient(scaled, power, 0);
    if (typeof back === 'number' || back.mantissa !== magnitude || back.exponent !== number.exponent) continue;
    const digits = scaled.toString();
    return trimDecimal(negative, digits, digits.length - places);
  }
  return undefined;
}

/** Writes a decimal without an exponent. */
export function plainText(decimal: Decimal): string {
  const sign = decimal.negative ? '-' : '';
  const { digits, point } = decimal;
  if (digits === '') return `${sign}0`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The shortest decimal text, without an exponent, as Terraform prints numbers; `+Inf` and `-Inf` for infinities. */
export function formatNumeric(number: Numeric): string {
  if (typeof number === 'number') {
    if (Object.is(number, -0)) return '-0';
    if (number === Infinity) return '+Inf';
    return number === -Infinity ? '-Inf' : String(number);
  }
  return plainText(shortestDecimal(number));
}

/** Rounds to `places` digits after the point (half to even on exact ties), keeping trailing zeros off. */
export function roundToPlaces(decimal: Decimal, places: number): Decimal {
  return roundDigits(decimal, decimal.point + places);
}

/** Rounds to `count` significant digits. */
export function roundDigits(decimal: Decimal, count: number): Decimal {
  if (count >= decimal.digits.length) return decimal;
  if (count < 0) return { negative: decimal.negative, digits: '', point: 0 };
  const padded: Decimal = { negative: false, digits: `0${decimal.digits}`, point: decimal.point + 1 };
  const kept = padded.digits.slice(0, count + 1);
  const rounded = roundUpHere(padded, count) ? increment(kept, padded.point) : trimDecimal(false, kept, padded.point);
  return { ...rounded, negative: decimal.negative };
}

/** At most ten significant digits, with an exponent where it is large: the form in which cty hashes numbers. */
export function hashText(number: Numeric): string {
  if (isInfinite(number)) return formatNumeric(number);
  return generalText(exactDecimal(number), 10, false);
}

/** C's `%g`: `digits` significant digits (all, where shortest), an exponent below 1e-4 and from 10^digits (10^6 where shortest). */
export function generalText(exact: Decimal, digits: number, shortest: boolean): string {
  const decimal = shortest ? exact : roundDigits(exact, digits === 0 ? 1 : digits);
  const exponent = decimal.point - 1;
  let threshold = digits === 0 ? 1 : digits;
  if (threshold > decimal.digits.length && decimal.digits.length >= decimal.point) threshold = decimal.digits.length;
  if (shortest) threshold = 6;
  if (exponent < -4 || exponent >= threshold) return exponentText(decimal, decimal.digits.length - 1, 'e');
  return plainText(decimal);
}

/** `d.ddde±dd` with `places` digits after the point. */
export function exponentText(exact: Decimal, places: number, marker: 'e' | 'E'): string {
  const decimal = roundDigits(exact, places + 1);
  const digits = decimal.digits.padEnd(Math.max(places, 0) + 1, '0');
  const exponent = decimal.digits === '' ? 0 : decimal.point - 1;
  const fraction = places > 0 ? `.${digits.slice(1, places + 1)}` : '';
  const power = Math.abs(exponent).toString().padStart(2, '0');
  return `${decimal.negative ? '-' : ''}${digits[0]}${fraction}${marker}${exponent < 0 ? '-' : '+'}${power}`;
}
