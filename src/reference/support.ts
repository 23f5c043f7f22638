import { tokenize } from "../tokens/tokenize.js";
import type { ReadText } from "./read-text.js";

/** Where phrases stand in an article: to show which of its sentences uses a wording. */
export class PhraseFinder {
  /** The article's tokens in lower case, each between blanks. */
  private readonly line: string;
  /** Where each token begins in it. */
  private readonly offsets: Uint32Array;

  constructor(private readonly article: ReadText) {
    const { tokens } = article;
    this.offsets = new Uint32Array(tokens.count);
    let line = " ";
    for (let at = 0; at < tokens.count; at++) {
      this.offsets[at] = line.length;
      line += `${tokens.text.slice(tokens.starts[at]!, tokens.ends[at]!).toLowerCase()} `;
    }
    this.line = line;
  }

  /** First token of a phrase's first place, in any case; -1 when it does not stand there. */
  find(phrase: string): number {
    const { text, count, starts, ends } = tokenize(phrase.toLowerCase());
    if (count === 0) return -1;
    let wanted = " ";
    for (let at = 0; at < count; at++) wanted += `${text.slice(starts[at], ends[at])} `;
    const found = this.line.indexOf(wanted);
    return found < 0 ? -1 : this.tokenAt(found + 1);
  }

  private tokenAt(offset: number): number {
    let low = 0;
    let high = this.article.tokens.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.offsets[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
