/** How often each table speaks on garbled text whose original is known, and how often it is right. */
import { type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { type Block, differences } from "./align.js";
import type { ParallelText } from "./parallel-lines.js";

/** An edit that an engine reported; offsets are UTF-16 code units of the garbled text. */
export interface ReportedEdit {
  readonly start: number;
  readonly end: number;
  readonly now: string;
  /** The family's id, or what else proposed it. */
  readonly table: string;
  /** Else it was only suggested. */
  readonly applied: boolean;
}

/** What one table did. */
export interface TableFiring {
  readonly table: string;
  readonly applied: number;
  readonly appliedRight: number;
  readonly suggested: number;
  readonly suggestedRight: number;
}

/** Says whether an edit of the garbled text writes just the words that stand there in the original. */
export type OriginalJudge = (edit: Pick<ReportedEdit, "start" | "end" | "now">) => boolean;

/** Sums over texts, the table that spoke most first. */
export function tableFirings(
  texts: Iterable<ParallelText & { readonly edits: readonly ReportedEdit[] }>,
): TableFiring[] {
  const sums = new Map<string, { applied: number; appliedRight: number; suggested: number; suggestedRight: number }>();
  for (const { spun, original, edits } of texts) {
    const isRight = originalJudge(spun, original);
    for (const edit of edits) {
      const sum = sums.get(edit.table) ?? { applied: 0, appliedRight: 0, suggested: 0, suggestedRight: 0 };
      sums.set(edit.table, sum);
      const right = isRight(edit) ? 1 : 0;
      if (edit.applied) {
        sum.applied += 1;
        sum.appliedRight += right;
      } else {
        sum.suggested += 1;
        sum.suggestedRight += right;
      }
    }
  }
  const all = Array.from(sums, ([table, sum]) => ({ table, ...sum }));
  return all.sort((a, b) => b.applied - a.applied || b.suggested - a.suggested || (a.table < b.table ? -1 : 1));
}

/** A line for each table that spoke. Ends with a line break. */
export function firingsText(firings: readonly TableFiring[]): string {
  if (firings.length === 0) return "no table spoke\n";
  const share = (right: number, all: number) => (all === 0 ? "-" : `${((100 * right) / all).toFixed(1)} %`);
  const rows = [
    ["table", "applied", "right", "share", "suggested", "right", "share"],
    ...firings.map(({ table, applied, appliedRight, suggested, suggestedRight }) => [
      ...[table, String(applied), String(appliedRight), share(appliedRight, applied)],
      ...[String(suggested), String(suggestedRight), share(suggestedRight, suggested)],
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  ");
  return `${rows.map(line).join("\n")}\n`;
}

/**
 * Aligns the two texts once, then judges any edit. Inside a stretch that differs any word of the original's stretch may be the
 * one that stands there, so neighbours that are wrong do not make an edit wrong.
 */
export function originalJudge(spun: string, original: string): OriginalJudge {
  const [a, b] = [tokenize(spun), tokenize(original)];
  const blocks = blocksBetween(a, b);
  /** Do `words` stand in the original where the tokens [first, last) do? */
  const stands = (first: number, last: number, words: readonly string[]) => {
    const ends = new Set(placesOf(blocks, last));
    return placesOf(blocks, first).some(
      (at) => ends.has(at + words.length) && words.every((word, offset) => word === tokenText(b, at + offset)),
    );
  };
  return ({ start, end, now }) => {
    const first = firstTokenAfter(a, start);
    const last = Math.max(first, firstTokenFrom(a, end));
    const words = wordsOf(now);
    // What the edit leaves as it was need not be aligned with itself ("the the mill").
    const [before, after] = commonEnds(a, first, last, words);
    return (
      stands(first, last, words) || stands(first + before, last - after, words.slice(before, words.length - after))
    );
  };
}

/** How many words an edit repeats at its beginning and at its end. */
function commonEnds(tokens: Tokens, first: number, last: number, words: readonly string[]): [number, number] {
  const most = Math.min(last - first, words.length);
  let before = 0;
  while (before < most && words[before] === tokenText(tokens, first + before)) before++;
  let after = 0;
  while (before + after < most && words.at(-1 - after) === tokenText(tokens, last - 1 - after)) after++;
  return [before, after];
}

function blocksBetween(a: Tokens, b: Tokens): Block[] {
  const numbers = new Map<string, number>();
  const numbered = (tokens: Tokens) =>
    Int32Array.from({ length: tokens.count }, (_, at) => {
      const word = tokenText(tokens, at);
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      return number;
    });
  return differences(numbered(a), numbered(b), a.count + b.count)!; // so many edits always suffice
}

/** Where in the original the boundary before token `at` may lie. */
function placesOf(blocks: readonly Block[], at: number): number[] {
  let shift = 0;
  for (const { aStart, aEnd, bStart, bEnd } of blocks) {
    if (at < aStart) break;
    if (at <= aEnd) return Array.from({ length: bEnd - bStart + 1 }, (_, offset) => bStart + offset);
    shift = bEnd - aEnd;
  }
  return [at + shift];
}

function wordsOf(text: string): string[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, at) => tokenText(tokens, at));
}

/** The first token that ends behind an offset. */
function firstTokenAfter({ ends, count }: Tokens, offset: number): number {
  return lowerBound(count, (at) => ends[at]! > offset);
}

/** The first token that does not begin before an offset. */
function firstTokenFrom({ starts, count }: Tokens, offset: number): number {
  return lowerBound(count, (at) => starts[at]! >= offset);
}

function lowerBound(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
