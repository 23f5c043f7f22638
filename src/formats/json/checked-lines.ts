import { isUtf8 } from "node:buffer";
import { bufferOf } from "../encoding/codec.js";
import { type LineColumn, LineCounter } from "../lines.js";
import { Malformed } from "../malformed.js";
import { type Step, scanJson, skipSpace } from "./scan.js";

/** One line of a JSON Lines file that unspin itself writes, such as a ledger or a report, without its line feed. */
export interface CheckedLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** What the line says; undefined when it has a problem. */
  readonly value?: unknown;
  /** Why it is no JSON, and the column (from 1, in characters) where that shows. */
  readonly problem?: { readonly column: number; readonly reason: string };
  /** It breaks off in the middle of a value that was right so far, as what a killed program wrote does. */
  readonly isCut: boolean;
}

const LINE_FEED = 10;
const MARK = "\ufeff";

/**
 * The lines of a JSON Lines file in UTF-8, one at a time: memory is that of the longest line. Blank lines are passed over.
 * Errors of the source pass through; lines that are no JSON are given out with their problem.
 */
export async function* checkedLines(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<CheckedLine> {
  let line = 1;
  let parts: Uint8Array[] = [];
  for await (const chunk of source) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, at));
      yield* checkedLine(parts, line);
      parts = [];
      from = at + 1;
      line += 1;
    }
    // The source may use its buffer again.
    if (from < chunk.length) parts.push(chunk.slice(from));
  }
  yield* checkedLine(parts, line);
}

/** The line that the parts make up; none when it is blank. */
function* checkedLine(parts: readonly Uint8Array[], line: number): Generator<CheckedLine> {
  const bytes = bufferOf(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
  const decoded = bytes.toString("utf8");
  const text = line === 1 && decoded.startsWith(MARK) ? decoded.slice(1) : decoded;
  if (!/\S/.test(text)) return;
  const damage = isUtf8(bytes) ? -1 : text.indexOf("\ufffd");
  try {
    if (damage < 0) {
      yield { line, text, value: JSON.parse(text) as unknown, isCut: false };
      return;
    }
  } catch {
    // The scanner says where.
  }
  const found = malformedAt(text) ?? { offset: damage, reason: "" };
  const isBroken = damage >= 0 && damage <= found.offset;
  const reason = isBroken ? "the bytes are not valid UTF-8" : found.reason;
  const column = columnAt(text, isBroken ? damage : found.offset);
  yield { line, text, problem: { column, reason }, isCut: isCutOff(text.replace(/\ufffd{1,3}$/u, "")) };
}

function malformedAt(text: string): { readonly offset: number; readonly reason: string } | undefined {
  try {
    const end = skipSpace(text, scanJson(text, 0, SILENT));
    return end < text.length ? { offset: end, reason: "there is more behind the end of the value" } : undefined;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { offset: error.offset, reason: error.message };
  }
}

/** Would the text, without the letter that may have broken off at its end, be JSON if only it went on? */
function isCutOff(text: string): boolean {
  if (!text.trimStart().startsWith("{") || text.includes("\ufffd")) return false;
  const found = malformedAt(text);
  if (found === undefined) return false;
  if (found.offset >= text.length || found.reason.endsWith("never ends")) return true;
  // "tru" of "true", "\u00" of an escape.
  return /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|\\(?:u[\dA-Fa-f]{0,3})?)$/.test(text.slice(found.offset));
}

/** The column of a value in a line, from 1, in characters; that of what holds it, where it is missing. */
export function columnOfValue(text: string, path: readonly PropertyKey[]): number {
  return placeAt(text, offsetOfValue(text, path)).column;
}

/** What a JSON text says, with the place of each of its values; or why it is no JSON, and where. */
export type ParsedJson =
  | { readonly value: unknown; readonly placeOf: (path: readonly PropertyKey[]) => LineColumn }
  | { readonly problem: LineColumn & { readonly reason: string } };

export function parsedJson(text: string): ParsedJson {
  try {
    const value = JSON.parse(text) as unknown;
    return { value, placeOf: (path) => placeAt(text, offsetOfValue(text, path)) };
  } catch (error) {
    const { offset, reason } = malformedAt(text) ?? { offset: 0, reason: String(error) };
    return { problem: { ...placeAt(text, offset), reason } };
  }
}

function offsetOfValue(text: string, path: readonly PropertyKey[]): number {
  let best = { depth: -1, offset: 0 };
  const meet = (at: readonly Step[], offset: number): void => {
    if (at.length <= best.depth || at.length > path.length) return;
    if (at.every((step, index) => step === path[index])) best = { depth: at.length, offset };
  };
  scanJson(text, 0, { enter: meet, leave: () => {}, string: meet, other: meet });
  return best.offset;
}

function columnAt(text: string, offset: number): number {
  return placeAt(text, offset).column;
}

function placeAt(text: string, offset: number): LineColumn {
  return new LineCounter(text).place(Math.min(offset, text.length));
}

const SILENT = { enter: () => {}, leave: () => {}, string: () => {}, other: () => {} };
