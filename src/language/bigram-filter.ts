import { roundedLog } from "./bigram-bounds.js";
import type { PackedPart } from "./pack.js";

/** Bits of the filter for each bigram; about one pair in thirty that the model lacks passes it. */
const FILTER_BITS = 8;

/**
 * Tells pairs that a model does not have (B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970; both bits in
 * one word, so that asking costs one memory access).
 */
export class BigramFilter {
  /** What ln P(w | v) does not exceed where the model lacks the bigram is the sum of these two, by v and by w. */
  readonly backoffs: Float32Array;
  readonly unigrams: Float32Array;
  private readonly bits: Int32Array;

  /** Goes over all bigrams once. */
  constructor({ unigram, unigramBackoff, bigramBegins, bigramWords }: PackedPart) {
    const bits = new Int32Array(filterSize(bigramWords.length));
    for (let v = 0; v < unigram.length; v++) {
      for (let at = bigramBegins[v]!; at < bigramBegins[v + 1]!; at++) {
        const h = hash(v, bigramWords[at]!);
        bits[slotOf(h, bits.length)]! |= bitsOf(h);
      }
    }
    this.bits = bits;
    this.backoffs = unigramBackoff.map(roundedLog);
    this.unigrams = unigram.map(roundedLog);
  }

  /** False when the model surely has no bigram (v, w). */
  mayHave(v: number, w: number): boolean {
    const h = hash(v, w);
    const bits = bitsOf(h);
    return (this.bits[slotOf(h, this.bits.length)]! & bits) === bits;
  }
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
