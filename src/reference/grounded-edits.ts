import type { SourceDifference } from "../result.js";
import { Gap } from "../tokens/tokenize.js";
import { Column } from "./align-sentence.js";
import { type Difference, Reason } from "./differences.js";
import { FactGuard, type KnownWords } from "./fact-guard.js";
import type { GroundedSentence, Grounding } from "./grounding.js";
import type { ReadText } from "./read-text.js";
import { differInSpellingOnly } from "./spelling.js";
import { SteadySwaps } from "./steady-swaps.js";
import { Wording } from "./wording.js";

/** An edit that an article speaks for. Offsets are of the document's text. */
export interface GroundedEdit {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
  /** P(right | the document was made from the article by a tool). */
  readonly probability: number;
  /** The dictionary's entry that explains it, or -1. */
  readonly entry: number;
  /** First token of the article's words. */
  readonly from: number;
}

export interface GroundedWording {
  readonly edits: readonly GroundedEdit[];
  readonly differs: readonly SourceDifference[];
}

/** P(right) by what explains a difference; see `npm run eval -- --set reference`. */
const RIGHT = { row: 0.985, pair: 0.97, other: 0.95, large: 0.75, gap: 0.85 } as const;
/** Unexplained words for words are sure up to so many tokens on either side. */
const SURE_LENGTH = 3;
/** Longer words on one side only are an author's or an editor's. */
const LONGEST_GAP = 2;
/** A sentence of less agreement may have been rewritten. */
const LEAST_AGREEMENT = 0.35;
/** What is left of the probability of unexplained words in a sentence that a person seems to have rewritten. */
const REWRITTEN = 0.6;
/** From this purity on a tool alone made the document of the article. */
const PURE = 0.85;
/** Below this purity a person rewrote it, whatever a tool did beside. */
const MIXED = 0.6;
/** Unexplained words for words beyond so many tokens are no tool's doing. */
const LARGE = 5;
export interface WordingOptions extends KnownWords {
  /** 1 where no edit may touch a token. */
  readonly locked: Uint8Array;
  /** Does the document write its apostrophes curly? */
  readonly curly: boolean;
  /** Is a sentence of the document this article's to speak for? */
  readonly takes: (sentence: number) => boolean;
}

/** Turns what differs from an article into edits. */
export function groundedWording(
  document: ReadText,
  article: ReadText,
  grounding: Grounding,
  options: WordingOptions,
): GroundedWording {
  const writer = new EditWriter(document, article, grounding, options);
  grounding.sentences.forEach((sentence, at) => {
    if (sentence !== null && options.takes(at)) writer.add(sentence);
  });
  return writer;
}

class EditWriter implements GroundedWording {
  readonly edits: GroundedEdit[] = [];
  readonly differs: SourceDifference[] = [];
  private readonly wording: Wording;
  private readonly guard: FactGuard;
  private readonly steady: SteadySwaps;

  constructor(
    private readonly document: ReadText,
    private readonly article: ReadText,
    private readonly grounding: Grounding,
    private readonly options: WordingOptions,
  ) {
    this.wording = new Wording(document, article, options.curly);
    this.steady = new SteadySwaps(document, article, grounding);
    this.guard = new FactGuard(document, article, grounding, options);
  }

  add(sentence: GroundedSentence): void {
    let last: Difference | null = null;
    for (const difference of sentence.differences) {
      const widened = this.joined(widen(difference, sentence, this.isSame), sentence, last);
      if (widened === null || this.isLocked(widened)) continue;
      this.dropFrom(this.document.tokens.starts[widened.start]!);
      this.write(widened, sentence);
      last = widened;
    }
  }

  /** Takes back what was said of a place that a wider difference takes in. */
  private dropFrom(start: number): void {
    for (const list of [this.edits, this.differs]) while (list.length > 0 && list.at(-1)!.start >= start) list.pop();
  }

