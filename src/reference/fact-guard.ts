import { type Fact, factsOf, sameFacts } from "../dictionary/facts.js";
import { Shape, TokenKind, tokenText } from "../tokens/tokenize.js";
import { Column, type Stretch } from "./align-sentence.js";
import { type Difference, Reason } from "./differences.js";
import type { Grounding } from "./grounding.js";
import type { ReadText } from "./read-text.js";

/** Probability of the source from which what the channel explains of facts comes back. */
export const VERY_SOURCE = 0.9;

/** What is known of a document's words beside the article. */
export interface KnownWords {
  /** Is a word found in thesauri, so that a tool may have written it? By vocabulary id. */
  readonly isInThesaurus: (id: number) => boolean;
  /** Has a thesaurus as much to say of a word as of ordinary ones? Of names it has little. */
  readonly isOrdinary: (id: number) => boolean;
  /** Is a token of the document people's first or last name? */
  readonly isPersons: (token: number) => boolean;
  /** Does a token of the document stand in a name that is known as it is? */
  readonly isKnownName: (token: number) => boolean;
}

/** Keeps what a document says where its source says something else: a later version of a story has other facts. */
export class FactGuard {
  private otherVersion: boolean | undefined;
  private untouched: Set<number> | undefined;

  constructor(
    private readonly document: ReadText,
    private readonly article: ReadText,
    private readonly grounding: Grounding,
    private readonly known: KnownWords,
  ) {}

  /**
   * Would a fact change? What a row of a table explains is damage done by the tool, if this is the very source; else only words
   * for the same fact may change. A thesaurus explains no fact: it holds weekdays and numbers beside each other.
   */
  changes(difference: Difference, was: string, now: string): boolean {
    const { reason } = difference;
    const isVerySource = this.grounding.probability >= VERY_SOURCE;
    if (reason === Reason.Row && isVerySource) return false;
    if (!sameFacts(was, now)) return true;
    if (reason === Reason.Row || reason === Reason.Pair) return false;
    if (reason === Reason.Other ? differ(OFFICES, was, now) : differInQualifiers(was, now)) return true;
    return this.changesName(difference);
  }

  /**
   * Is a name changed that may be somebody else's? A name that nothing explains only comes back from the very source, for words
   * that are no name as they stand, if the document has no other facts, and if the tool leaves the article's words alone nowhere.
   */
  private changesName(difference: Difference): boolean {
    const { start, end, from, to } = difference;
    const { article, document, known } = this;
    const [own, others] = [
      { start, end },
      { start: from, end: to },
    ];
    const isName =
      namesAny(document, own, article, others, known.isInThesaurus) ||
      namesAny(article, others, document, own, known.isOrdinary);
    if (!isName) return false;
    if (this.grounding.probability < VERY_SOURCE || this.isOtherVersion()) return true;
    return this.isUntouched(difference) || !this.isNoName(difference);
  }

  /** Do the document and the article differ in a number or a date? Then in anything else as well. */
  private isOtherVersion(): boolean {
    this.otherVersion ??= this.grounding.sentences.some((sentence) =>
      sentence?.pair.columns.some(({ kind, start, from }) => {
        return kind === Column.Other && areOtherFigures(this.document, start, this.article, from);
      }),
    );
    return this.otherVersion;
  }

  /** Does a capitalised word of the article stand in the document as it is? Tools make one choice for all places. */
  private isUntouched({ start, end, from, to }: Difference): boolean {
    const { article } = this;
    const both = new Set(this.document.words.subarray(start, end));
    this.untouched ??= untouchedNames(article, this.grounding);
    for (let at = from; at < to; at++) {
      const word = article.words[at]!;
      if (isCapital(article, at) && !both.has(word) && this.untouched.has(word)) return true;
    }
    return false;
  }

