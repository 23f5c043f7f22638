import type { PackedPart } from "./pack.js";

/** More than rounding to 32 bits takes from a logarithm. */
const ROUNDING = 1e-4;
/** Bits of the filter for each bigram; about one pair in thirty that the model lacks passes it. */
const FILTER_BITS = 8;

/**
 * What can be said of a model's bigrams without looking them up: bounds of ln P, and a filter for pairs that it does not have (B. H. Bloom,
 * "Space/time trade-offs in hash coding with allowable errors", 1970; both bits in one word, so that asking costs one memory access).
 */
export class BigramBounds {
  /** What ln P(w | v) exceeds for no w, by v. */
  readonly after: Float32Array;
  /** What ln P(w | v) exceeds for no v, by w. */
  readonly into: Float32Array;
  /** What ln P(w | v) does not exceed where the model lacks the bigram is the sum of these two. */
  readonly backoffs: Float32Array;
  readonly unigrams: Float32Array;
  private readonly filter: Int32Array;

  /** Goes over all bigrams once: some milliseconds for a million. */
  constructor(part: PackedPart) {
    const { unigram, unigramBackoff, bigramBegins, bigramWords, bigramLevels, levels } = part;
    const mostUnigram = unigram.reduce((most, p) => Math.max(most, p), 0);
    const mostBackoff = unigramBackoff.reduce((most, weight) => Math.max(most, weight), 0);
    const after = unigramBackoff.map((weight) => weight * mostUnigram);
    const into = unigram.map((p) => p * mostBackoff);
    this.filter = new Int32Array(filterSize(bigramWords.length));
    for (let v = 0; v < unigram.length; v++) {
      let most = after[v]!;
      for (let at = bigramBegins[v]!; at < bigramBegins[v + 1]!; at++) {
        const w = bigramWords[at]!;
        const p = levels[bigramLevels[at]!]!;
        if (p > most) most = p;
        if (p > into[w]!) into[w] = p;
        const h = hash(v, w);
        this.filter[slotOf(h, this.filter.length)]! |= bitsOf(h);
      }
      after[v] = most;
    }
    this.after = after.map(roundedLog);
    this.into = into.map(roundedLog);
    this.backoffs = unigramBackoff.map(roundedLog);
    this.unigrams = unigram.map(roundedLog);
  }

  /** False when the model surely has no bigram (v, w). */
  mayHave(v: number, w: number): boolean {
    const h = hash(v, w);
    const bits = bitsOf(h);
    return (this.filter[slotOf(h, this.filter.length)]! & bits) === bits;
  }
}

function roundedLog(p: number): number {
  return Math.log(p) + ROUNDING;
}

/** The power of two of 32-bit words that gives each bigram about `FILTER_BITS`. */
function filterSize(bigrams: number): number {
  return 2 ** Math.max(4, Math.round(Math.log2((bigrams * FILTER_BITS) / 32)));
}

function hash(v: number, w: number): number {
  let h = Math.imul((v << 16) ^ w, 0x9e3779b1);
  h ^= h >>> 15;
  return Math.imul(h, 0x85ebca6b);
}

function slotOf(h: number, size: number): number {
  return (h >>> 10) & (size - 1);
}

function bitsOf(h: number): number {
  return (1 << (h & 31)) | (1 << ((h >>> 5) & 31));
}