  /** What is written onto the word before on one side only ("they're", "they are") takes that word in. */
  private joined(
    difference: Difference | null,
    { pair }: GroundedSentence,
    last: Difference | null,
  ): Difference | null {
    if (difference === null) return null;
    const { start, from } = difference;
    const isJoined = ({ tokens }: ReadText, at: number) => at > 0 && tokens.gaps[at] === Gap.None;
    if (isJoined(this.document, start) === isJoined(this.article, from)) return difference;
    if (last !== null && last.end === start && last.to === from) {
      return { ...difference, reason: Reason.Other, start: last.start, from: last.from, entry: -1 };
    }
    const before = pair.columns.find((column) => column.end === start && column.to === from);
    return before?.kind === Column.Same ? { ...difference, start: before.start, from: before.from } : difference;
  }

  private readonly isSame: IsSame = (token, articleToken) =>
    this.wording.was(token, token + 1) === this.wording.source(articleToken, articleToken + 1);

  private isLocked({ start, end }: Difference): boolean {
    for (let at = start; at < end; at++) if (this.options.locked[at] === 1) return true;
    return false;
  }

  private write(difference: Difference, sentence: GroundedSentence): void {
    const { document, wording } = this;
    const { start, end, from, to, entry } = difference;
    const now = wording.now(start, end, from, to);
    const was = wording.was(start, end);
    if (now === null || now === was || differInSpellingOnly(was, now)) return;
    const place = { start: document.tokens.starts[start]!, end: document.tokens.ends[end - 1]!, was };
    if (this.guard.changes(difference, was, now)) {
      this.differs.push({ ...place, source: wording.source(from, to) });
      return;
    }
    this.edits.push({
      ...place,
      now,
      entry,
      from,
      probability: this.rightness(difference, sentence),
    });
  }

  private rightness(difference: Difference, sentence: GroundedSentence): number {
    const { reason, start, end, from, to } = difference;
    if (reason === Reason.Row) return RIGHT.row;
    if (reason === Reason.Pair) return RIGHT.pair;
    const isShort = end - start <= SURE_LENGTH && to - from <= SURE_LENGTH;
    const right = reason !== Reason.Other ? RIGHT.gap : isShort ? RIGHT.other : RIGHT.large;
    const isPersons = isRewritten(sentence, this.grounding.purity) && !this.steady.has(difference);
    return isPersons ? right * REWRITTEN : right;
  }
}

/** Did a person have a hand in a sentence, beside the tool? Tools leave nothing out, and put phrase for phrase. */
function isRewritten({ pair, differences }: GroundedSentence, purity: number): boolean {
  if (purity < MIXED || differences.some(({ reason }) => reason === Reason.Missing)) return true;
  if (purity >= PURE) return false;
  return (
    pair.agreement < LEAST_AGREEMENT ||
    differences.some(({ start, end, from, to }) => end - start > LARGE || to - from > LARGE)
  );
}

/**
 * Words that stand on one side only need a word beside them that both have: an edit always replaces something by something. It is the
 * one after them where its case has changed ("Drinking straw" for "Straw"), else the one before.
 */
function widen(difference: Difference, { pair: { columns } }: GroundedSentence, isSame: IsSame): Difference | null {
  const { reason, start, end, from, to } = difference;
  if (reason !== Reason.Extra && reason !== Reason.Missing) return difference;
  if (end - start > LONGEST_GAP || to - from > LONGEST_GAP) return null;
  const before = columns.find((column) => column.kind === Column.Same && column.end === start && column.to === from);
  const after = columns.find((column) => column.kind === Column.Same && column.start === end && column.from === to);
  if (after !== undefined && (before === undefined || !isSame(after.start, after.from))) {
    return { ...difference, end: after.end, to: after.to };
  }
  return before === undefined ? null : { ...difference, start: before.start, from: before.from };
}

/** Is a token of the document an article's, case and all? */
type IsSame = (token: number, articleToken: number) => boolean;
