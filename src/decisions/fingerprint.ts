import { hash } from "node:crypto";

/** Changes when the tuple below does, so that ledgers of an older kind are seen to be of that kind. */
const VERSION = "unspin-edit-1";

/** How far on each side neighbouring words are looked for, in UTF-16 units. */
const REACH = 96;
const NEIGHBOURS = 2;

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*/gu;

export interface FingerprintedEdit {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
}

/**
 * The stable, location-free id of an edit: the first 16 hexadecimal characters of the SHA-256 of
 *
 *     JSON.stringify(["unspin-edit-1", was, now, left2, left1, right1, right2])
 *
 * in UTF-8. In `was` and `now` every run of white space is one blank, so that wrapping lines anew
 * changes nothing. The neighbours are the two nearest words on each side within 96 UTF-16 units (""
 * where there is none), in NFC and lower case, with straight apostrophes; markup and punctuation between them do not count.
 * The same edit in the same words elsewhere, even in the same text, has the same id: that is meant.
 */
export function fingerprint(text: string, edit: FingerprintedEdit): string {
  const left = wordsBefore(text, edit.start);
  const right = wordsAfter(text, edit.end);
  while (left.length < NEIGHBOURS) left.unshift("");
  while (right.length < NEIGHBOURS) right.push("");
  const tuple = [VERSION, oneLine(edit.was), oneLine(edit.now), ...left.map(normal), ...right.map(normal)];
  return hash("sha256", JSON.stringify(tuple), "hex").slice(0, 16);
}

/** No word holds a blank: from one on the text has the same words, and two of them seldom take more units than these. */
const NEAR = 24;

function wordsBefore(text: string, end: number): string[] {
  const reach = text.slice(Math.max(0, end - REACH), end);
  // Looked for no farther than in reach: a text of lines or tabs may have no blank at all.
  const blank = reach.lastIndexOf(" ", reach.length - NEAR);
  const isInside = blank > 0 || (blank === 0 && end < REACH);
  const near = isInside ? reach.slice(blank).match(WORD) : null;
  const words = near !== null && near.length >= NEIGHBOURS ? near : reach.match(WORD);
  return words?.slice(-NEIGHBOURS) ?? [];
}

function wordsAfter(text: string, start: number): string[] {
  const words: string[] = [];
  const reach = text.slice(start, start + REACH);
  WORD.lastIndex = 0;
  while (words.length < NEIGHBOURS) {
    const word = WORD.exec(reach)?.[0];
    if (word === undefined) break;
    words.push(word);
  }
  return words;
}

function normal(word: string): string {
  return word.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'");
}

function oneLine(phrase: string): string {
  return phrase.replace(/\s+/g, " ");
}
