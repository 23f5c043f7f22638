import type { CompiledDictionary } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import type { Background } from "../language/background.js";
import { emission, modelWordIds } from "../language/word-ids.js";
import { tokenize, tokenText } from "../tokens/tokenize.js";

/** Partial readings kept at each token. */
const BEAM = 40;
/** ln of the chance that a word of a spun phrase is left as it was. */
const LEFT_ALONE = Math.log(0.15);
/** A phrase that a table lists whole is rather that than a chance meeting of its words. */
const COMPOSED = Math.log(0.02);
/** Tokens of the longest phrase that is read. */
const LONGEST = 12;
/** Length that a word known by its class only is taken to have; it matters for numbers alone. */
const UNKNOWN_LENGTH = 3;
/** The family whose phrases the term lexicon reads far better. */
const TERMS = "science";

interface Partial {
  readonly text: string;
  readonly last: number | undefined;
  readonly score: number;
  readonly swaps: number;
}

/**
 * What a phrase may stand for by the rows of the news tools' tables and bigrams of general text, with the shares of each: the noisy
 * channel without context. Empty where no row fits, or the phrase is too long.
 */
export function readByTables(
  background: Background,
  dictionary: CompiledDictionary,
  phrase: string,
): [original: string, share: number][] {
  const tokens = tokenize(phrase);
  if (tokens.count > LONGEST) return [];
  const ids = Int32Array.from({ length: tokens.count }, (_, i) => dictionary.vocabulary.idOf(tokens, i));
  const plain = modelWordIds(dictionary.vocabulary, tokens);
  const beams: Partial[][] = Array.from({ length: tokens.count + 1 }, () => []);
  beams[0]!.push({ text: "", last: undefined, score: 0, swaps: 0 });
  for (let at = 0; at < tokens.count; at++) {
    const open = beams[at]!.sort((a, b) => b.score - a.score).slice(0, BEAM);
    const word = { text: tokenText(tokens, at).toLowerCase(), words: [plain[at]!], score: LEFT_ALONE, swaps: 0 };
    for (const partial of open) beams[at + 1]!.push(extended(background, partial, word));
    for (const [end, row] of rowsFrom(dictionary, ids, at)) {
      for (const partial of open) beams[end]!.push(extended(background, partial, row));
    }
  }
  return sharesOf(beams[tokens.count]!);
}

interface Extension {
  readonly text: string;
  readonly words: ArrayLike<number>;
  readonly score: number;
  readonly swaps: number;
}

/** Rows that fit from a token on, each with the token after it. */
function* rowsFrom(dictionary: CompiledDictionary, ids: Int32Array, start: number): Generator<[number, Extension]> {
  const { spuns, entriesAt, entries, families } = dictionary;
  let node = 0;
  for (let at = start; at < ids.length && at < start + MAX_PHRASE; at++) {
    node = spuns.child(node, ids[at]!);
    if (node < 0) return;
    const value = spuns.value(node);
    for (const index of value < 0 ? [] : entriesAt[value]!) {
      const { family, original, words, log } = entries[index]!;
      if (families[family]!.id !== TERMS) yield [at + 1, { text: original, words, score: log, swaps: 1 }];
    }
  }
}

function extended(background: Background, partial: Partial, by: Extension): Partial {
  let score = partial.score + by.score + (partial.last === undefined ? 0 : COMPOSED);
  let last = partial.last;
  for (let at = 0; at < by.words.length; at++) {
    const word = by.words[at]!;
    score += logWord(background, last, word) + emission(word, UNKNOWN_LENGTH);
    last = word;
  }
  const text = partial.text === "" ? by.text : `${partial.text} ${by.text}`;
  return { text, last, score, swaps: partial.swaps + by.swaps };
}

/** ln P(word | word before), the parts of the model weighed alike. */
function logWord(background: Background, before: number | undefined, word: number): number {
  let p = 0;
  for (const model of background.models) p += before === undefined ? model.unigram(word) : model.bigram(before, word);
  return Math.log(p / background.models.length);
}

/** The space before a clitic or a closing mark, which tokens do not have. */
const TIGHT = / ('(?:s|re|ve|ll|d|m)\b|[,.;:!?%)\]])/g;

/** Of readings that write the same, the likeliest counts; those that swap nothing count for no original. */
function sharesOf(partials: readonly Partial[]): [string, number][] {
  const scores = new Map<string, number>();
  for (const { text, score, swaps } of partials) {
    if (swaps === 0) continue;
    const original = text.replace(TIGHT, "$1");
    scores.set(original, Math.max(scores.get(original) ?? Number.NEGATIVE_INFINITY, score));
  }
  const most = Math.max(...scores.values());
  const total = [...scores.values()].reduce((sum, score) => sum + Math.exp(score - most), 0);
  return [...scores].map(([original, score]): [string, number] => [original, Math.exp(score - most) / total]);
}
