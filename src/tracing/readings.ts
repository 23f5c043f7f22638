import type { Weights } from "./edges.js";
import { addValues, FEATURE_COUNT, FEATURES } from "./features.js";
import { TermFlag, type TermLexicon } from "./lexicon.js";
import type { TracingModel } from "./model.js";
import { type Found, search } from "./search.js";
import { type Gap, phraseWords } from "./words.js";

/** An original that a phrase may stand for. */
export interface Reading {
  readonly original: string;
  /** Its features; see `FEATURES`. */
  readonly vector: Float64Array;
}

/** Readings that are weighed against each other. */
const MOST = 60;
/** Longest phrase that is read word by word. */
const LONGEST = 12;
/** An abbreviation in brackets at the end, which the original lends its first letters. */
const ABBREVIATION = /\s*\(\s*([\p{L}\d][\p{L}\d-]{0,9})\s*\)\s*$/u;

/** What an unlisted phrase may stand for, likeliest first. */
export function readings(model: TracingModel, weights: Weights, phrase: string): Reading[] {
  const abbreviation = ABBREVIATION.exec(phrase);
  const bare = abbreviation && abbreviation.index > 0 ? phrase.slice(0, abbreviation.index) : phrase;
  const { words, gaps } = phraseWords(bare);
  if (words.length === 0 || words.length > LONGEST) return [];
  const letters = (abbreviation?.[1] ?? "").toLowerCase().replace(/s$/, "");
  const found = new Map<string, Found & { readonly total: number }>();
  for (const reading of search(model, weights, words)) {
    addTermValues(model.lexicon, reading, letters);
    const key = reading.texts.join(" ");
    const total = score(weights, reading.vector);
    if (key === words.join(" ") || (found.get(key)?.total ?? Number.NEGATIVE_INFINITY) >= total) continue;
    found.set(key, { ...reading, total });
  }
  return [...found.values()]
    .sort((a, b) => b.total - a.total)
    .slice(0, MOST)
    .map((reading) => ({ original: written(model.lexicon, reading, gaps), vector: reading.vector }));
}

/** The score of a vector. */
export function score(weights: Weights, vector: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < FEATURE_COUNT; at++) sum += vector[at]! === 0 ? 0 : weights[FEATURES[at]!] * vector[at]!;
  return sum;
}

function addTermValues(lexicon: TermLexicon, { node, texts, vector }: Found, letters: string): void {
  if (letters !== "" && initials(texts, letters)) addValues(vector, { abbreviated: 1 });
  if (texts.length === 1) addValues(vector, { single: 1 });
  if (texts.length === 1 || node < 0) return;
  const flags = lexicon.flags(node);
  if (flags & TermFlag.WordNet) addValues(vector, { noun: 1 });
  if (!(flags & TermFlag.Term)) return;
  addValues(vector, {
    term: 1,
    science: Math.log1p(lexicon.science(node)),
    general: Math.log1p(lexicon.general(node)),
  });
}

/** Do the words begin with the letters of an abbreviation, function words perhaps passed over? */
function initials(texts: readonly string[], letters: string): boolean {
  const all = texts.map((text) => text.charAt(0)).join("");
  const few = texts
    .filter((text) => text.length > 3)
    .map((text) => text.charAt(0))
    .join("");
  return all === letters || few === letters;
}

/**
 * The words with the hyphens of the spun phrase, where they came from words that stood side by side in it; elsewhere with those that
 * the term, or else the two words, mostly have.
 */
function written(lexicon: TermLexicon, { texts, ids, node, from }: Found, gaps: readonly Gap[]): string {
  const isTerm = node >= lexicon.size && (lexicon.flags(node) & TermFlag.Term) !== 0;
  return texts.reduce((text, word, at) => {
    if (at === 0) return word;
    const place = from[at]!;
    if (place > 0 && from[at - 1] === place - 1) return `${text}${gaps[place] === "hyphen" ? "-" : " "}${word}`;
    const pair = isTerm ? node : lexicon.child(ids[at - 1]!, ids[at]!);
    const gap = isTerm ? at - 1 : 0;
    const hyphen = pair >= lexicon.size && (lexicon.flags(pair) & (TermFlag.FirstHyphen << gap)) !== 0;
    return `${text}${hyphen ? "-" : " "}${word}`;
  }, "");
}
