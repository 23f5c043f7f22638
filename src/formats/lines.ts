/** A place as people count: lines and columns from 1, columns in characters. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Finds the lines of offsets that only go forward, in one pass over the text; going back starts it over. */
export class LineCounter {
  readonly #text: string;
  readonly #firstLine: number;
  readonly #firstColumn: number;
  #line: number;
  #lineStart = 0;
  /** Where the next line feed stands, or the text's end. */
  #next: number;
  /** Up to where the line's low surrogates were counted, and how many there were. */
  #counted = 0;
  #pairs = 0;

  /** @param firstLine number of the text's first line in its file, and `firstColumn` where the text begins in it. */
  constructor(text: string, firstLine = 1, firstColumn = 1) {
    this.#text = text;
    this.#firstLine = firstLine;
    this.#firstColumn = firstColumn;
    this.#line = firstLine;
    this.#next = this.#lineFeedFrom(0);
  }

  line(offset: number): number {
    if (offset < this.#lineStart) {
      this.#line = this.#firstLine;
      this.#startLine(0);
    }
    while (this.#next < offset) {
      this.#line += 1;
      this.#startLine(this.#next + 1);
    }
    return this.#line;
  }

  place(offset: number): LineColumn {
    const line = this.line(offset);
    if (this.#counted > offset) this.#startLine(this.#lineStart);
    for (let i = this.#counted; i < offset; i++) {
      if ((this.#text.charCodeAt(i) & 0xfc00) === 0xdc00) this.#pairs += 1;
    }
    this.#counted = offset;
    const before = line === this.#firstLine ? this.#firstColumn : 1;
    return { line, column: offset - this.#lineStart - this.#pairs + before };
  }

  #startLine(start: number): void {
    this.#lineStart = start;
    this.#counted = start;
    this.#pairs = 0;
    this.#next = this.#lineFeedFrom(start);
  }

  #lineFeedFrom(start: number): number {
    const at = this.#text.indexOf("\n", start);
    return at < 0 ? this.#text.length : at;
  }
}

/** How many line feeds the bytes hold; in UTF-8 and single-byte encodings. */
export function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
