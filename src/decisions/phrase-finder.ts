import type { Range } from "../result.js";

/** Where a phrase stands, and what it was given with. */
export interface FoundPhrase<T> extends Range {
  readonly value: T;
}

interface Listed<T> {
  readonly phrase: string;
  readonly value: T;
}

/** Characters of a phrase that it is looked up by. */
const LONGEST_KEY = 4;

/**
 * Finds many phrases in a text at once, in any case, with any white space for a blank and any apostrophe: one look-up for each
 * place where a word or mark begins, whatever the number of phrases.
 */
export class PhraseFinder<T> {
  private readonly listed = new Map<string, Listed<T>[]>();
  private readonly lengths = new Set<number>();

  constructor(phrases: Iterable<readonly [phrase: string, value: T]>) {
    for (const [text, value] of phrases) {
      const phrase = fold(text.trim().replace(/\s+/g, " "));
      if (phrase === "") continue;
      const key = phrase.slice(0, LONGEST_KEY);
      this.lengths.add(key.length);
      const there = this.listed.get(key);
      if (there === undefined) this.listed.set(key, [{ phrase, value }]);
      else there.push({ phrase, value });
    }
  }

  /** All places in [from, to), overlapping ones too, in the order of their starts. */
  *find(text: string, from = 0, to = text.length): Generator<FoundPhrase<T>> {
    if (this.lengths.size === 0) return;
    for (let start = Math.max(0, from); start < to; start++) {
      if (isSpace(text.charCodeAt(start)) || (start > 0 && isInsideWord(text, start))) continue;
      const begin = foldedStart(text, start);
      for (const length of this.lengths) {
        if (begin.length < length) continue;
        for (const { phrase, value } of this.listed.get(begin.slice(0, length)) ?? []) {
          const end = endOf(text, start, phrase);
          if (end >= 0 && end <= to) yield { start, end, value };
        }
      }
    }
  }
}

function fold(text: string): string {
  let folded = "";
  for (let i = 0; i < text.length; i++) folded += foldUnit(text, i);
  return folded;
}

/** Unit by unit, so that offsets hold; the few letters whose lower case is longer stay as they are. */
function foldUnit(text: string, at: number): string {
  const unit = text[at]!;
  if (unit === "’" || unit === "ʼ") return "'";
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

function foldedStart(text: string, start: number): string {
  let begin = "";
  for (let at = start; at < text.length && begin.length < LONGEST_KEY; ) {
    if (isSpace(text.charCodeAt(at))) {
      begin += " ";
      at = behindSpace(text, at);
    } else begin += foldUnit(text, at++);
  }
  return begin;
}

/** Where the phrase that begins at `start` ends; -1 when another text stands there. */
function endOf(text: string, start: number, phrase: string): number {
  let at = start;
  for (let i = 0; i < phrase.length; i++) {
    if (at >= text.length) return -1;
    if (phrase[i] === " ") {
      if (!isSpace(text.charCodeAt(at))) return -1;
      at = behindSpace(text, at);
    } else if (foldUnit(text, at++) !== phrase[i]) return -1;
  }
  return at;
}

function behindSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && isSpace(text.charCodeAt(end))) end++;
  return end;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit <= 0x0d && unit >= 0x09) || (unit >= 0xa0 && /\s/.test(String.fromCharCode(unit)));
}

const LETTERS = /^\p{L}[\p{L}\p{M}]$/u;

/** No word begins between two letters. */
function isInsideWord(text: string, at: number): boolean {
  const [before, here] = [text.charCodeAt(at - 1) | 0x20, text.charCodeAt(at) | 0x20];
  if (before < 0x80 && here < 0x80) return before >= 0x61 && before <= 0x7a && here >= 0x61 && here <= 0x7a;
  return LETTERS.test(text.slice(at - 1, at + 1));
}
