import { type Background, suitParts, type TokenRange } from "../language/background.js";
import { modelWordIds } from "../language/word-ids.js";
import { WordClass } from "../language/word-key.js";
import { tokenize } from "../tokens/tokenize.js";
import type { Pile } from "./pile.js";

/**
 * How often phrases would stand in clean text of the pile's kind: Σ over the pile's words v of P(phrase | v). The words before are
 * garbled in part themselves, but those that come often ("the", "of") no tool touches.
 */
export class ExpectedCounts {
  private readonly known = new Map<string, number>();
  /** Expected occurrences of each word of the model, by part. */
  private readonly words: readonly Float64Array[];
  private readonly background: Background;
  private readonly mixture: Float64Array;

  constructor(background: Background, pile: Pile) {
    const suited = suitPile(background, pile);
    this.background = suited.background;
    this.mixture = suited.mixture;
    this.words = this.background.models.map((model, k) => {
      const into = new Float64Array(background.vocabulary.modelSize);
      let backedOff = 0;
      for (const [before, times] of pile.contexts) backedOff += model.addFollowers(before, times, into);
      for (let w = 0; w < into.length; w++) into[w] = (into[w]! + backedOff * model.unigram(w)) * this.mixture[k]!;
      return into;
    });
  }

  /** Expected occurrences in the pile; 0 for a phrase with a word that the model does not know. */
  of(phrase: string): number {
    const known = this.known.get(phrase);
    if (known !== undefined) return known;
    const count = this.count(phrase);
    this.known.set(phrase, count);
    return count;
  }

  private count(phrase: string): number {
    const words = modelWordIds(this.background.vocabulary, tokenize(phrase));
    if (words.length === 0 || words.some((word) => word === WordClass.Unknown || word === WordClass.Name)) return 0;
    let total = 0;
    this.background.models.forEach((model, k) => {
      let count = this.words[k]![words[0]!]!;
      for (let i = 1; i < words.length; i++) count *= model.bigram(words[i - 1]!, words[i]!);
      total += count;
    });
    return total;
  }
}

/** The parts of the model that suit the pile as a whole. */
function suitPile(background: Background, pile: Pile): { background: Background; mixture: Float64Array } {
  const words = new Int32Array(pile.tokens);
  const ranges: TokenRange[] = [];
  let at = 0;
  for (const page of pile.pages) {
    words.set(page.words, at);
    page.sentences.forEach((start, s) => {
      ranges.push([at + start, at + (page.sentences[s + 1] ?? page.words.length)]);
    });
    at += page.words.length;
  }
  return suitParts(background, words, ranges);
}
