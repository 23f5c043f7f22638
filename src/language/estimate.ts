import type { KeyCounter } from "./key-counter.js";
import { bigramKey, CountsOfCounts, type Discounts, discountOf } from "./kneser-ney.js";
import { WordClass } from "./word-key.js";

/** Raw n-gram counts of one part of the model, ready to be read in key order. */
export interface Counted {
  readonly vocabularySize: number;
  /** (v, w) with raw counts, sentence starts included. */
  readonly bigrams: KeyCounter;
  /** (u, v, w) with raw counts. */
  readonly trigrams: KeyCounter;
  /** (v, w), added once for each distinct u before it: continuation counts. */
  readonly continuations: KeyCounter;
}

/** An n-gram that may be kept, with its probability and what it is worth. */
export interface Candidates {
  count: number;
  keys: Float64Array;
  /** Interpolated P(w | context). */
  probabilities: Float32Array;
  /** Log-likelihood of the training text that is lost when it is pruned, in nats. */
  gains: Float32Array;
}

export interface Estimates {
  /** Interpolated unigram probabilities by word id; sum to one; "<s>" has none. */
  readonly unigrams: Float64Array;
  readonly bigrams: Candidates;
  readonly trigrams: Candidates;
  readonly discounts: readonly [Discounts, Discounts, Discounts];
}

/**
 * Estimates all probabilities. Lower orders count the distinct words before an n-gram, except after "<s>",
 * where nothing stands before and raw counts serve (Chen and Goodman 1999, section 4.1.6).
 * Gains follow K. Seymore and R. Rosenfeld, "Scalable Backoff Language Models" (1996): count times the log ratio to
 * the lower order. Trigrams seen fewer than `minimumCount` times are not candidates.
 */
export function estimate(counted: Counted, minimumCount: number): Estimates {
  const trigramCounts = new CountsOfCounts();
  counted.trigrams.forEach((key, count) => {
    trigramCounts.add(count);
    counted.continuations.add(key % 0x100000000);
  });
  const table = bigramTable(counted);
  const bigramCounts = new CountsOfCounts();
  for (let i = 0; i < table.count; i++) bigramCounts.add(table.adjusted[i]!);
  const { probabilities: unigrams, discounts: d1 } = estimateUnigrams(table, counted.vocabularySize);
  const d2 = bigramCounts.discounts();
  const bigrams = estimateBigrams(table, unigrams, d2);
  const d3 = trigramCounts.discounts();
  const trigrams = estimateTrigrams(counted, table, { unigrams, bigrams, discounts: d3, minimumCount });
  return { unigrams, bigrams, trigrams, discounts: [d1, d2, d3] };
}

interface BigramTable {
  readonly count: number;
  readonly keys: Float64Array;
  /** Continuation counts, raw ones after "<s>". */
  readonly adjusted: Uint32Array;
  readonly raw: Uint32Array;
  /** First bigram of each word v; one entry more than words. */
  readonly begins: Uint32Array;
  /** γ(v): weight of the lower order after v; set when the bigrams are estimated. */
  readonly gamma: Float64Array;
}

function bigramTable(counted: Counted): BigramTable {
  let count = 0;
  counted.bigrams.forEach(() => {
    count++;
  });
  const keys = new Float64Array(count);
  const raw = new Uint32Array(count);
  const adjusted = new Uint32Array(count);
  const begins = new Uint32Array(counted.vocabularySize + 1);
  let at = 0;
  counted.bigrams.forEach((key, times) => {
    keys[at] = key;
    raw[at] = times;
    const v = Math.floor(key / 0x10000);
    if (v === WordClass.Begin) adjusted[at] = times;
    begins[v + 1]!++;
    at++;
  });
  for (let v = 0; v < counted.vocabularySize; v++) begins[v + 1]! += begins[v]!;
  at = 0;
  counted.continuations.forEach((key, distinct) => {
    while (keys[at]! < key) at++;
    if (adjusted[at] === 0) adjusted[at] = distinct;
  });
  return { count, keys, adjusted, raw, begins, gamma: new Float64Array(counted.vocabularySize) };
}

