/** IEEE numbers of 16 bits. */
const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/** The nearest half to a number, ties to even; too large gives infinity. */
export function toHalf(value: number): number {
  scratch[0] = value;
  const word = bits[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const exponent = (word >>> 23) & 0xff;
  const mantissa = word & 0x7fffff;
  if (exponent === 255) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200);
  const power = exponent - 112;
  if (power >= 31) return sign | 0x7c00;
  if (power <= 0) {
    if (power < -10) return sign;
    return sign | roundShift(mantissa | 0x800000, 14 - power);
  }
  // A mantissa that rounds up to the next power of two carries into the exponent, as it should.
  return sign | ((power << 10) + roundShift(mantissa, 13));
}

function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
