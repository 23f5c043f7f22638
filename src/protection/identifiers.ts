import type { Range } from "../result.js";
import { isAsciiAlphanumeric, runEnd, runStart } from "./characters.js";

const UUID_TAIL = /(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])/iy;

/** Shortest run of hexadecimal digits that counts as a hash: an abbreviated commit. */
const SHORTEST_HASH = 7;

/** Names of programs' parts in running text: `fooBar`, `foo_bar`, `foo.bar()`, hashes and UUIDs. */
export function identifiers(text: string): Range[] {
  const found: Range[] = [];
  let floor = 0;
  for (let at = 0; at < text.length; ) {
    const end = runEnd(text, at, isNameUnit);
    if (end === at) {
      at++;
      continue;
    }
    const range = identifierIn(text, { start: at, end }, floor);
    if (range !== null) found.push(range);
    at = range === null ? end : Math.max(end, range.end);
    if (range !== null) floor = at;
  }
  return found;
}

/** The identifier that the run of name characters belongs to, or null when it is a plain word or number. */
function identifierIn(text: string, run: Range, floor: number): Range | null {
  if (text.startsWith("()", run.end)) {
    return { start: runStart(text, run.start, floor, isMemberUnit), end: run.end + 2 };
  }
  const marks = marksOf(text, run);
  if (marks.camel || marks.snake) return run;
  if (!marks.hash) return null;
  UUID_TAIL.lastIndex = run.end;
  return UUID_TAIL.test(text) ? { start: run.start, end: UUID_TAIL.lastIndex } : run;
}

/** One reading of the run, since every word of every text passes here. */
function marksOf(text: string, { start, end }: Range): { camel: boolean; snake: boolean; hash: boolean } {
  let camel = false;
  let snake = false;
  let hex = true;
  let digits = 0;
  const first = text.charCodeAt(start) === 0x30 && (text.charCodeAt(start + 1) | 0x20) === 0x78 ? start + 2 : start;
  for (let i = first; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= 0x39) digits++;
    else if (unit === 0x5f) snake ||= i > start && i < end - 1;
    else if (unit < 0x5b && i > start) camel ||= text.charCodeAt(i - 1) >= 0x61;
    if (unit > 0x39 && ((unit | 0x20) < 0x61 || (unit | 0x20) > 0x66)) hex = false;
  }
  // Digits alone are a number, letters alone a word ("defaced", "effaced").
  return { camel, snake, hash: hex && digits > 0 && digits < end - first && end - first >= SHORTEST_HASH };
}

function isNameUnit(code: number): boolean {
  return isAsciiAlphanumeric(code) || code === 0x5f;
}

function isMemberUnit(code: number): boolean {
  return isNameUnit(code) || code === 0x2e || code === 0x24;
}
