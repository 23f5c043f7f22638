import { readModel } from "./model-file.js";
import { type MixturePart, NgramModel, type ReadColumns } from "./ngram-model.js";
import { Vocabulary } from "./vocabulary.js";

/** The compiled background model: a linear mixture of n-gram models over one vocabulary. */
export interface Background<Part extends MixturePart = NgramModel> {
  readonly vocabulary: Vocabulary;
  readonly models: readonly Part[];
  readonly names: readonly string[];
  /** Weight of each model before a document is seen; they sum to one. */
  readonly prior: Float64Array;
}

/** Room for the words that dictionaries add to the vocabulary. */
const SPARE_WORDS = 40_000;
/** News is what most documents are; a part that is not named here gets the least weight. */
const PRIOR: Readonly<Record<string, number>> = { general: 0.1, news: 0.85, biomedical: 0.05 };
/** Tokens that the prior counts for against a document's own. */
const PRIOR_TOKENS = 200;
const ROUNDS = 3;

/** @throws UnspinError when the file is missing, damaged or of another version. */
export function openBackground(path: string): Background {
  const data = readModel(path);
  const names = data.header.parts.map((part) => part.name);
  const prior = Float64Array.from(names, (name) => PRIOR[name] ?? 0.05);
  const total = prior.reduce((sum, weight) => sum + weight, 0);
  return {
    vocabulary: new Vocabulary(data.words, SPARE_WORDS),
    models: data.parts.map((part) => new NgramModel(part)),
    names,
    prior: prior.map((weight) => weight / total),
  };
}

/** What every part of a model has read, one after the other. */
export type ReadParts = readonly ReadColumns[];

/** Room for so many rows. */
function roomFor(parts: number, rows: number): ReadParts {
  return Array.from({ length: parts }, () => ({
    trigrams: new Float64Array(rows),
    bigrams: new Float64Array(rows),
    places: new Int32Array(rows),
  }));
}

/** Reads a sentence with every model: `words` without begin and end marks. A row a word; the end of the sentence comes last. */
export function readSentence({ models }: Background<MixturePart>, words: ArrayLike<number>): ReadParts {
  const read = roomFor(models.length, words.length + 1);
  models.forEach((model, k) => {
    model.readInto(words, read[k]!, 0);
  });
  return read;
}

/** ln P of a sentence under a mixture. */
export function sentenceLog(
  background: Background<MixturePart>,
  mixture: Float64Array,
  words: ArrayLike<number>,
): number {
  return mixedLog(readSentence(background, words), 0, words.length + 1, mixture);
}

/** Σ ln Σ_k λ_k p_k over the rows from `start` to `end`. */
export function mixedLog(read: ReadParts, start: number, end: number, mixture: Float64Array): number {
  let total = 0;
  for (let row = start; row < end; row++) {
    let p = 0;
    for (let k = 0; k < mixture.length; k++) p += mixture[k]! * read[k]!.trigrams[row]!;
    total += Math.log(p);
  }
  return total;
}

/** Tokens [start, end) of a document. */
export type TokenRange = readonly [start: number, end: number];

/** So many tokens, spread over a document, show which parts suit it. */
const SAMPLE = 400;
/** A part of less weight than this adds nothing but time. */
const LEAST_WEIGHT = 0.06;

/** The parts of the model that a document is read with. */
export interface SuitedParts<Part extends MixturePart = NgramModel> {
  readonly background: Background<Part>;
  /** Weight of each part; they sum to one. */
  readonly mixture: Float64Array;
  /** The ranges as they stand, where fitting has read them anyway (short documents). */
  readonly asIs: AsIsReading | null;
}

/** What each part of the model has read in ranges of words as they stand; a row a word, and one more where a range ends. */
export interface AsIsReading {
  /** First row of each range. */
  readonly begins: readonly number[];
  /** ln P of each range. */
  readonly logs: Float64Array;
  readonly parts: ReadParts;
}

/** The parts of the model that suit a document, and their weights. */
export function suitParts<Part extends MixturePart>(
  background: Background<Part>,
  words: Int32Array,
  ranges: readonly TokenRange[],
): SuitedParts<Part> {
  const sample = readSample(background, words, ranges);
  const fitted = fitMixture(background, sample.parts, sample.ends.at(-1) ?? 0);
  const most = Math.max(...fitted);
  const kept = [...fitted.keys()].filter((k) => fitted[k]! >= LEAST_WEIGHT || fitted[k] === most);
  const total = kept.reduce((sum, k) => sum + fitted[k]!, 0);
  const pick = <T>(all: ArrayLike<T>) => kept.map((k) => all[k]!);
  const weights = Float64Array.from(kept, (k) => fitted[k]! / total);
  const { vocabulary, models, names, prior } = background;
  const suited = { vocabulary, models: pick(models), names: pick(names), prior: Float64Array.from(pick(prior)) };
  const spread = new Float64Array(fitted.length);
  kept.forEach((k, at) => {
    spread[k] = weights[at]!;
  });
  return { background: suited, mixture: weights, asIs: sample.isWhole ? readAsIs(sample, spread, kept) : null };
}

/** What a sample that holds all ranges shows of them. `kept` are the parts that matter, `mixture` weighs all. */
function readAsIs({ parts, ends }: Sample, mixture: Float64Array, kept: readonly number[]): AsIsReading {
  const begins = [0, ...ends].slice(0, ends.length);
  return {
    begins,
    logs: Float64Array.from(ends, (end, at) => mixedLog(parts, begins[at]!, end, mixture)),
    parts: kept.map((k) => parts[k]!),
  };
}

interface Sample {
  readonly parts: ReadParts;
  /** Where the rows of each range end. */
  readonly ends: readonly number[];
  /** Are all ranges in it? */
  readonly isWhole: boolean;
}

function readSample({ models }: Background<MixturePart>, words: Int32Array, ranges: readonly TokenRange[]): Sample {
  const step = Math.max(1, Math.floor(words.length / SAMPLE));
  const chosen = ranges.filter((_, at) => at % step === 0);
  const ends: number[] = [];
  for (const [start, end] of chosen) ends.push((ends.at(-1) ?? 0) + end - start + 1);
  const parts = roomFor(models.length, ends.at(-1) ?? 0);
  models.forEach((model, k) => {
    let row = 0;
    for (const [start, end] of chosen) row = model.readInto(words.subarray(start, end), parts[k]!, row);
  });
  return { parts, ends, isWhole: step === 1 };
}

/**
 * The weights that make a document most probable, held to the prior (EM for mixture weights, F. Jelinek and
 * R. Mercer, "Interpolated estimation of Markov source parameters", 1980).
 */
export function fitMixture({ prior }: Background<MixturePart>, parts: ReadParts, rows: number): Float64Array {
  let weights = prior.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const next = prior.map((weight) => weight * PRIOR_TOKENS);
    for (let row = 0; row < rows; row++) {
      let p = 0;
      for (let k = 0; k < parts.length; k++) p += weights[k]! * parts[k]!.trigrams[row]!;
      for (let k = 0; k < parts.length; k++) next[k]! += (weights[k]! * parts[k]!.trigrams[row]!) / p;
    }
    const total = rows + PRIOR_TOKENS;
    weights = next.map((weight) => weight / total);
  }
  return weights;
}