function estimateUnigrams(table: BigramTable, size: number) {
  const adjusted = new Float64Array(size);
  for (let i = 0; i < table.count; i++) adjusted[table.keys[i]! % 0x10000]!++;
  const classes = new CountsOfCounts();
  let total = 0;
  for (let w = 0; w < size; w++) {
    total += adjusted[w]!;
    if (adjusted[w]! > 0) classes.add(adjusted[w]!);
  }
  const discounts = classes.discounts();
  let held = 0;
  for (let w = 0; w < size; w++) held += adjusted[w]! > 0 ? discountOf(discounts, adjusted[w]!) : 0;
  // Every word but "<s>", which is never predicted, shares the mass held back.
  const uniform = total > 0 ? held / total / (size - 1) : 1 / (size - 1);
  const probabilities = new Float64Array(size);
  for (let w = 0; w < size; w++) {
    if (w === WordClass.Begin) continue;
    const own = adjusted[w]! > 0 ? (adjusted[w]! - discountOf(discounts, adjusted[w]!)) / total : 0;
    probabilities[w] = own + uniform;
  }
  return { probabilities, discounts };
}

function estimateBigrams(table: BigramTable, unigrams: Float64Array, discounts: Discounts): Candidates {
  const probabilities = new Float32Array(table.count);
  const gains = new Float32Array(table.count);
  for (let v = 0; v + 1 < table.begins.length; v++) {
    const begin = table.begins[v]!;
    const end = table.begins[v + 1]!;
    let total = 0;
    let held = 0;
    for (let i = begin; i < end; i++) {
      total += table.adjusted[i]!;
      held += discountOf(discounts, table.adjusted[i]!);
    }
    const gamma = total > 0 ? held / total : 1;
    table.gamma[v] = gamma;
    for (let i = begin; i < end; i++) {
      const lower = gamma * unigrams[table.keys[i]! % 0x10000]!;
      const p = (table.adjusted[i]! - discountOf(discounts, table.adjusted[i]!)) / total + lower;
      probabilities[i] = p;
      gains[i] = table.raw[i]! * Math.log(p / lower);
    }
  }
  return { count: table.count, keys: table.keys, probabilities, gains };
}

interface TrigramInputs {
  readonly unigrams: Float64Array;
  readonly bigrams: Candidates;
  readonly discounts: Discounts;
  readonly minimumCount: number;
}

function estimateTrigrams(counted: Counted, table: BigramTable, inputs: TrigramInputs): Candidates {
  const out: Candidates = {
    count: 0,
    keys: new Float64Array(1 << 16),
    probabilities: new Float32Array(1 << 16),
    gains: new Float32Array(1 << 16),
  };
  const group = { context: -1, words: [] as number[], counts: [] as number[] };
  const close = () => {
    if (group.context >= 0) closeContext(out, group, table, inputs);
    group.words.length = 0;
    group.counts.length = 0;
  };
  counted.trigrams.forEach((key, count) => {
    const context = Math.floor(key / 0x10000);
    if (context !== group.context) {
      close();
      group.context = context;
    }
    group.words.push(key % 0x10000);
    group.counts.push(count);
  });
  close();
  return out;
}

function closeContext(
  out: Candidates,
  group: { readonly context: number; readonly words: readonly number[]; readonly counts: readonly number[] },
  table: BigramTable,
  inputs: TrigramInputs,
): void {
  const { discounts, minimumCount } = inputs;
  let total = 0;
  let held = 0;
  for (const count of group.counts) {
    total += count;
    held += discountOf(discounts, count);
  }
  const gamma = held / total;
  const v = group.context % 0x10000;
  for (let i = 0; i < group.words.length; i++) {
    const count = group.counts[i]!;
    if (count < minimumCount) continue;
    const w = group.words[i]!;
    const lower = gamma * bigramProbability(table, inputs, v, w);
    const p = (count - discountOf(discounts, count)) / total + lower;
    push(out, group.context * 0x10000 + w, p, count * Math.log(p / lower));
  }
}

function bigramProbability(table: BigramTable, inputs: TrigramInputs, v: number, w: number): number {
  const key = bigramKey(v, w);
  let low = table.begins[v]!;
  let high = table.begins[v + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  if (table.keys[low] === key) return inputs.bigrams.probabilities[low]!;
  return table.gamma[v]! * inputs.unigrams[w]!;
}

function push(out: Candidates, key: number, p: number, gain: number): void {
  if (out.count === out.keys.length) {
    const size = out.count * 2;
    const keys = new Float64Array(size);
    keys.set(out.keys);
    out.keys = keys;
    const probabilities = new Float32Array(size);
    probabilities.set(out.probabilities);
    out.probabilities = probabilities;
    const gains = new Float32Array(size);
    gains.set(out.gains);
    out.gains = gains;
  }
  out.keys[out.count] = key;
  out.probabilities[out.count] = p;
  out.gains[out.count] = gain;
  out.count++;
}
