import type { PairCounts } from "./pair-counts.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** A pair of lines, one the garbled form of the other, as word ids. */
export interface LinePair {
  readonly original: Int32Array;
  readonly spun: Int32Array;
}

/** A rectangle of the alignment grid around differing blocks. */
export interface Region {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** One step of an explanation. */
export interface Step {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
  readonly kind: "same" | "swap" | "unknown";
}

/** Nats for a word that no known swap explains; above the cost of any row that was seen twice. */
const UNKNOWN_COST = 7;
/** Nats for each edge word that a row repeats unchanged: the shorter of two rows that explain alike wins. */
const EDGE_COST = 1;

/**
 * The cheapest monotone explanation of a region: words left alone, known swaps, and unexplained words.
 * Dynamic programming over the grid; only reachable cells are visited.
 */
export function explainRegion(lines: LinePair, region: Region, counts: PairCounts): Step[] {
  const height = region.aEnd - region.aStart + 1;
  const width = region.bEnd - region.bStart + 1;
  const costs = new Float64Array(height * width).fill(Number.POSITIVE_INFINITY);
  const froms = new Int32Array(height * width).fill(-1);
  const kinds = new Uint8Array(height * width);
  costs[0] = 0;
  const relax = (cell: number, to: number, cost: number, kind: number) => {
    if (cost >= costs[to]!) return;
    costs[to] = cost;
    froms[to] = cell;
    kinds[to] = kind;
  };
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const cell = i * width + j;
      const cost = costs[cell]!;
      if (cost === Number.POSITIVE_INFINITY) continue;
      if (i + 1 < height) relax(cell, cell + width, cost + UNKNOWN_COST, UNKNOWN);
      if (j + 1 < width) relax(cell, cell + 1, cost + UNKNOWN_COST, UNKNOWN);
      if (i + 1 < height) openSwaps(lines, region, counts, { i, j, width, height, cost, relax });
    }
  }
  return walkBack(region, width, froms, kinds);
}

const SAME = 1;
const SWAP = 2;
const UNKNOWN = 3;

interface Cell {
  readonly i: number;
  readonly j: number;
  readonly width: number;
  readonly height: number;
  readonly cost: number;
  readonly relax: (cell: number, to: number, cost: number, kind: number) => void;
}

function openSwaps(lines: LinePair, region: Region, counts: PairCounts, at: Cell): void {
  const a = region.aStart + at.i;
  const b = region.bStart + at.j;
  const cell = at.i * at.width + at.j;
  if (at.j + 1 < at.width && lines.original[a] === lines.spun[b]) {
    const key = counts.originals.child(0, lines.original[a]!);
    at.relax(cell, cell + at.width + 1, at.cost + (key < 0 ? 0 : counts.keepCost(key)), SAME);
  }
  let node = 0;
  for (let length = 1; length <= MAX_PHRASE && at.i + length < at.height; length++) {
    node = counts.originals.child(node, lines.original[a + length - 1]!);
    if (node < 0) return;
    for (const option of counts.optionsOf(node)) {
      const { spun } = option;
      if (at.j + spun.length >= at.width || !matches(lines.spun, b, spun)) continue;
      const edges = edgeWords(lines.original, a, length, spun) * EDGE_COST;
      at.relax(cell, cell + length * at.width + spun.length, at.cost + option.cost + edges, SWAP);
    }
  }
}

function matches(words: Int32Array, at: number, phrase: readonly number[]): boolean {
  for (let k = 0; k < phrase.length; k++) if (words[at + k] !== phrase[k]) return false;
  return true;
}

/** Words that a row repeats unchanged at its ends. */
function edgeWords(words: Int32Array, at: number, length: number, spun: readonly number[]): number {
  const most = Math.min(length, spun.length);
  let first = 0;
  while (first < most && words[at + first] === spun[first]) first++;
  let last = 0;
  while (last < most - first && words[at + length - 1 - last] === spun[spun.length - 1 - last]) last++;
  return first + last;
}

function walkBack(region: Region, width: number, froms: Int32Array, kinds: Uint8Array): Step[] {
  const steps: Step[] = [];
  for (let cell = froms.length - 1; cell !== 0; ) {
    const from = froms[cell]!;
    const kind = kinds[cell]!;
    steps.unshift({
      aStart: region.aStart + Math.floor(from / width),
      aEnd: region.aStart + Math.floor(cell / width),
      bStart: region.bStart + (from % width),
      bEnd: region.bStart + (cell % width),
      kind: kind === SAME ? "same" : kind === SWAP ? "swap" : "unknown",
    });
    cell = from;
  }
  return steps;
}
