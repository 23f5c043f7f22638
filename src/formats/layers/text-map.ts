/**
 * A decoded text and, for each of its characters, the source characters that spell it. Kept as runs: stretches spelled
 * as they stand, characters with a spelling of their own (`&amp;`, `\n`, `""`), and text without any source.
 */
export interface TextMap {
  readonly text: string;
  /** `RUN_SIZE` numbers for each run: text start, text length, source start, source length, style. */
  readonly runs: Int32Array;
}

export const RUN_SIZE = 5;

/** Style of text that has no source of its own, such as the blank line between two blocks: no edit may touch it. */
export const FIXED = -1;
/** Other styles are the layer's own affair: they tell `escape` how the text around is spelled. */
export const PLAIN = 0;

/** Puts a `TextMap` of one source together from left to right; source ranges must not go back. */
export class TextMapBuilder {
  readonly #source: string;
  /** For each run its text, or undefined where the source has it: a long text would else be cut into its words. */
  readonly #texts: (string | undefined)[] = [];
  readonly #runs: number[] = [];
  #length = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get length(): number {
    return this.#length;
  }

  /** Source characters that stand for themselves. */
  verbatim(start: number, end: number, style = PLAIN): void {
    if (end <= start) return;
    const runs = this.#runs;
    const last = runs.length - RUN_SIZE;
    const follows = last >= 0 && this.#texts.at(-1) === undefined && runs[last + 4] === style;
    if (follows && runs[last + 2]! + runs[last + 3]! === start) {
      runs[last + 1]! += end - start;
      runs[last + 3]! += end - start;
      this.#length += end - start;
    } else {
      this.#push(undefined, end - start, start, end - start, style);
    }
  }

  /** Text with a spelling of its own; an empty one (a soft hyphen) goes when an edit covers it. */
  spelled(text: string, start: number, end: number, style = PLAIN): void {
    this.#push(text, text.length, start, end - start, style);
  }

  fixed(text: string, at: number): void {
    this.#push(text, text.length, at, 0, FIXED);
  }

  build(): TextMap {
    const runs = Int32Array.from(this.#runs);
    const pieces = this.#texts.map((text, index) => {
      const start = runs[index * RUN_SIZE + 2]!;
      return text ?? this.#source.slice(start, start + runs[index * RUN_SIZE + 3]!);
    });
    return { text: pieces.join(""), runs };
  }

  #push(text: string | undefined, length: number, sourceStart: number, sourceLength: number, style: number): void {
    this.#texts.push(text);
    this.#runs.push(this.#length, length, sourceStart, sourceLength, style);
    this.#length += length;
  }
}

/** Index of the first run that ends behind the text offset, or the number of runs. */
export function firstRunBehind({ runs }: TextMap, offset: number): number {
  let low = 0;
  let high = runs.length / RUN_SIZE;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (runs[middle * RUN_SIZE]! + runs[middle * RUN_SIZE + 1]! > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
