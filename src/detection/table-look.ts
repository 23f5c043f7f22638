import type { CompiledDictionary } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import type { Background } from "../language/background.js";
import type { NgramModel } from "../language/ngram-model.js";
import { WordClass } from "../language/word-key.js";
import { type GenericLookInput, likeliestPart } from "./generic-look.js";

/** A gain counts from here on, in nats: less is chance. */
const NOTABLE = 1;
/** No single place is evidence for more than this. */
const MOST_GAIN = 6;
/** Swap rate that is assumed of a tool at work. */
const RATE = 0.95;
/** Weight of an original that stands untouched: authors and tools agree on such words more often than the table states. */
const UNTOUCHED = 0.5;

/**
 * Evidence, in nats, from which a stretch of a text is worth decoding. Of 300 clean stories one in fifty has that much; islands of 60
 * spun words have 13 and more.
 */
export const LEAST_STRETCH = 11;

/**
 * The most evidence that any stretch of a text holds for any family (J. B. Kadane's scan): what its rows gain by bigrams between the
 * words beside them, less what originals cost that stand untouched. Sees a few spun sentences in a clean text, which words
 * alone do not show. A linear pass.
 */
export function bestStretch(background: Background, dictionary: CompiledDictionary, input: GenericLookInput): number {
  return new StretchScan(likeliestPart(background, input.words), dictionary, input).most();
}

class StretchScan {
  /** By family: the best gain at the token at hand, and the running sum. */
  private readonly gains: Float64Array;
  private readonly running: Float64Array;
  private readonly begins: Uint8Array;

  constructor(
    private readonly model: NgramModel,
    private readonly dictionary: CompiledDictionary,
    private readonly input: GenericLookInput,
  ) {
    this.gains = new Float64Array(dictionary.families.length);
    this.running = new Float64Array(dictionary.families.length);
    this.begins = new Uint8Array(input.ids.length + 1).fill(1, input.ids.length);
    for (const start of input.sentences) this.begins[start] = 1;
  }

  most(): number {
    const { gains, running, input } = this;
    let most = 0;
    for (let token = 0; token < input.ids.length; token++) {
      gains.fill(0);
      this.addRows(token);
      this.addUntouched(token);
      for (let family = 0; family < gains.length; family++) {
        const sum = Math.max(0, running[family]! + gains[family]!);
        running[family] = sum;
        if (sum > most) most = sum;
      }
    }
    return most;
  }

  /** What the rows that may have written the tokens from one on gain at best. */
  private addRows(start: number): void {
    const { spuns, entriesAt } = this.dictionary;
    const { ids } = this.input;
    let node = 0;
    for (let end = start; end < ids.length && end < start + MAX_PHRASE; end++) {
      if (end > start && this.begins[end] === 1) return;
      node = spuns.child(node, ids[end]!);
      if (node < 0) return;
      const at = spuns.value(node);
      if (at >= 0) this.weighRows(entriesAt[at]!, start, end + 1);
    }
  }

  private weighRows(rows: readonly number[], start: number, end: number): void {
    const { words } = this.input;
    const before = this.begins[start] === 1 ? WordClass.Begin : words[start - 1]!;
    const after = this.begins[end] === 1 ? WordClass.End : words[end]!;
    const asIs = this.chain(before, words.subarray(start, end), after);
    for (const index of rows) {
      const { guarded, symbol, contracts, family, log, emission, words: original } = this.dictionary.entries[index]!;
      if (guarded || symbol || contracts) continue;
      const gain = Math.log(this.chain(before, original, after) / asIs) + log + emission - NOTABLE;
      if (gain > this.gains[family]!) this.gains[family] = Math.min(MOST_GAIN, gain);
    }
  }

  /** What a single word costs that the families' tools would have replaced. */
  private addUntouched(token: number): void {
    const { originals, keysAt } = this.dictionary;
    const node = originals.child(0, this.input.ids[token]!);
    const at = node < 0 ? -1 : originals.value(node);
    if (at < 0) return;
    for (const { family, keep } of keysAt[at]!) this.gains[family]! += UNTOUCHED * Math.log(1 - RATE * (1 - keep));
  }

  /** P of some words between two others, by bigrams. */
  private chain(before: number, words: Int32Array, after: number): number {
    let last = before;
    let probability = 1;
    for (let at = 0; at < words.length; at++) {
      probability *= this.model.bigram(last, words[at]!);
      last = words[at]!;
    }
    return probability * this.model.bigram(last, after);
  }
}
