import { measureTokenSpans, measureTokens } from "./measure-tokens.js";
import { isRight } from "./score.js";
import { type Opcode, opcodes } from "./sequence-matcher.js";

/** Text that is to stand at [start, end) of the spun text; offsets are UTF-16 code units. */
export interface JudgedEdit {
  readonly start: number;
  readonly end: number;
  readonly now: string;
}

/**
 * Judges single edits of one spun text against its original, as the edit precision of `score.ts` does: an edit is right
 * when it writes just the words that stand there in the original, whatever happens to its neighbours.
 */
export class EditJudge {
  private readonly source: readonly string[];
  private readonly gold: readonly string[];
  private readonly ops: readonly Opcode[];
  private readonly spans: ReturnType<typeof measureTokenSpans>;

  constructor(
    private readonly spun: string,
    gold: string,
  ) {
    this.source = measureTokens(spun);
    this.spans = measureTokenSpans(spun);
    this.gold = measureTokens(gold);
    this.ops = opcodes(this.source, this.gold);
  }

  /** An edit that changes no token, such as one of white space, counts as right. */
  isRight(edit: JudgedEdit): boolean {
    let first = this.spans.findIndex(({ end }) => end >= edit.start);
    if (first < 0) first = this.spans.length;
    let end = first;
    while (end < this.spans.length && this.spans[end]!.start <= edit.end) end++;
    // Tokens that only touch the edit come along, as what it writes may join them ("5" and "percent").
    const from = Math.min(edit.start, this.spans[first]?.start ?? edit.start);
    const to = Math.max(edit.end, this.spans[end - 1]?.end ?? edit.end);
    const words = measureTokens(this.spun.slice(from, edit.start) + edit.now + this.spun.slice(edit.end, to));
    while (first < end && words.length > 0 && words[0] === this.source[first]) {
      words.shift();
      first++;
    }
    while (first < end && words.length > 0 && words.at(-1) === this.source[end - 1]) {
      words.pop();
      end--;
    }
    if (first === end && words.length === 0) return true;
    return isRight({ start: first, end, words }, this.gold, this.ops);
  }
}