  /**
   * Did a tool make the capitalised words of the difference? What it writes is in a thesaurus, and no name that is known or people's;
   * and it is an ordinary word, or what it stands for is. Of names that people and places bear thesauri have little to say.
   */
  private isNoName({ start, end, from, to }: Difference): boolean {
    const { article, document, known } = this;
    let areOrdinary = true;
    for (let at = start; at < end; at++) {
      if (document.tokens.kinds[at] === TokenKind.Punctuation) continue;
      if (known.isKnownName(at) || !known.isInThesaurus(document.ids[at]!)) return false;
      if (!isCapital(document, at)) continue;
      if (known.isPersons(at)) return false;
      if (!known.isOrdinary(document.ids[at]!)) areOrdinary = false;
    }
    for (let at = from; at < to && !areOrdinary; at++) {
      if (isCapital(article, at) && !known.isOrdinary(article.ids[at]!)) return false;
    }
    return true;
  }
}

/**
 * Is a word that only one of two texts has there capitalised where it begins no sentence; or there, as part of a longer name or as
 * no word of which `isWord`?
 */
function namesAny(text: ReadText, { start, end }: Stretch, other: ReadText, beside: Stretch, isWord: IsWord): boolean {
  const both = new Set(other.words.subarray(beside.start, beside.end));
  for (let at = start; at < end; at++) {
    if (!isCapital(text, at) || both.has(text.words[at]!)) continue;
    if (text.begins[at] === 0 || text.tokens.shapes[at] !== Shape.Title) return true;
    if (isCapital(text, at + 1) || !isWord(text.ids[at]!)) return true;
  }
  return false;
}

type IsWord = (id: number) => boolean;

/** The article's capitalised words that stand unchanged in the document. */
function untouchedNames(article: ReadText, { sentences }: Grounding): Set<number> {
  const words = new Set<number>();
  for (const sentence of sentences) {
    for (const { kind, from } of sentence?.pair.columns ?? []) {
      if (kind === Column.Same && isCapital(article, from)) words.add(article.words[from]!);
    }
  }
  return words;
}

/** Are two tokens numbers, both in digits or both in words, or dates, and not the same? A tool damages figures in other ways. */
function areOtherFigures(document: ReadText, at: number, article: ReadText, from: number): boolean {
  const isWritten = document.tokens.kinds[at] === TokenKind.Number;
  if (isWritten !== (article.tokens.kinds[from] === TokenKind.Number)) return false;
  const [left, right] = [figureOf(document, at), figureOf(article, from)];
  return left !== undefined && right !== undefined && left.kind === right.kind && left.key !== right.key;
}

function figureOf({ tokens }: ReadText, at: number): Fact | undefined {
  return factsOf(tokenText(tokens, at)).find(({ kind }) => kind === "value" || kind === "date");
}

/** Words that tell offices apart: one for another is another person, or a person's next office. */
const OFFICES = wordSet(
  "chief deputy vice assistant prime foreign interior finance defence defense minister president governor mayor senator " +
    "secretary ambassador chairman chairwoman chancellor king queen",
);

/** Words that change what a figure, an office or a charge is where one side only has them. */
const QUALIFIERS = wordSet(
  "former ex acting interim outgoing incoming deputy vice assistant late alleged allegedly suspected reported reportedly " +
    "about almost approximately around nearly roughly some over under least most more less fewer only just up",
);

/** Has one of two wordings a qualifier that the other lacks? */
function differInQualifiers(a: string, b: string): boolean {
  return membersIn(QUALIFIERS, a) !== membersIn(QUALIFIERS, b);
}

/** Has each of two wordings a word of a list, and not the same? */
function differ(list: ReadonlySet<string>, a: string, b: string): boolean {
  const [left, right] = [membersIn(list, a), membersIn(list, b)];
  return left !== "" && right !== "" && left !== right;
}

function membersIn(list: ReadonlySet<string>, wording: string): string {
  const words = wording.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter((word) => list.has(word)).join(" ");
}

function wordSet(words: string): Set<string> {
  return new Set(words.split(" "));
}

function isCapital({ tokens }: ReadText, at: number): boolean {
  const shape = tokens.shapes[at] ?? Shape.None;
  return shape !== Shape.None && shape !== Shape.Lower;
}
