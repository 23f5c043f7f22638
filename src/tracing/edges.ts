import type { Feature, Values } from "./features.js";
import { weigh } from "./features.js";
import type { TermLexicon } from "./lexicon.js";
import type { TableRow, TracingModel } from "./model.js";
import type { SwapCounts } from "./swap-counts.js";
import { SynonymSource } from "./thesaurus.js";
import { endingOf, FUNCTION_WORDS, inflectionKey } from "./words.js";

/** One way to read some neighbouring words of the spun phrase. */
export interface Edge {
  /** First and past-the-last word of the spun phrase. */
  readonly start: number;
  readonly end: number;
  readonly texts: readonly string[];
  /** The lexicon's ids; -1 for words that it lacks. */
  readonly ids: readonly number[];
  readonly values: Values;
  /** Values times weights. */
  readonly score: number;
  readonly kind: "kept" | "swapped" | "guessed";
}

export type Weights = Readonly<Record<Feature, number>>;

/** Swaps of one word that are followed up. */
const MOST_SWAPS = 70;
/** Words of a listed swap. */
const LONGEST_SWAP = 4;

/** All edges that begin at a word, by what the lists and thesauri say. */
export function edgesAt(model: TracingModel, weights: Weights, words: readonly string[], start: number): Edge[] {
  const { lexicon } = model;
  const edge = (end: number, texts: readonly string[], values: Values, kind: Edge["kind"]): Edge => {
    const ids = texts.map((text) => lexicon.find(text));
    return { start, end, texts, ids, values, score: weigh(weights, values), kind };
  };
  const word = words[start]!;
  const edges = [edge(start + 1, [word], keptValues(model, word), "kept")];
  if (!/\d/.test(word))
    edges.push(...wordSwaps(model, word, (text, values) => edge(start + 1, [text], values, "swapped")));
  for (let end = start + 1; end <= words.length && end <= start + LONGEST_SWAP; end++) {
    const spun = words.slice(start, end).join(" ");
    for (const [original, count] of model.swaps.phrases.of(spun)) {
      edges.push(edge(end, original.split(" "), phraseValues(model.swaps, spun, original, count), "swapped"));
    }
  }
  for (const row of model.rowsAt(words, start)) edges.push(edge(row.end, row.words, rowValues(row), "swapped"));
  return edges;
}

function keptValues({ lexicon, swaps }: TracingModel, word: string): Values {
  if (FUNCTION_WORDS.has(word) || /\d/.test(word)) return { keptFunction: 1 };
  const id = lexicon.find(word);
  let swapped = 0;
  for (const [original, count] of swaps.words.of(word)) if (original !== word) swapped += count;
  const kept = swaps.words.of(word).get(word) ?? 0;
  return {
    kept: 1,
    keptFrequency: id < 0 ? -1 : Math.log(lexicon.count(id)),
    keptListed: Math.log((kept + 0.5) / (kept + swapped + 1.5)),
  };
}

/** The best swaps of a word: listed ones, those of its other forms, synonyms, and its own other forms. */
function wordSwaps(model: TracingModel, word: string, edge: (text: string, values: Values) => Edge): Edge[] {
  const { swaps, thesaurus, lexicon } = model;
  const key = inflectionKey(word);
  const found = new Map<string, Edge>();
  const synonyms = new Map(thesaurus.synonyms(key).map((synonym) => [synonym.key, synonym]));
  const add = (text: string, originalKey: string) => {
    if (text === word || found.has(text)) return;
    const synonym = synonyms.get(originalKey);
    found.set(text, edge(text, swapValues(swaps, [word, key], [text, originalKey], synonym)));
  };
  for (const original of swaps.words.of(word).keys()) add(original, inflectionKey(original));
  for (const originalKey of [...swaps.keys.of(key).keys(), ...synonyms.keys(), key]) {
    for (const form of thesaurus.formsOf(originalKey)) add(form, originalKey);
  }
  const rank = ({ score, ids }: Edge) => score + 0.35 * lexicon.logWord(ids[0]!);
  return [...found.values()].sort((a, b) => rank(b) - rank(a)).slice(0, MOST_SWAPS);
}

function swapValues(
  { words, keys }: SwapCounts,
  [word, key]: readonly [string, string],
  [original, originalKey]: readonly [string, string],
  synonym: { readonly sources: number; readonly fan: number } | undefined,
): Values {
  const values: Partial<Record<Feature, number>> = { swapped: 1 };
  const count = words.of(word).get(original) ?? 0;
  if (count > 0) {
    values.listed = 1;
    values.listedSpun = Math.log(count / (words.total(original) + 2));
    values.listedOriginal = Math.log(count / (sum(words.of(word)) + 1));
  }
  const known = keys.of(key).get(originalKey) ?? 0;
  if (known > 0) {
    values.listedKey = 1;
    values.listedKeyOriginal = Math.log(known / (sum(keys.of(key)) + 1));
  }
  const sources = synonym?.sources ?? 0;
  if (sources & SynonymSource.Moby) values.moby = 1;
  if (sources & SynonymSource.MobyReversed) values.mobyReversed = 1;
  if (sources & SynonymSource.Ppdb) values.ppdb = 1;
  if (sources & SynonymSource.WordNet) values.wordNet = 1;
  const agreeing = (known > 0 ? 1 : 0) + bits(sources);
  if (agreeing > 1) values.agreed = agreeing - 1;
  if (synonym && known === 0) values.fan = Math.log(1 + synonym.fan);
  if (key === originalKey) values.sameKey = 1;
  if (endingOf(word) === endingOf(original)) values.sameEnding = 1;
  return values;
}

function phraseValues({ phrases }: SwapCounts, spun: string, original: string, count: number): Values {
  return {
    phrase: 1,
    phraseSpun: Math.log(count / (phrases.total(original) + 2)),
    phraseOriginal: Math.log(count / (sum(phrases.of(spun)) + 1)),
  };
}

function rowValues({ log }: TableRow): Values {
  return { table: 1, tableSpun: log };
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}

/** Words that only fit beside their neighbours, as edges over the word at `start`. */
export function guess(lexicon: TermLexicon, weights: Weights, start: number, word: number): Edge {
  const values: Values = { guessed: 1 };
  return {
    start,
    end: start + 1,
    texts: [lexicon.words[word]!],
    ids: [word],
    values,
    score: weigh(weights, values),
    kind: "guessed",
  };
}
