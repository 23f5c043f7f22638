import { PLAIN, type TextMap, TextMapBuilder } from "../layers/text-map.js";
import { isEmpty, PLACEHOLDER, roleOf, separates } from "./elements.js";
import { referenceAt } from "./references.js";

/** White space that HTML runs together, and the spaces that stand for one in a phrase all the same. */
const SPACE = /[ \t\n\r\f\u00a0]/;
/** What takes a look: all but letters and a single space between two of them. */
const SPECIAL = /[\t\n\r\f\u00a0\u00ad&]|^ | (?=[ \t\n\r\f\u00a0\u00ad&]|$)|(?<=[ \t\n\r\f\u00a0\u00ad;]) /g;

/**
 * Builds the text that a reader sees: blocks parted by blank lines, white space run together to one space, references
 * decoded, soft hyphens gone, hidden elements left out and code replaced by a placeholder. Fed with the tokens of a
 * scan, in order.
 */
export class VisibleText {
  readonly #source: string;
  readonly #builder: TextMapBuilder;
  /** The hidden or quoted elements that are open, outermost first: only the first one's end tag counts. */
  #hiding: string | undefined;
  #hidingDepth = 0;
  /** Source range and style of white space that has no text behind it yet. */
  #space: { start: number; end: number; style: number } | undefined;
  #break: "" | "\n" | "\n\n" = "";
  readonly #keepsParagraphs: boolean;

  /** @param keepsParagraphs whether blank lines part paragraphs, as in text that has no blocks but some inline tags. */
  constructor(source: string, keepsParagraphs = false) {
    this.#keepsParagraphs = keepsParagraphs;
    this.#source = source;
    this.#builder = new TextMapBuilder(source);
  }

  open(name: string, start: number): void {
    if (this.#hiding !== undefined) {
      if (name === this.#hiding) this.#hidingDepth += 1;
      return;
    }
    const role = roleOf(name);
    if (separates(name)) this.#part("\n\n");
    else if (role === "break") this.#part(this.#break === "" ? "\n" : "\n\n");
    if (role === "quoted") this.#quote(start);
    if ((role === "hidden" || role === "quoted") && !isEmpty(name)) {
      this.#hiding = name;
      this.#hidingDepth = 1;
    }
  }

  close(name: string): void {
    if (this.#hiding !== undefined) {
      if (name !== this.#hiding) return;
      this.#hidingDepth -= 1;
      if (this.#hidingDepth > 0) return;
      this.#hiding = undefined;
    }
    if (separates(name)) this.#part("\n\n");
  }

  /** Source characters; `style` is carried to the map, `decodes` says whether "&" starts a reference. */
  text(start: number, end: number, style = PLAIN, decodes = true): void {
    if (this.#hiding !== undefined) return;
    const stretch = this.#source.slice(start, end);
    let at = 0;
    SPECIAL.lastIndex = 0;
    for (let found = SPECIAL.exec(stretch); found !== null; found = SPECIAL.exec(stretch)) {
      const mark = found.index;
      const [text, length] = special(stretch, mark, decodes);
      if (length === 0) continue;
      this.#words(start + at, start + mark, style);
      at = mark + length;
      SPECIAL.lastIndex = at;
      this.#character(text, start + mark, start + at, style);
    }
    this.#words(start + at, end, style);
  }

  /** Something inside a sentence that may not change. */
  quote(at: number): void {
    if (this.#hiding === undefined) this.#quote(at);
  }

  /** A character with a spelling of its own. */
  spelled(text: string, start: number, end: number): void {
    if (this.#hiding === undefined) this.#character(text, start, end, PLAIN);
  }

  /** Text that is seen but may not change. */
  locked(text: string, at: number): void {
    if (this.#hiding !== undefined) return;
    this.#flush(at);
    this.#builder.fixed(text, at);
  }

  /** The end of a paragraph. */
  paragraph(): void {
    if (this.#hiding === undefined) this.#part("\n\n");
  }

  build(): TextMap {
    return this.#builder.build();
  }

  #words(start: number, end: number, style: number): void {
    if (end <= start) return;
    this.#flush(start);
    this.#builder.verbatim(start, end, style);
  }

  #character(text: string, start: number, end: number, style: number): void {
    if (text.length === 1 && SPACE.test(text)) {
      const space = this.#space;
      if (space === undefined) this.#space = { start, end, style };
      else if (space.end === start && space.style === style) space.end = end;
      return;
    }
    if (text === "\u00ad") {
      // Between a space and a word it has no meaning, and would come before the space in the map.
      if (this.#space === undefined && this.#break === "") this.#builder.spelled("", start, end, style);
      return;
    }
    this.#flush(start);
    this.#builder.spelled(text, start, end, style);
  }

  #quote(at: number): void {
    this.#flush(at);
    this.#builder.fixed(PLACEHOLDER, at);
  }

  #part(mark: "\n" | "\n\n"): void {
    if (mark.length > this.#break.length) this.#break = mark;
    this.#space = undefined;
  }

  /** Writes what came between the text before and the text that begins at `at`. */
  #flush(at: number): void {
    const space = this.#space;
    if (this.#builder.length === 0) {
      this.#break = "";
      this.#space = undefined;
      return;
    }
    if (this.#break !== "") this.#builder.fixed(this.#break, at);
    else if (space !== undefined) this.#writeSpace(space);
    this.#break = "";
    this.#space = undefined;
  }

  #writeSpace({ start, end, style }: { start: number; end: number; style: number }): void {
    const spelled = this.#source.slice(start, end);
    if (this.#keepsParagraphs && /\n[ \t\r]*\n/.test(spelled)) this.#builder.fixed("\n\n", end);
    else if (spelled === " ") this.#builder.verbatim(start, end, style);
    else this.#builder.spelled(" ", start, end, style);
  }
}

/** What a special character stands for and how many it takes; 0 for an ampersand that starts nothing. */
function special(stretch: string, at: number, decodes: boolean): readonly [text: string, length: number] {
  if (stretch[at] !== "&") return [stretch[at]!, 1];
  const reference = decodes ? referenceAt(stretch, at) : undefined;
  return reference === undefined ? ["", 0] : [reference.text, reference.length];
}
