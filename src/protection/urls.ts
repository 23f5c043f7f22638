import type { Range } from "../result.js";
import { isAsciiAlphanumeric, isAsciiLetter, isSpaceUnit, runEnd, runStart } from "./characters.js";

const WWW = /(?<![A-Za-z0-9])www\d?\.(?=[A-Za-z0-9])/gi;

/** Quotes, angle brackets and dashes that no URL holds unescaped, though prose sets them right after one. */
const STOPPERS = new Set(
  ["<", ">", '"', "`", "“", "”", "‘", "’", "«", "»", "—", "–"].map((mark) => mark.charCodeAt(0)),
);

/** Marks that end the sentence around a URL rather than the URL. */
const TRAILERS = ".,;:!?'*_)]}";

/** URLs with a scheme (`https://…`, `ftp://…`) and addresses that begin with `www.`. */
export function urls(text: string): Range[] {
  return [...withScheme(text), ...withWww(text)];
}

function withScheme(text: string): Range[] {
  const found: Range[] = [];
  let floor = 0;
  for (let mark = text.indexOf("://"); mark >= 0; mark = text.indexOf("://", floor)) {
    let start = runStart(text, mark, floor, isSchemeUnit);
    while (start < mark && !isAsciiLetter(text.charCodeAt(start))) start++;
    const end = urlEnd(text, mark + 3);
    if (start < mark && end > mark + 3) found.push({ start, end });
    floor = Math.max(end, mark + 3);
  }
  return found;
}

function withWww(text: string): Range[] {
  const found: Range[] = [];
  WWW.lastIndex = 0;
  for (let match = WWW.exec(text); match !== null; match = WWW.exec(text)) {
    const end = urlEnd(text, match.index);
    found.push({ start: match.index, end });
    WWW.lastIndex = Math.max(end, WWW.lastIndex);
  }
  return found;
}

/** Where the URL that is being read at `at` ends, without the punctuation of the sentence around it. */
export function urlEnd(text: string, at: number): number {
  const stop = runEnd(text, at, isUrlUnit);
  let balance = 0;
  for (let i = at; i < stop; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x28) balance++;
    else if (code === 0x29) balance--;
  }
  let end = stop;
  while (end > at && TRAILERS.includes(text[end - 1]!)) {
    // A bracket that was opened inside the URL belongs to it: ".../Mercury_(planet)".
    if (text[end - 1] === ")") {
      if (balance >= 0) break;
      balance++;
    }
    end--;
  }
  return end;
}

function isUrlUnit(code: number): boolean {
  return !isSpaceUnit(code) && !STOPPERS.has(code);
}

function isSchemeUnit(code: number): boolean {
  return isAsciiAlphanumeric(code) || code === 0x2b || code === 0x2d || code === 0x2e;
}
