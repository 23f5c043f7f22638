/** Bits of a term's key; the rest of a safe integer's 53 tells the segment. */
export const KEY_BITS = 42;

/**
 * A number for a term, the same on every machine: 42 bits of hash, so that of a million terms about one shares its
 * number with another, and the two count as one term.
 * (The multipliers and the last mixing are those of MurmurHash3, A. Appleby, public domain.)
 */
export function termKey(term: string): number {
  let low = 0x3c074a61;
  let high = 0x41c6ce57;
  for (let i = 0; i < term.length; i++) {
    const unit = term.charCodeAt(i);
    low = Math.imul(low ^ unit, 0xcc9e2d51);
    high = Math.imul(high ^ unit, 0x1b873593);
    low ^= low >>> 15;
  }
  low = mix(low ^ high);
  high = mix(high ^ low ^ term.length);
  return (high >>> (64 - KEY_BITS)) * 2 ** 32 + (low >>> 0);
}

function mix(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The distinct keys of some terms, ascending. */
export function distinctKeys(terms: readonly string[]): Float64Array {
  const keys = new Float64Array(terms.length);
  for (let i = 0; i < terms.length; i++) keys[i] = termKey(terms[i]!);
  keys.sort();
  let kept = 0;
  for (let i = 0; i < keys.length; i++) {
    if (i === 0 || keys[i] !== keys[i - 1]) keys[kept++] = keys[i]!;
  }
  return keys.subarray(0, kept);
}
