import { UnspinError } from "../errors.js";
import type { Candidates, Estimates } from "./estimate.js";
import { fillLevels, keptOf, type LevelRange, leaveRoom, levelOf, sum } from "./levels.js";
import { shortFloat } from "./short-float.js";

/**
 * One part of a model, pruned and quantised: a trie in sorted arrays (as KenLM's trie: K. Heafield,
 * "KenLM: Faster and Smaller Language Model Queries", 2011), probabilities as one byte each.
 * All numbers are plain probabilities and weights, not logs: parts are mixed linearly.
 */
export interface PackedPart {
  readonly unigram: Float32Array;
  /** Back-off weight after a word. */
  readonly unigramBackoff: Float32Array;
  /** First bigram of each word; `words + 1` entries. */
  readonly bigramBegins: Uint32Array;
  readonly bigramWords: Uint16Array;
  readonly bigramLevels: Uint8Array;
  /** One bit a bigram: is it a context of kept trigrams? */
  readonly contextBits: Uint32Array;
  /** Number of contexts before each block of 32 bigrams. */
  readonly contextRanks: Uint32Array;
  /** Back-off weight after a context, as `shortFloat`. */
  readonly contextBackoff: Uint16Array;
  /** First trigram of every `BLOCK`th context. */
  readonly trigramBlocks: Uint32Array;
  /** First trigram of each context, counted from its block's; `contexts + 1` entries. */
  readonly trigramBegins: Uint16Array;
  readonly trigramWords: Uint16Array;
  readonly trigramLevels: Uint8Array;
  /** Probability of each byte level: 256 for bigrams, then 256 for trigrams. */
  readonly levels: Float32Array;
}

/** Bytes an n-gram costs: word id and level. A context costs its weight and its place more. */
const GRAM_BYTES = 3;
const CONTEXT_BYTES = 4.25;
/** Contexts that share a 32-bit begin; their trigrams must not be more than 65,535. */
const BLOCK = 16;

/** First trigram of a context. */
export function firstTrigram(part: Pick<PackedPart, "trigramBlocks" | "trigramBegins">, context: number): number {
  return part.trigramBlocks[context >>> 4]! + part.trigramBegins[context]!;
}

/**
 * Keeps the n-grams that are worth most until `bytes` are used (everything when it is Infinity), then sets the back-off
 * weights so that every context sums to one with the quantised probabilities.
 */
export function pack(estimates: Estimates, bytes: number): PackedPart {
  const { bigrams, trigrams, unigrams } = estimates;
  const keepTrigrams = new Uint8Array(trigrams.count);
  const keepBigrams = new Uint8Array(bigrams.count);
  choose(estimates, bytes, keepBigrams, keepTrigrams);
  const levels = new Float32Array(512);
  const bigramRange = fillLevels(levels, 0, bigrams, keepBigrams);
  const trigramRange = fillLevels(levels, 256, trigrams, keepTrigrams);
  const size = unigrams.length;
  const kept = sum(keepBigrams);
  const part = {
    unigram: Float32Array.from(unigrams),
    unigramBackoff: new Float32Array(size),
    bigramBegins: new Uint32Array(size + 1),
    bigramWords: new Uint16Array(kept),
    bigramLevels: new Uint8Array(kept),
    contextBits: new Uint32Array((kept >>> 5) + 1),
    contextRanks: new Uint32Array((kept >>> 5) + 1),
    trigramWords: new Uint16Array(sum(keepTrigrams)),
    trigramLevels: new Uint8Array(sum(keepTrigrams)),
    levels,
  };
  const contextOf = placeBigrams(part, bigrams, keepBigrams, bigramRange);
  const begins = placeTrigrams(part, trigrams, keepTrigrams, trigramRange, contextOf);
  leaveRoom(levels.subarray(0, 256), part.bigramLevels, keptOf(bigrams, keepBigrams), part.bigramBegins);
  leaveRoom(levels.subarray(256), part.trigramLevels, keptOf(trigrams, keepTrigrams), begins);
  const packed: PackedPart = { ...part, ...blockBegins(begins), contextBackoff: new Uint16Array(begins.length - 1) };
  setUnigramBackoff(packed);
  setContextBackoff(packed);
  return packed;
}

/** One threshold on the gain for both orders, found by bisection; a kept trigram keeps its context. */
function choose(estimates: Estimates, bytes: number, keepBigrams: Uint8Array, keepTrigrams: Uint8Array): void {
  let low = 0;
  let high = Math.max(greatest(estimates.bigrams), greatest(estimates.trigrams)) + 1;
  if (bytes === Number.POSITIVE_INFINITY || mark(estimates, 0, keepBigrams, keepTrigrams) <= bytes) {
    mark(estimates, Number.NEGATIVE_INFINITY, keepBigrams, keepTrigrams);
    if (bytes === Number.POSITIVE_INFINITY) return;
    mark(estimates, 0, keepBigrams, keepTrigrams);
    return;
  }
  for (let step = 0; step < 36; step++) {
    const middle = (low + high) / 2;
    if (mark(estimates, middle, keepBigrams, keepTrigrams) > bytes) low = middle;
    else high = middle;
  }
  mark(estimates, high, keepBigrams, keepTrigrams);
}

function greatest(grams: Candidates): number {
  let most = 0;
  for (let i = 0; i < grams.count; i++) if (grams.gains[i]! > most) most = grams.gains[i]!;
  return most;
}

