import { type Difference, Reason } from "./differences.js";
import type { Grounding } from "./grounding.js";
import type { ReadText } from "./read-text.js";

/** Unexplained swaps that a document makes again and again: tools have one choice for a word, people look for another one. */
export class SteadySwaps {
  /** Places of each swap, by its words. */
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly document: ReadText,
    private readonly article: ReadText,
    { sentences }: Grounding,
  ) {
    for (const sentence of sentences) {
      for (const difference of sentence?.differences ?? []) {
        if (difference.reason !== Reason.Other) continue;
        const key = this.keyOf(difference);
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      }
    }
  }

  /** Is a difference one of several places with the same words for the same words? */
  has(difference: Difference): boolean {
    return (this.counts.get(this.keyOf(difference)) ?? 0) > 1;
  }

  private keyOf({ start, end, from, to }: Difference): string {
    return `${this.document.words.subarray(start, end)} ${this.article.words.subarray(from, to)}`;
  }
}
