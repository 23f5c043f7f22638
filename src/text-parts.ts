import { firstBehind } from "./protection/index.js";
import type { Range } from "./result.js";

/** A piece of a document's text that is read by itself. */
export interface TextPart {
  /** Its first UTF-16 unit in the document. */
  readonly start: number;
  readonly text: string;
}

/**
 * A text up to so long is read as a whole, in UTF-16 units: some 11,000 words, the longest of magazine articles. A part of a
 * longer one has at least `LEAST_PART`: 5,500 words show a tool and its rates as well as ten times as many.
 */
export const LONGEST_WHOLE = 65_536;
const LEAST_PART = 32_768;

/** Where a text may be cut, the better ones first: between paragraphs, lines, sentences, words. Each ends where the next part begins. */
const BREAKS: readonly RegExp[] = [
  /\n[^\S\n]*\n\s*/g,
  /\n\s*/g,
  /[.!?]["”’)\]]?[^\S\n]+(?=["“‘([]?\p{Lu})/gu,
  /\s(?=\S)/g,
];

/**
 * The parts that a text is read in, in order; joined they are the text again. What a document needs for a closer look grows with what is
 * read at once, and one odd stretch has all of it looked at closely: so a long text costs as much for each word as a short one.
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  while (text.length - start > LONGEST_WHOLE) {
    const end = cutIn(text, start + LEAST_PART, start + LONGEST_WHOLE);
    parts.push({ start, text: text.slice(start, end) });
    start = end;
  }
  parts.push({ start, text: text.slice(start) });
  return parts;
}

/** The first of the best places to cut between two offsets. */
function cutIn(text: string, from: number, to: number): number {
  const window = text.slice(from, to);
  for (const kind of BREAKS) {
    kind.lastIndex = 0;
    const found = kind.exec(window);
    const end = found === null ? 0 : found.index + found[0].length;
    // White space that runs out of the window may go on behind it.
    if (found !== null && end < window.length) return from + end;
  }
  return isLowSurrogate(text.charCodeAt(to)) ? to - 1 : to;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The share of some ranges of the document that lies in a part, in the part's offsets; `ranges` are sorted and disjoint. */
export function rangesWithin(ranges: readonly Range[], part: TextPart): Range[] {
  const end = part.start + part.text.length;
  const within: Range[] = [];
  for (let at = firstBehind(ranges, part.start); at < ranges.length && ranges[at]!.start < end; at++) {
    const range = ranges[at]!;
    within.push({ start: Math.max(0, range.start - part.start), end: Math.min(end, range.end) - part.start });
  }
  return within;
}

/** The same place in the document's offsets. */
export function shifted<R extends Range>(range: R, { start }: TextPart): R {
  return start === 0 ? range : { ...range, start: range.start + start, end: range.end + start };
}
