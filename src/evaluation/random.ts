/**
 * Seeded randomness for corruption and tests: the same seed gives the same numbers on every machine.
 * Nothing outside the evaluation draws any.
 */

/** Gives the next number, uniform in [0, 1). */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger): 32 bits of state, period 2^32; plenty for choosing words. `seed` is taken modulo 2^32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A generator of its own for each name under one seed: what is drawn for one name does not depend on which other
 * names were drawn for, nor in what order.
 */
export function createNamedRandom(seed: number, name: string): Random {
  return createRandom(hashName(name) ^ Math.imul(seed >>> 0, 0x9e3779b1));
}

/** FNV-1a over UTF-16 units, then MurmurHash3's finaliser so that near-equal names give far-apart seeds. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
