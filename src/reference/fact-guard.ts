import { sameFacts } from "../dictionary/facts.js";
import { Shape, TokenKind } from "../tokens/tokenize.js";
import { type Difference, Reason } from "./differences.js";
import type { ReadText } from "./read-text.js";

/** Probability of the source from which what the channel explains of facts comes back. */
export const VERY_SOURCE = 0.9;

/** What is known of a document's words beside the article. */
export interface KnownWords {
  /** Is a word found in thesauri, so that a tool may have written it? By vocabulary id. */
  readonly isOrdinary: (id: number) => boolean;
  /** Does a token of the document stand in a name that is known as it is? */
  readonly isKnownName: (token: number) => boolean;
}

/** Keeps what a document says where its source says something else: a later version of a story has other facts. */
export class FactGuard {
  constructor(
    private readonly document: ReadText,
    private readonly article: ReadText,
    /** P(the document was made from the article). */
    private readonly probability: number,
    private readonly known: KnownWords,
  ) {}

  /**
   * Would a fact change? What a row of a table explains is damage done by the tool, if this is the very source; else only words
   * for the same fact may change. A thesaurus explains no fact: it holds weekdays and numbers beside each other. Nor do names
   * change that nothing explains: whether they are other people's, or damaged, cannot be told.
   */
  changes({ reason, start, end, from, to }: Difference, was: string, now: string): boolean {
    const isVerySource = this.probability >= VERY_SOURCE;
    if (reason === Reason.Row && isVerySource) return false;
    if (!sameFacts(was, now)) return true;
    if (reason === Reason.Row || reason === Reason.Pair) return false;
    if (reason !== Reason.Other && differInQualifiers(was, now)) return true;
    if (!(namesAny(this.document, start, end) || namesAny(this.article, from, to))) return false;
    return !isVerySource || MODE === "strict" || !this.isNoName(start, end);
  }

  /** Do the capitalised words around [start, end) make no name that anybody bears: all ordinary, and not known together? */
  private isNoName(start: number, end: number): boolean {
    const { document, known } = this;
    let first = start;
    let last = end;
    while (first > 0 && isCapital(document, first - 1)) first--;
    while (last < document.tokens.count && isCapital(document, last)) last++;
    for (let at = first; at < last; at++) {
      if (document.tokens.kinds[at] === TokenKind.Punctuation) continue;
      if (known.isKnownName(at) || !known.isOrdinary(document.ids[at]!)) return false;
    }
    return true;
  }
}
const MODE: string = process.env["STRICT"] ?? "strict";

/** Words that change what a figure, an office or a charge is, where one side only has them: "former", "about", "alleged". */
const QUALIFIERS = new Set(
  (
    "former ex acting interim outgoing incoming deputy vice assistant late " +
    "about almost approximately around nearly roughly some over under least most more less fewer only just up " +
    "alleged allegedly suspected reported reportedly apparent apparently possible possibly probably likely"
  ).split(" "),
);

/** Has one of two wordings a qualifier that the other lacks? */
export function differInQualifiers(a: string, b: string): boolean {
  return qualifiersOf(a) !== qualifiersOf(b);
}

function qualifiersOf(wording: string): string {
  const words = wording.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => QUALIFIERS.has(word)).join(" ");
}

/** Is a token capitalised where it begins no sentence? */
function namesAny(text: ReadText, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (isCapital(text, at) && (text.begins[at] === 0 || text.tokens.shapes[at] !== Shape.Title)) return true;
  }
  return false;
}

function isCapital({ tokens }: ReadText, at: number): boolean {
  const shape = tokens.shapes[at];
  return shape !== Shape.None && shape !== Shape.Lower;
}
