/**
 * Arithmetic as OPA does it: integers of any size, and other numbers as binary floats of 64 bits of precision whose
 * shortest decimal text is the result (so 0.1 + 0.2 is 0.3).
 */
export type RegoNumber = number | bigint;

export function normalizeInteger(value: bigint): RegoNumber {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

export function isInteger(value: RegoNumber): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

export function toBigInt(value: RegoNumber): bigint {
  if (typeof value === 'bigint') return value;
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n;
}

/** The number that a text in JSON's syntax names. */
export function parseNumber(text: string): RegoNumber {
  const value = Number(text);
  if ((!Number.isInteger(value) && Number.isFinite(value)) || Number.isSafeInteger(value))
    return Object.is(value, -0) ? 0 : value;
  const [digits = '0', power = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  const zeros = Number(power) - fraction.length;
  if (Math.abs(zeros) > MAXIMUM_EXPONENT) return value;
  const mantissa = BigInt(whole + fraction);
  return normalizeInteger(zeros >= 0 ? mantissa * 10n ** BigInt(zeros) : mantissa / 10n ** BigInt(-zeros));
}

export function addNumbers(a: RegoNumber, b: RegoNumber): RegoNumber {
  return exact(a, b, '+');
}
export function subtractNumbers(a: RegoNumber, b: RegoNumber): RegoNumber {
  return exact(a, b, '-');
}
export function multiplyNumbers(a: RegoNumber, b: RegoNumber): RegoNumber {
  return exact(a, b, '*');
}

function exact(a: RegoNumber, b: RegoNumber, operator: '+' | '-' | '*'): RegoNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = operator === '+' ? a + b : operator === '-' ? a - b : a * b;
    if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(quick)) return quick + 0;
  }
  if (isInteger(a) && isInteger(b)) {
    const [x, y] = [toBigInt(a), toBigInt(b)];
    return normalizeInteger(operator === '+' ? x + y : operator === '-' ? x - y : x * y);
  }
  const x = toFloat(a);
  const y = toFloat(b);
  if (operator === '*')
    return fromFloat(round({ mantissa: x.mantissa * y.mantissa, exponent: x.exponent + y.exponent }));
  const exponent = Math.min(x.exponent, y.exponent);
  const left = x.mantissa << BigInt(x.exponent - exponent);
  const right = y.mantissa << BigInt(y.exponent - exponent);
  return fromFloat(round({ mantissa: operator === '+' ? left + right : left - right, exponent }));
}

/** Division; the divisor is not zero. */
export function divideNumbers(a: RegoNumber, b: RegoNumber): RegoNumber {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const quotient = a / b;
    if (Number.isInteger(quotient) && quotient * b === a) return quotient + 0;
  }
  const x = toFloat(a);
  const y = toFloat(b);
  const shift = 160n;
  const negative = x.mantissa < 0n !== y.mantissa < 0n;
  const left = absolute(x.mantissa) << shift;
  const right = absolute(y.mantissa);
  let mantissa = left / right;
  if (left % right !== 0n) mantissa |= 1n;
  return fromFloat(round({ mantissa: negative ? -mantissa : mantissa, exponent: x.exponent - y.exponent - 160 }));
}

/** mantissa * 2^exponent */
interface Float {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const PRECISION = 64;
const MAXIMUM_EXPONENT = 5_000;

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function bitLength(value: bigint): number {
  const text = value.toString(16);
  return (text.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(text[0] as string, 16)));
}

/** Rounds half to even at 64 bits. */
function round(float: Float): Float {
  const negative = float.mantissa < 0n;
  let mantissa = absolute(float.mantissa);
  if (mantissa === 0n) return { mantissa: 0n, exponent: 0 };
  const surplus = bitLength(mantissa) - PRECISION;
  let exponent = float.exponent;
  if (surplus > 0) {
    const drop = BigInt(surplus);
    const rest = mantissa & ((1n << drop) - 1n);
    const half = 1n << (drop - 1n);
    mantissa >>= drop;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    exponent += surplus;
  }
  return { mantissa: negative ? -mantissa : mantissa, exponent };
}

function toFloat(value: RegoNumber): Float {
  if (typeof value === 'bigint') return round({ mantissa: value, exponent: 0 });
  if (!Number.isFinite(value)) return { mantissa: 1n, exponent: 16_000 };
  const [digits = '0', power = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = digits.split('.');
  return decimalToFloat(BigInt(whole + fraction), Number(power) - fraction.length);
}

/** digits * 10^power, rounded to 64 bits. */
function decimalToFloat(digits: bigint, power: number): Float {
  if (power >= 0) return round({ mantissa: digits * 10n ** BigInt(power), exponent: 0 });
  const divisor = 10n ** BigInt(-power);
  const shift = bitLength(divisor) + 2 * PRECISION;
  const dividend = absolute(digits) << BigInt(shift);
  let mantissa = dividend / divisor;
  if (dividend % divisor !== 0n) mantissa |= 1n;
  return round({ mantissa: digits < 0n ? -mantissa : mantissa, exponent: -shift });
}

/** The number whose text is the shortest that reads back as the same 64-bit float. */
function fromFloat(float: Float): RegoNumber {
  if (float.mantissa === 0n) return 0;
  if (float.exponent >= 0) return normalizeInteger(float.mantissa << BigInt(float.exponent));
  const whole = float.mantissa >> BigInt(-float.exponent);
  if (whole << BigInt(-float.exponent) === float.mantissa) return normalizeInteger(whole);
  // 20 digits identify any 64-bit float; fewer do when the double nearest to it reads back as the same float.
  const approximate = Number(float.mantissa) * 2 ** float.exponent;
  if (Number.isFinite(approximate)) {
    const again = toFloat(approximate);
    if (sameFloat(again, float)) return approximate;
    const shorter = Number(approximate.toPrecision(15));
    if (sameFloat(toFloat(shorter), float)) return shorter;
  }
  return approximate;
}

function sameFloat(a: Float, b: Float): boolean {
  const exponent = Math.min(a.exponent, b.exponent);
  return a.mantissa << BigInt(a.exponent - exponent) === b.mantissa << BigInt(b.exponent - exponent);
}

/** The text of a number as Go prints one: exponents have two digits at least. */
export function numberText(value: RegoNumber): string {
  const text = String(value);
  return text.includes('e') ? text.replace(/e([+-])(\d)$/, 'e$10$2') : text;
}
