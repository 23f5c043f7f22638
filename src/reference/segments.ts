import { KEY_BITS } from "./term-key.js";

/** A part of the term index: the articles with numbers from `first` to `last`. */
export interface Segment {
  readonly slot: number;
  readonly first: number;
  readonly last: number;
}

/** Segments of at most so many articles are merged at once: that takes some hundredths of a second. */
const SMALL = 256;
/** Segments of about one size that are merged when there are so many; each article then is rewritten log4(n) times. */
const FAN_IN = 4;

/** The first of the segments to merge, all to the last one; their count when none must be. */
export function mergeFrom(segments: readonly Segment[]): number {
  let from = segments.length;
  const level = levelOf(segments[from - 1]);
  while (from > 0 && levelOf(segments[from - 1]) <= level) from -= 1;
  return segments.length - from >= (level === 0 ? 2 : FAN_IN) ? from : segments.length;
}

/** 0 for a small segment, then one more for each four times as many articles. */
function levelOf(segment: Segment | undefined): number {
  if (segment === undefined) return 0;
  const articles = segment.last - segment.first + 1;
  return Math.max(0, Math.ceil(Math.log(articles / SMALL) / Math.log(FAN_IN)));
}

/** Where the postings of a slot begin; a term's key is added to it. */
export function placeOf(slot: number): number {
  return slot * 2 ** KEY_BITS;
}
