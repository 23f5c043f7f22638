import type { PackedPart } from "./pack.js";

/** More than rounding to 32 bits takes from a logarithm. */
const ROUNDING = 1e-4;
/** Steps of a nat in which bounds are packed; what is packed as 0 lies at `MOST` nats. */
const STEPS = 12;
const MOST = 1;

/** What can be said of a model's bigrams without looking them up. */
export interface BigramBounds {
  /** What ln P(w | v) exceeds for no w, by v. */
  readonly after: Float32Array;
  /** What ln P(w | v) exceeds for no v, by w. */
  readonly into: Float32Array;
}

/** Goes over all bigrams once: some milliseconds for a million, in code that is warm. */
export function bigramBounds(part: PackedPart): BigramBounds {
  const { unigram, unigramBackoff, bigramBegins, bigramWords, bigramLevels, levels } = part;
  const mostUnigram = unigram.reduce((most, p) => Math.max(most, p), 0);
  const mostBackoff = unigramBackoff.reduce((most, weight) => Math.max(most, weight), 0);
  const after = unigramBackoff.map((weight) => weight * mostUnigram);
  const into = unigram.map((p) => p * mostBackoff);
  for (let v = 0; v < unigram.length; v++) {
    let most = after[v]!;
    for (let at = bigramBegins[v]!; at < bigramBegins[v + 1]!; at++) {
      const w = bigramWords[at]!;
      const p = levels[bigramLevels[at]!]!;
      if (p > most) most = p;
      if (p > into[w]!) into[w] = p;
    }
    after[v] = most;
  }
  return { after: after.map(roundedLog), into: into.map(roundedLog) };
}

/** Bounds in a byte each, for a file; `unpackBounds` takes them back. */
export interface PackedBounds {
  readonly after: Uint8Array;
  readonly into: Uint8Array;
}

/** Packs bounds. They come back up to a twelfth of a nat higher, never lower: what they rule out they may. */
export function packBounds({ after, into }: BigramBounds): PackedBounds {
  const pack = (bounds: Float32Array) =>
    Uint8Array.from(bounds, (bound) => Math.max(0, Math.min(255, Math.floor((MOST - bound) * STEPS))));
  return { after: pack(after), into: pack(into) };
}

export function unpackBounds({ after, into }: PackedBounds): BigramBounds {
  const unpack = (packed: Uint8Array) => {
    const bounds = new Float32Array(packed.length);
    for (let word = 0; word < packed.length; word++) bounds[word] = MOST - packed[word]! / STEPS;
    return bounds;
  };
  return { after: unpack(after), into: unpack(into) };
}

export function roundedLog(p: number): number {
  return Math.log(p) + ROUNDING;
}
