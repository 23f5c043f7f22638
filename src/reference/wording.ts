import { apart, dress } from "../edits/index.js";
import { Shape } from "../tokens/tokenize.js";
import { type ReadText, textBetween } from "./read-text.js";

/** Quotation marks are no tokens of a read text: a wording that holds some could set one too many. */
const QUOTE = /["“”„«»]/;

/** Words of an article as they would stand in the document in place of some of its own. */
export class Wording {
  constructor(
    private readonly document: ReadText,
    private readonly article: ReadText,
    /** Does the document write its apostrophes curly? */
    private readonly curly: boolean,
  ) {}

  /** The document's own words. */
  was(start: number, end: number): string {
    return textBetween(this.document, start, end);
  }

  /** The article's words, as they stand there. */
  source(from: number, to: number): string {
    return textBetween(this.article, from, to).replace(/\s+/g, " ");
  }

  /** What to write for the document's tokens [start, end): the article's [from, to). Null where it cannot be written there. */
  now(start: number, end: number, from: number, to: number): string | null {
    const was = this.was(start, end);
    const source = this.source(from, to);
    if (QUOTE.test(was) || QUOTE.test(source)) return null;
    const dressed = dress(this.cased(source, was, start, from), was, was, {
      sentenceStart: false,
      curlyApostrophes: this.curly,
    });
    if (dressed === null) return null;
    const { tokens } = this.document;
    return apart(tokens.text[tokens.starts[start]! - 1] ?? " ", was, dressed);
  }

  /** The first letter follows where the words stand, the rest the article. */
  private cased(source: string, was: string, start: number, from: number): string {
    const { tokens } = this.article;
    if (this.document.begins[start] === 1 && /^\p{Lu}/u.test(was)) return source[0]!.toUpperCase() + source.slice(1);
    const isRaised = this.article.begins[from] === 1 && tokens.shapes[from] === Shape.Title;
    if (isRaised && this.document.begins[start] === 0 && /^\p{Ll}/u.test(was))
      return source[0]!.toLowerCase() + source.slice(1);
    return source;
  }
}
