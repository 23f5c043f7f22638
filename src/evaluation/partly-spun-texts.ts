/** Clean stories of which a tool garbled only a part. */
import type { Range } from "../result.js";
import type { CleanText, GarbledPair } from "./datasets.js";
import { type GarbleEdit, type GarbleTool, garble } from "./garble.js";
import { measureTokenSpans } from "./measure-tokens.js";

/** Which part of a story is spun. */
export const PARTS = ["first half", "second half", "every other paragraph", "60 words", "100 words"] as const;
export type Part = (typeof PARTS)[number];

export interface PartlySpun extends GarbledPair {
  /** The spun parts in `spun`, sorted and disjoint. */
  readonly parts: readonly Range[];
  /** Words that were swapped in them. */
  readonly swaps: number;
}

/** Where an island begins: after the first sentence that ends beyond this share of the words. */
const ISLAND_AT = 0.4;

/** Garbles a part of a story; the same seed gives the same text everywhere. */
export function spinPartly(tool: GarbleTool, story: CleanText, part: Part, seed: number): PartlySpun {
  const { id, text: gold } = story;
  const inside = partOf(gold, part);
  const { text: spun, edits } = garble(tool, gold, { seed, protect: outside(inside, gold.length) });
  const parts = inside.map(({ start, end }) => ({ start: moved(start, edits), end: moved(end, edits) }));
  return { id, family: "A", spun, gold, parts, swaps: edits.length };
}

function partOf(text: string, part: Part): Range[] {
  if (part === "every other paragraph") return paragraphs(text).filter((_, at) => at % 2 === 0);
  const words = wordStarts(text);
  if (part === "first half") return [{ start: 0, end: sentenceEnd(text, words[words.length >> 1] ?? 0) }];
  if (part === "second half") return [{ start: sentenceEnd(text, words[words.length >> 1] ?? 0), end: text.length }];
  const start = sentenceEnd(text, words[Math.floor(words.length * ISLAND_AT)] ?? 0);
  const first = words.findIndex((word) => word >= start);
  return [{ start, end: words[first + Number.parseInt(part, 10)] ?? text.length }];
}

/** Offsets of a text's words. */
export function wordStarts(text: string): number[] {
  return measureTokenSpans(text)
    .filter(({ start, end }) => /^[\p{L}\p{N}_]/u.test(text.slice(start, end)))
    .map(({ start }) => start);
}

function paragraphs(text: string): Range[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ index, 0: paragraph }) => ({
    start: index,
    end: index + paragraph.length,
  }));
}

/** The offset behind the sentence that an offset is in. */
function sentenceEnd(text: string, from: number): number {
  const end = /[.!?]["”’)]*\s/.exec(text.slice(from));
  return end === null ? text.length : from + end.index + end[0].length;
}

function outside(parts: readonly Range[], length: number): Range[] {
  const edges = [0, ...parts.flatMap(({ start, end }) => [start, end]), length];
  const gaps: Range[] = [];
  for (let at = 0; at < edges.length; at += 2) gaps.push({ start: edges[at]!, end: edges[at + 1]! });
  return gaps.filter(({ start, end }) => end > start);
}

/** Where an offset of the clean text lies after garbling. */
function moved(offset: number, edits: readonly GarbleEdit[]): number {
  return edits.reduce((to, { end, was, now }) => (end <= offset ? to + now.length - was.length : to), offset);
}
