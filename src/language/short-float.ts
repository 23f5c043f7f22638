/**
 * A positive number between 2^-20 and 2^11 in 16 bits: five of exponent, eleven of mantissa, a float's without the bits
 * that a back-off weight does not need; the relative error is at most 1/4,096.
 */
export function shortFloat(value: number): number {
  FLOAT[0] = Math.min(2 ** 11, Math.max(2 ** -20, value));
  return Math.min(0xffff, Math.max(0, Math.round((BITS[0]! - EXPONENT_SHIFT) / 4096)));
}

export function fromShortFloat(short: number): number {
  BITS[0] = short * 4096 + EXPONENT_SHIFT;
  return FLOAT[0]!;
}

const BITS = new Int32Array(1);
const FLOAT = new Float32Array(BITS.buffer);
const EXPONENT_SHIFT = 107 << 23;
