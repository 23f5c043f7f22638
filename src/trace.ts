import type { CompiledDictionary } from "./dictionary/compile.js";
import { MAX_PHRASE } from "./dictionary/phrase-trie.js";
import { type WordSwap, wordSwaps } from "./dictionary/word-swaps.js";
import { dress } from "./edits/index.js";
import type { Background } from "./language/background.js";
import { emission, modelWordIds } from "./language/word-ids.js";
import { WordClass } from "./language/word-key.js";
import { tokenize, tokenText } from "./tokens/tokenize.js";

export interface TraceCandidate {
  readonly original: string;
  /** P(original | phrase, the phrase was spun), among the candidates. */
  readonly probability: number;
  readonly channel: string;
}

export interface TraceAnswer {
  readonly phrase: string;
  /** Most probable first; never the phrase itself. */
  readonly candidates: readonly TraceCandidate[];
}

/** Partial readings kept at each token, and answers given. */
const BEAM = 60;
const MOST_ANSWERS = 20;
/** ln of the chance that a word of a spun phrase is left as it was. */
const LEFT_ALONE = Math.log(0.15);
/** A phrase that a table lists whole is rather that than a chance meeting of its words. */
const COMPOSED = Math.log(0.02);

/** The readings of a longer one would fill the memory; and then it is a text, to be repaired. */
const MOST_TOKENS = 100;
/** Length that a word known by its class only is taken to have; it matters for numbers alone. */
const UNKNOWN_LENGTH = 3;
/** A swap known from inside listed phrases only. */
const BY_WORD = Math.log(0.5);
/** The family whose phrases are swapped word by word. */
const WORD_BY_WORD = "science";

/** Word swaps of each dictionary that was asked; they follow from it. */
const known = new WeakMap<CompiledDictionary, ReadonlyMap<string, readonly WordSwap[]>>();

function swapsOf(dictionary: CompiledDictionary): ReadonlyMap<string, readonly WordSwap[]> {
  let swaps = known.get(dictionary);
  if (!swaps) {
    swaps = wordSwaps(dictionary, WORD_BY_WORD);
    known.set(dictionary, swaps);
  }
  return swaps;
}

function wordId(dictionary: CompiledDictionary, word: string): number {
  const id = dictionary.vocabulary.find(word);
  return id < 0 ? WordClass.Unknown : dictionary.vocabulary.modelId(id);
}

interface Partial {
  readonly texts: readonly string[];
  readonly words: readonly number[];
  readonly score: number;
  /** Edges that swap something. */
  readonly swaps: number;
}

/**
 * Ranks what a phrase may stand for, by the noisy channel without context: the rules of all families whole, and word by
 * word where the phrase is not listed. Nothing for what is too long to be a phrase.
 */
export function trace(background: Background, dictionary: CompiledDictionary, phrase: string): TraceAnswer {
  const tokens = tokenize(phrase);
  if (tokens.count > MOST_TOKENS) return { phrase, candidates: [] };
  const ids = new Int32Array(tokens.count);
  for (let i = 0; i < ids.length; i++) ids[i] = dictionary.vocabulary.idOf(tokens, i);
  const plain = modelWordIds(dictionary.vocabulary, tokens);
  const beams: Partial[][] = Array.from({ length: tokens.count + 1 }, () => []);
  beams[0]!.push({ texts: [], words: [], score: 0, swaps: 0 });
  for (let at = 0; at < tokens.count; at++) {
    const open = beams[at]!.sort((a, b) => b.score - a.score).slice(0, BEAM);
    for (const partial of open) {
      const same = { texts: [tokenText(tokens, at).toLowerCase()], words: [plain[at]!], score: LEFT_ALONE, swap: 0 };
      beams[at + 1]!.push(extend(background, partial, same));
    }
    for (const swap of swapsOf(dictionary).get(tokenText(tokens, at).toLowerCase()) ?? []) {
      const words = [wordId(dictionary, swap.original)];
      const edge = { texts: [swap.original], words, score: swap.log + BY_WORD, swap: 1 };
      for (const partial of open) beams[at + 1]!.push(extend(background, partial, edge));
    }
    let node = 0;
    for (let end = at; end < tokens.count && end < at + MAX_PHRASE; end++) {
      node = dictionary.spuns.child(node, ids[end]!);
      if (node < 0) break;
      const value = dictionary.spuns.value(node);
      for (const index of value < 0 ? [] : dictionary.entriesAt[value]!) {
        const entry = dictionary.entries[index]!;
        for (const partial of open) {
          const edge = { texts: [entry.original], words: [...entry.words], score: entry.log, swap: 1 };
          beams[end + 1]!.push(extend(background, partial, edge));
        }
      }
    }
  }
  return { phrase, candidates: ranked(beams[tokens.count]!, phrase) };
}

interface Extension {
  readonly texts: readonly string[];
  readonly words: readonly number[];
  readonly score: number;
  readonly swap: number;
}

function extend(background: Background, partial: Partial, edge: Extension): Partial {
  let score = partial.score + edge.score;
  let before = partial.words[partial.words.length - 1];
  for (const word of edge.words) {
    score += logWord(background, before, word) + emission(word, UNKNOWN_LENGTH);
    before = word;
  }
  return {
    texts: [...partial.texts, ...edge.texts],
    words: [...partial.words, ...edge.words],
    score: score + (partial.texts.length === 0 ? 0 : COMPOSED),
    swaps: partial.swaps + edge.swap,
  };
}

/** ln P(word | word before), the parts of the model weighed alike. */
function logWord(background: Background, before: number | undefined, word: number): number {
  let p = 0;
  for (const model of background.models) p += before === undefined ? model.unigram(word) : model.bigram(before, word);
  return Math.log(p / background.models.length);
}

/** The space before a clitic or a closing mark, which tokens do not have. */
const TIGHT = / ('(?:s|re|ve|ll|d|m)\b|[,.;:!?%)\]])/g;

function ranked(partials: readonly Partial[], phrase: string): TraceCandidate[] {
  const scores = new Map<string, number>();
  const folded = phrase.trim().toLowerCase();
  for (const partial of partials) {
    const original = partial.texts.join(" ").replace(TIGHT, "$1");
    if (partial.swaps === 0 || original.toLowerCase() === folded) continue;
    const dressed = dress(original, phrase.trim(), folded, { sentenceStart: false }) ?? original;
    scores.set(dressed, Math.max(scores.get(dressed) ?? Number.NEGATIVE_INFINITY, partial.score));
  }
  const best = [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_ANSWERS);
  const most = best[0]?.[1] ?? 0;
  const total = best.reduce((sum, [, score]) => sum + Math.exp(score - most), 0);
  return best.map(([original, score]) => ({
    original,
    probability: Number((Math.exp(score - most) / total).toPrecision(4)),
    channel: "dictionary",
  }));
}
