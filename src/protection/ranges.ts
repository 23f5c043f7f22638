import type { Range } from "../result.js";

/** Sorts ranges and joins those that overlap or touch. Empty ranges are dropped. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: Range[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push({ start: range.start, end: range.end });
    else if (range.end > last.end) merged[merged.length - 1] = { start: last.start, end: range.end };
  }
  return merged;
}

/** Does [start, end) share a unit with one of the ranges, which are sorted and disjoint? */
export function overlapsAny(ranges: readonly Range[], start: number, end: number): boolean {
  const at = firstBehind(ranges, start);
  return at < ranges.length && ranges[at]!.start < end;
}

/** The first of some ranges, sorted and disjoint, that ends behind an offset: its index, by bisection. */
export function firstBehind(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
