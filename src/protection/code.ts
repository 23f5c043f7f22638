import type { Range } from "../result.js";
import { isSpaceUnit, isWordUnit } from "./characters.js";

const FENCE = /^[ \t]{0,3}(`{3,})([^\n]*)$/gm;
const TICKS_OR_LINE = /`+|\n/g;

/** Fenced blocks (to the end when unclosed) and backtick spans within a line. */
export function code(text: string): Range[] {
  if (!text.includes("`")) return [];
  return [...fencedBlocks(text), ...backtickSpans(text)];
}

function fencedBlocks(text: string): Range[] {
  const found: Range[] = [];
  let open: { start: number; ticks: number } | null = null;
  FENCE.lastIndex = 0;
  for (let match = FENCE.exec(text); match !== null; match = FENCE.exec(text)) {
    const ticks = match[1]!.length;
    const rest = match[2]!;
    if (open === null) {
      if (!rest.includes("`")) open = { start: match.index, ticks };
    } else if (ticks >= open.ticks && rest.trim() === "") {
      found.push({ start: open.start, end: FENCE.lastIndex });
      open = null;
    }
  }
  if (open !== null) found.push({ start: open.start, end: text.length });
  return found;
}

interface Ticks extends Range {
  readonly line: number;
}

/**
 * A span closes at the next run of equally many backticks on its line. The typewriter's ``quotes''
 * are no code: an opening run has no word before it, a closing run has none after it.
 */
function backtickSpans(text: string): Range[] {
  const runs = tickRuns(text);
  const nextCloser = closers(text, runs);
  const found: Range[] = [];
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]!;
    const close = nextCloser[i]!;
    if (close < 0 || isWordUnit(text.charCodeAt(run.start - 1)) || isSpaceUnit(text.charCodeAt(run.end))) continue;
    found.push({ start: run.start, end: runs[close]!.end });
    i = close;
  }
  return found;
}

function tickRuns(text: string): Ticks[] {
  const runs: Ticks[] = [];
  let line = 0;
  for (const match of text.matchAll(TICKS_OR_LINE)) {
    if (match[0] === "\n") line++;
    else runs.push({ start: match.index, end: match.index + match[0].length, line });
  }
  return runs;
}

/** For each run the index of the next one that can close it, else -1. Read from the right, so every run is met once. */
function closers(text: string, runs: readonly Ticks[]): Int32Array {
  const next = new Int32Array(runs.length).fill(-1);
  const lastOfLength = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i]!;
    const length = run.end - run.start;
    const candidate = lastOfLength.get(length);
    if (candidate !== undefined && runs[candidate]!.line === run.line) next[i] = candidate;
    const closes = !isWordUnit(text.charCodeAt(run.end)) && !isSpaceUnit(text.charCodeAt(run.start - 1));
    if (closes) lastOfLength.set(length, i);
  }
  return next;
}