/** Marks what stays at a threshold; returns the bytes that it takes. */
function mark(estimates: Estimates, threshold: number, keepBigrams: Uint8Array, keepTrigrams: Uint8Array): number {
  const { bigrams, trigrams } = estimates;
  let grams = 0;
  let contexts = 0;
  for (let i = 0; i < bigrams.count; i++) keepBigrams[i] = bigrams.gains[i]! >= threshold ? 1 : 0;
  let context = -1;
  let at = 0;
  for (let i = 0; i < trigrams.count; i++) {
    const keep = trigrams.gains[i]! >= threshold ? 1 : 0;
    keepTrigrams[i] = keep;
    if (keep === 0) continue;
    grams++;
    const here = Math.floor(trigrams.keys[i]! / 0x10000);
    if (here === context) continue;
    context = here;
    contexts++;
    while (bigrams.keys[at]! < context) at++;
    keepBigrams[at] = 1;
  }
  return (grams + sum(keepBigrams)) * GRAM_BYTES + contexts * CONTEXT_BYTES;
}

type Placing = Omit<PackedPart, "trigramBlocks" | "trigramBegins" | "contextBackoff">;

/** Returns the kept bigrams' keys, in order, for finding contexts. */
function placeBigrams(part: Placing, grams: Candidates, keep: Uint8Array, range: LevelRange): Float64Array {
  const keys = new Float64Array(part.bigramWords.length);
  let at = 0;
  for (let i = 0; i < grams.count; i++) {
    if (keep[i] === 0) continue;
    const key = grams.keys[i]!;
    keys[at] = key;
    part.bigramWords[at] = key % 0x10000;
    part.bigramLevels[at] = levelOf(range, grams.probabilities[i]!);
    part.bigramBegins[Math.floor(key / 0x10000) + 1]!++;
    at++;
  }
  for (let v = 0; v + 1 < part.bigramBegins.length; v++) part.bigramBegins[v + 1]! += part.bigramBegins[v]!;
  return keys;
}

function placeTrigrams(
  part: Placing,
  grams: Candidates,
  keep: Uint8Array,
  range: LevelRange,
  contexts: Float64Array,
): Uint32Array {
  const begins: number[] = [];
  let at = 0;
  let bigram = 0;
  let last = -1;
  for (let i = 0; i < grams.count; i++) {
    if (keep[i] === 0) continue;
    const key = grams.keys[i]!;
    const context = Math.floor(key / 0x10000);
    if (context !== last) {
      while (contexts[bigram]! < context) bigram++;
      part.contextBits[bigram >>> 5]! |= 1 << (bigram & 31);
      begins.push(at);
      last = context;
    }
    part.trigramWords[at] = key % 0x10000;
    part.trigramLevels[at] = levelOf(range, grams.probabilities[i]!);
    at++;
  }
  begins.push(at);
  let rank = 0;
  for (let block = 0; block < part.contextBits.length; block++) {
    part.contextRanks[block] = rank;
    rank += popCount(part.contextBits[block]!);
  }
  return Uint32Array.from(begins);
}

/** @throws UnspinError when the contexts of a block have more trigrams than 16 bits can count. */
function blockBegins(begins: Uint32Array): Pick<PackedPart, "trigramBlocks" | "trigramBegins"> {
  const trigramBlocks = new Uint32Array(Math.ceil(begins.length / BLOCK));
  const trigramBegins = new Uint16Array(begins.length);
  for (let context = 0; context < begins.length; context++) {
    const block = Math.floor(context / BLOCK);
    if (context % BLOCK === 0) trigramBlocks[block] = begins[context]!;
    const within = begins[context]! - trigramBlocks[block]!;
    if (within > 0xffff)
      throw new UnspinError(
        `a model part is too large to pack: ${within} trigrams in ${BLOCK} contexts. Give it a --size.`,
      );
    trigramBegins[context] = within;
  }
  return { trigramBlocks, trigramBegins };
}

/** Number of set bits of a 32-bit word (H. S. Warren, Hacker's Delight, figure 5-2). */
export function popCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function setUnigramBackoff(part: PackedPart): void {
  for (let v = 0; v < part.unigramBackoff.length; v++) {
    let higher = 0;
    let lower = 0;
    for (let i = part.bigramBegins[v]!; i < part.bigramBegins[v + 1]!; i++) {
      higher += part.levels[part.bigramLevels[i]!]!;
      lower += part.unigram[part.bigramWords[i]!]!;
    }
    part.unigramBackoff[v] = backoff(higher, lower);
  }
}

function setContextBackoff(part: PackedPart): void {
  let context = 0;
  for (let u = 0; u < part.unigramBackoff.length; u++) {
    for (let i = part.bigramBegins[u]!; i < part.bigramBegins[u + 1]!; i++) {
      if (((part.contextBits[i >>> 5]! >>> (i & 31)) & 1) === 0) continue;
      part.contextBackoff[context] = shortFloat(contextWeight(part, part.bigramWords[i]!, context));
      context++;
    }
  }
}

function contextWeight(part: PackedPart, v: number, context: number): number {
  let higher = 0;
  let lower = 0;
  let bigram = part.bigramBegins[v]!;
  const end = part.bigramBegins[v + 1]!;
  const last = firstTrigram(part, context + 1);
  for (let i = firstTrigram(part, context); i < last; i++) {
    const w = part.trigramWords[i]!;
    higher += part.levels[256 + part.trigramLevels[i]!]!;
    while (bigram < end && part.bigramWords[bigram]! < w) bigram++;
    lower +=
      bigram < end && part.bigramWords[bigram] === w
        ? part.levels[part.bigramLevels[bigram]!]!
        : part.unigramBackoff[v]! * part.unigram[w]!;
  }
  return backoff(higher, lower);
}

/** What is left of the context's mass over what is left of the lower order's. */
function backoff(higher: number, lower: number): number {
  const left = 1 - higher;
  const below = 1 - lower;
  // Quantising may push a context that keeps nearly all of its mass a little over one.
  if (left <= 1e-6 || below <= 1e-9) return 1e-6;
  return left / below;
}
