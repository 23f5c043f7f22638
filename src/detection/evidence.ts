import type { CompiledDictionary } from "../dictionary/compile.js";
import { phraseHits } from "../dictionary/phrase-hits.js";
import type { Background } from "../language/background.js";
import { WordClass } from "../language/word-key.js";
import type { Tokens } from "../tokens/tokenize.js";

/**
 * Weights of evidence for a first, cheap look at a document: how much more often a tool's output holds a word
 * or phrase than clean text does. One naive Bayes log ratio a word and family, summed over tokens.
 */
export interface EvidenceTable {
  /** The row in `words` of each vocabulary id; most words say nothing, and have row 0. */
  readonly wordRows: Uint32Array;
  /** ln P(word | spun by the family) - ln P(word | clean): the weights of all families side by side. Row 0 is all zeros. */
  readonly words: Float32Array;
  /** The same for spun phrases of several words, by the dictionary's phrase number; 0 for the others. */
  readonly phrases: Float32Array;
}

/** Swap rate that the weights assume. */
const RATE = 0.9;
/** Probability of a word that the model does not know. */
const RARE = 1e-8;
/** No single word or phrase weighs more than this many nats. */
const CEILING = 8;
const FLOOR = -3;

/** Computes the weights of a compiled dictionary; takes a few milliseconds per 10,000 rows. */
export function evidenceTable(background: Background, dictionary: CompiledDictionary): EvidenceTable {
  const { vocabulary, families, entries, entriesAt } = dictionary;
  const gains = families.map(() => new Float64Array(vocabulary.size));
  const losses = families.map(() => new Float64Array(vocabulary.size));
  const phraseGains = families.map(() => new Float64Array(entriesAt.length));
  const clean = new Float64Array(entriesAt.length);
  entriesAt.forEach((list, phrase) => {
    for (const index of list) {
      const entry = entries[index]!;
      const swapped = RATE * (1 - entry.keep) * phraseProbability(background, entry.words) * Math.exp(entry.log);
      if (entry.spunIds.length === 1) gains[entry.family]![entry.spunIds[0]!]! += swapped;
      else {
        phraseGains[entry.family]![phrase]! += swapped;
        clean[phrase] = phraseProbability(background, entry.spunIds);
      }
      if (entry.words.length === 1) losses[entry.family]![entry.originalId]! += swapped;
    }
  });
  const words = families.map((_, family) => {
    const weights = new Float32Array(vocabulary.size);
    for (let id = 0; id < weights.length; id++) {
      const change = gains[family]![id]! - losses[family]![id]!;
      if (change === 0) continue;
      const base = wordProbability(background, id);
      weights[id] = Math.max(FLOOR, Math.min(CEILING, Math.log(Math.max(1e-3, 1 + change / base))));
    }
    return weights;
  });
  const phrases = phraseGains.map((gain) =>
    Float32Array.from(gain, (swapped, phrase) =>
      swapped === 0 ? 0 : Math.min(CEILING, Math.log1p(swapped / clean[phrase]!)),
    ),
  );
  return { ...telling(words, vocabulary.size), phrases: sideBySide(phrases) };
}

/** Only the rows of words that say something, and row 0 for all others. */
function telling(weights: readonly Float32Array[], size: number): Pick<EvidenceTable, "words" | "wordRows"> {
  const wordRows = new Uint32Array(size);
  const ids = [0];
  for (let id = 0; id < size; id++) {
    if (weights.some((column) => column[id] !== 0)) wordRows[id] = ids.push(id) - 1;
  }
  const rows = weights.map((column) => Float32Array.from(ids, (id, row) => (row === 0 ? 0 : column[id]!)));
  return { wordRows, words: sideBySide(rows) };
}

/** Rows of as many numbers as there are columns. */
function sideBySide(columns: readonly Float32Array[]): Float32Array {
  const width = columns.length;
  const rows = new Float32Array(width * (columns[0]?.length ?? 0));
  columns.forEach((column, at) => {
    for (let row = 0; row < column.length; row++) rows[row * width + at] = column[row]!;
  });
  return rows;
}

function wordProbability(background: Background, id: number): number {
  if (id >= background.vocabulary.modelSize || id === WordClass.Unknown) return RARE;
  let p = 0;
  background.models.forEach((model, k) => {
    p += background.prior[k]! * model.unigram(id);
  });
  return Math.max(p, RARE);
}

/** P of a phrase anywhere in clean text, by bigrams. */
function phraseProbability(background: Background, ids: Int32Array): number {
  let p = wordProbability(background, ids[0]!);
  for (let i = 1; i < ids.length; i++) {
    const before = background.vocabulary.modelId(ids[i - 1]!);
    const id = background.vocabulary.modelId(ids[i]!);
    let next = 0;
    background.models.forEach((model, k) => {
      next += background.prior[k]! * model.bigram(before, id);
    });
    p *= id === WordClass.Unknown ? Math.min(next, RARE) : next;
  }
  return p;
}

/**
 * The most evidence that any stretch of the text holds for any family, in nats: the greatest sum over neighbouring tokens
 * (J. B. Kadane's scan), so that a page that is spun in part is seen as well. Clean text stays near 0.
 */
export function mostEvidence(
  tokens: Tokens,
  ids: Int32Array,
  dictionary: CompiledDictionary,
  table: EvidenceTable,
): number {
  const { wordRows, words, phrases } = table;
  const count = dictionary.families.length;
  const running = new Float64Array(count);
  const { offsets, phrases: hits } = phraseHits(dictionary, ids);
  let most = 0;
  for (let i = 0; i < tokens.count; i++) {
    // The longest phrase that begins here.
    const phrase = offsets[i + 1]! > offsets[i]! ? hits[offsets[i + 1]! - 1]! : -1;
    // Words that were added to the vocabulary later are in no table.
    const word = (wordRows[ids[i]!] ?? 0) * count;
    for (let family = 0; family < count; family++) {
      const weight = words[word + family]! + (phrase < 0 ? 0 : phrases[phrase * count + family]!);
      const sum = Math.max(0, running[family]! + weight);
      running[family] = sum;
      if (sum > most) most = sum;
    }
  }
  return most;
}

/** Nats that a short text must hold to be worth decoding. */
const LEAST = 8;
/** Tokens of such a text. */
const SHORT = 60;

/**
 * Evidence below which a text is clean without a closer look, in nats. The greatest sum of a random walk grows with the logarithm of its
 * length, so a long text must hold more.
 */
export function leastEvidence(tokens: number): number {
  return LEAST + Math.max(0, Math.log2(tokens / SHORT));
}
