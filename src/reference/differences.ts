import { type AlignedColumn, Column } from "./align-sentence.js";

/** Why a document and an article differ in some words. */
export const Reason = {
  /** A row of a table. */
  Row: 0,
  /** A pair of a thesaurus. */
  Pair: 1,
  /** Words stand for words, and nothing says why. */
  Other: 2,
  /** Only the document has them. */
  Extra: 3,
  /** Only the article has them. */
  Missing: 4,
} as const;

/** Some words of a document that differ from an article's; tokens of both. */
export interface Difference {
  /** One of `Reason`. */
  readonly reason: number;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** The dictionary's entry where a row is the reason, else -1. */
  readonly entry: number;
}

/**
 * What differs between aligned texts: each explained swap by itself, unexplained words together as they touch. What stands on one
 * side only goes with the swap that it touches.
 */
export function differences(columns: readonly AlignedColumn[]): Difference[] {
  const found: Difference[] = [];
  for (let at = 0; at < columns.length; ) {
    if (columns[at]!.kind === Column.Same) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < columns.length && columns[end]!.kind !== Column.Same) end++;
    found.push(...parted(columns.slice(at, end)));
    at = end;
  }
  return found;
}

/** A run of columns that differ, parted where one swap ends and the next begins. */
function parted(run: readonly AlignedColumn[]): Difference[] {
  const parts: AlignedColumn[][] = [];
  for (const column of run) {
    const last = parts.at(-1);
    if (last !== undefined && belong(last[last.length - 1]!, column)) last.push(column);
    else parts.push([column]);
  }
  return parts.map((part) => (part.length === 1 ? alone(part[0]!) : unexplained(part[0]!, part[part.length - 1]!)));
}

function belong(a: AlignedColumn, b: AlignedColumn): boolean {
  const isSwap = (kind: number) => kind === Column.Row || kind === Column.Pair;
  if (isSwap(a.kind) && isSwap(b.kind)) return false;
  // Words for words beside an explained swap are a swap of their own.
  return !(isSwap(a.kind) && b.kind === Column.Other) && !(a.kind === Column.Other && isSwap(b.kind));
}

function alone(column: AlignedColumn): Difference {
  if (column.kind === Column.Row) return { ...column, reason: Reason.Row };
  if (column.kind === Column.Pair) return { ...column, reason: Reason.Pair };
  return unexplained(column, column);
}

function unexplained(first: AlignedColumn, last: AlignedColumn): Difference {
  const { start, from } = first;
  const { end, to } = last;
  const reason = start === end ? Reason.Missing : from === to ? Reason.Extra : Reason.Other;
  return { reason, start, end, from, to, entry: -1 };
}
