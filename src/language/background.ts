import { readModel } from "./model-file.js";
import { NgramModel } from "./ngram-model.js";
import { Vocabulary } from "./vocabulary.js";
import { WordClass } from "./word-key.js";

/** The compiled background model: a linear mixture of n-gram models over one vocabulary. */
export interface Background {
  readonly vocabulary: Vocabulary;
  readonly models: readonly NgramModel[];
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

/**
 * Probability of each word of a sentence by each model, word by word: `words` without begin and end marks; the end of the
 * sentence comes last. Written to `into` from `at` on; returns the place after.
 */
export function wordProbabilities(
  background: Background,
  words: ArrayLike<number>,
  into: Float64Array,
  at: number,
  bigrams?: Bigrams,
): number {
  const { models } = background;
  let place = at;
  /** Where each model found the bigram before. */
  const places = new Int32Array(models.length).fill(-1);
  let before: number = WordClass.Begin;
  for (let i = 0; i <= words.length; i++) {
    const word = i < words.length ? words[i]! : WordClass.End;
    for (let k = 0; k < models.length; k++) {
      const model = models[k]!;
      const second = model.bigram(before, word);
      const found = model.place;
      if (bigrams !== undefined) {
        bigrams.probabilities[place] = second;
        bigrams.places[place] = found;
      }
      into[place++] = model.trigram(model.contextAt(places[k]!), word, second);
      places[k] = found;
    }
    before = word;
  }
  return place;
}

/** What bigrams alone say, row by row as `wordProbabilities` writes. */
interface Bigrams {
  readonly probabilities: Float64Array;
  /** Where the bigram was found; see `NgramModel.place`. */
  readonly places: Int32Array;
}

/** ln P of a sentence under a mixture. */
export function sentenceLog(background: Background, mixture: Float64Array, words: ArrayLike<number>): number {
  const probabilities = new Float64Array((words.length + 1) * mixture.length);
  return mixedLog(probabilities, 0, wordProbabilities(background, words, probabilities, 0), mixture);
}

/** Σ ln Σ_k λ_k p_k over the rows of `probabilities` from `start` to `end`. */
function mixedLog(probabilities: Float64Array, start: number, end: number, mixture: Float64Array): number {
  const parts = mixture.length;
  let total = 0;
  for (let row = start; row < end; row += parts) {
    let p = 0;
    for (let k = 0; k < parts; k++) p += mixture[k]! * probabilities[row + k]!;
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
export interface SuitedParts {
  readonly background: Background;
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
  /** P(word | two words before), P(word | word before) and where that was found; one array a part. */
  readonly trigrams: readonly Float64Array[];
  readonly bigrams: readonly Float64Array[];
  readonly places: readonly Int32Array[];
}

/** The parts of the model that suit a document, and their weights. */
export function suitParts(background: Background, words: Int32Array, ranges: readonly TokenRange[]): SuitedParts {
  const sample = sampleProbabilities(background, words, ranges);
  const fitted = fitMixture(background, sample.probabilities, sample.length);
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

/** What a sample that holds all ranges shows of them. `kept` are the parts that matter. */
function readAsIs(sample: Sample, mixture: Float64Array, kept: readonly number[]): AsIsReading {
  const { probabilities, bigrams, ends } = sample;
  const parts = mixture.length;
  const begins = [0, ...ends].slice(0, ends.length);
  const rows = (ends.at(-1) ?? 0) / parts;
  return {
    begins: begins.map((begin) => begin / parts),
    logs: Float64Array.from(ends, (end, at) => mixedLog(probabilities, begins[at]!, end, mixture)),
    trigrams: kept.map((k) => everyNth(probabilities, k, parts, new Float64Array(rows))),
    bigrams: kept.map((k) => everyNth(bigrams.probabilities, k, parts, new Float64Array(rows))),
    places: kept.map((k) => everyNth(bigrams.places, k, parts, new Int32Array(rows))),
  };
}

function everyNth<T extends Float64Array | Int32Array>(from: T, first: number, step: number, into: T): T {
  for (let row = 0; row < into.length; row++) into[row] = from[row * step + first]!;
  return into;
}

interface Sample {
  /** Row by row, as `wordProbabilities` writes them. */
  readonly probabilities: Float64Array;
  readonly bigrams: Bigrams;
  readonly length: number;
  /** Where the rows of each range end. */
  readonly ends: readonly number[];
  /** Are all ranges in it? */
  readonly isWhole: boolean;
}

function sampleProbabilities(background: Background, words: Int32Array, ranges: readonly TokenRange[]): Sample {
  const parts = background.models.length;
  const step = Math.max(1, Math.floor(words.length / SAMPLE));
  const chosen = ranges.filter((_, at) => at % step === 0);
  const size = chosen.reduce((sum, [start, end]) => sum + end - start + 1, 0);
  const probabilities = new Float64Array(size * parts);
  const bigrams = { probabilities: new Float64Array(size * parts), places: new Int32Array(size * parts) };
  const ends: number[] = [];
  let at = 0;
  for (const [start, end] of chosen) {
    at = wordProbabilities(background, words.subarray(start, end), probabilities, at, bigrams);
    ends.push(at);
  }
  return { probabilities, bigrams, length: at, ends, isWhole: step === 1 };
}

/**
 * The weights that make a document most probable, held to the prior (EM for mixture weights, F. Jelinek and
 * R. Mercer, "Interpolated estimation of Markov source parameters", 1980).
 */
export function fitMixture(background: Background, probabilities: Float64Array, length: number): Float64Array {
  const { prior } = background;
  const parts = prior.length;
  let weights = prior.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const next = prior.map((weight) => weight * PRIOR_TOKENS);
    for (let row = 0; row < length; row += parts) {
      let p = 0;
      for (let k = 0; k < parts; k++) p += weights[k]! * probabilities[row + k]!;
      for (let k = 0; k < parts; k++) next[k]! += (weights[k]! * probabilities[row + k]!) / p;
    }
    const total = length / parts + PRIOR_TOKENS;
    weights = next.map((weight) => weight / total);
  }
  return weights;
}
