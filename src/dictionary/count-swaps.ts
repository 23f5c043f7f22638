import type { Block } from "./align.js";
import { explainRegion, type Step } from "./explain-region.js";
import { PairCounts } from "./pair-counts.js";
import { CONTEXT, type Line } from "./parallel-lines.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/**
 * Counts every difference as if it were one swap; with `divided`, also every part of it that may be a swap of its own: with
 * little text, two swaps that touch are seldom seen apart.
 */
export function firstCounts(lines: readonly Line[], divided: boolean): PairCounts {
  const counts = new PairCounts();
  for (const line of lines) {
    addAllVariants(counts, line, line.blocks);
    if (divided) for (const block of line.blocks) addParts(counts, line, block);
  }
  // Dividing makes keys of most words; that most of them are left alone nearly everywhere has to be known from the start.
  if (divided) for (const line of lines) countLeft(line, counts, changedWords(line));
  return counts;
}

/** Length of the difference that each word is in. */
function changedWords(line: Line): Uint8Array {
  const covered = new Uint8Array(line.original.length);
  for (const { aStart, aEnd } of line.blocks) covered.fill(aEnd - aStart, aStart, aEnd);
  return covered;
}

/** Longest part of a difference on either side, in words, and how far it may stand off the diagonal. */
const LONGEST_PART = 4;
const OFF_DIAGONAL = 2;
/** Differences longer than this are rewritten, not swapped. */
const LONGEST_DIVIDED = 12;

function addParts(counts: PairCounts, line: Line, block: Block): void {
  const a = block.aEnd - block.aStart;
  const b = block.bEnd - block.bStart;
  if (a + b < 3 || a > LONGEST_DIVIDED || b > LONGEST_DIVIDED) return;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      if (Math.abs(i - (j * a) / b) > OFF_DIAGONAL) continue;
      for (let la = 1; la <= LONGEST_PART && i + la <= a; la++) {
        for (let lb = 1; lb <= LONGEST_PART && j + lb <= b; lb++) {
          if (la === a && lb === b) continue;
          const [aStart, bStart] = [block.aStart + i, block.bStart + j];
          addVariant(counts, line, { aStart, aEnd: aStart + la, bStart, bEnd: bStart + lb });
        }
      }
    }
  }
}

/** Differences one by one, and neighbours joined over a word or two that happen to stand in both: "around the world" -> "world wide". */
function addAllVariants(counts: PairCounts, line: Line, blocks: readonly Block[]): void {
  blocks.forEach((block, at) => {
    addVariants(counts, line, block);
    const next = blocks[at + 1];
    if (next && next.aStart - block.aEnd <= CONTEXT) {
      addVariant(counts, line, { aStart: block.aStart, aEnd: next.aEnd, bStart: block.bStart, bEnd: next.bEnd });
    }
  });
}

/**
 * Counts a difference as a swap, also with unchanged words taken in on either side, two where the difference is short:
 * "new" -> "brand new", "one of" -> "certainly one of", "one of the" -> "one of many".
 */
function addVariants(counts: PairCounts, line: Line, block: Block): void {
  const most = block.aEnd - block.aStart <= 2 && block.bEnd - block.bStart <= 3 ? 2 : 1;
  for (let left = 0; left <= most; left++) {
    for (let right = 0; right <= most; right++) {
      addVariant(counts, line, {
        aStart: block.aStart - left,
        aEnd: block.aEnd + right,
        bStart: block.bStart - left,
        bEnd: block.bEnd + right,
      });
    }
  }
}

function addVariant(counts: PairCounts, line: Line, block: Block): void {
  const { aStart, aEnd, bStart, bEnd } = block;
  if (aStart < 0 || bStart < 0 || aEnd > line.original.length || bEnd > line.spun.length) return;
  const a = aEnd - aStart;
  const b = bEnd - bStart;
  if (a < 1 || b < 1 || a > MAX_PHRASE || b > MAX_PHRASE) return;
  for (let at = aStart; at < aEnd; at++) if (line.open[at] === 0) return;
  const original = counts.originals.intern(line.original, aStart, aEnd);
  counts.add(original, counts.spuns.intern(line.spun, bStart, bEnd), line.document);
}

/** One round: explains every line with `counts`, counts into `next`; returns the share of changed words explained. */
export function countRound(lines: readonly Line[], counts: PairCounts, next: PairCounts, propose: boolean): number {
  let changed = 0;
  let unexplained = 0;
  for (const line of lines) {
    /** Length of the swap that each word went into. */
    const covered = new Uint8Array(line.original.length);
    for (const region of line.regions) {
      const steps = explainRegion(line, region, counts);
      for (const step of steps) {
        if (step.kind === "swap") countSwap(line, step, next, covered);
        if (step.kind === "unknown") unexplained += step.aEnd - step.aStart;
      }
      if (propose) addAllVariants(next, line, unknownBlocks(steps));
    }
    for (const block of line.blocks) changed += block.aEnd - block.aStart;
    countLeft(line, next, covered);
  }
  return changed === 0 ? 1 : Math.max(0, 1 - unexplained / changed);
}

function countSwap(line: Line, step: Step, next: PairCounts, covered: Uint8Array): void {
  next.add(
    next.originals.intern(line.original, step.aStart, step.aEnd),
    next.spuns.intern(line.spun, step.bStart, step.bEnd),
    line.document,
  );
  covered.fill(step.aEnd - step.aStart, step.aStart, step.aEnd);
}

function unknownBlocks(steps: readonly Step[]): Block[] {
  const blocks: { aStart: number; aEnd: number; bStart: number; bEnd: number }[] = [];
  let open = false;
  for (const step of steps) {
    if (step.kind !== "unknown") open = false;
    else if (open) {
      const last = blocks[blocks.length - 1]!;
      last.aEnd = step.aEnd;
      last.bEnd = step.bEnd;
    } else {
      blocks.push({ aStart: step.aStart, aEnd: step.aEnd, bStart: step.bStart, bEnd: step.bEnd });
      open = true;
    }
  }
  return blocks;
}

/**
 * Counts every key that was not swapped. One that a swap of the same length or a longer one covers was masked and had no
 * chance; one in which the tool swapped only a shorter part had its chance first, since tools try long keys first.
 */
function countLeft(line: Line, next: PairCounts, covered: Uint8Array): void {
  const { original, open } = line;
  for (let start = 0; start < original.length; start++) {
    let node = 0;
    let longest = 0;
    for (let end = start; end < original.length && end < start + MAX_PHRASE; end++) {
      if (open[end] === 0) break;
      node = next.originals.child(node, original[end]!);
      if (node < 0) break;
      longest = Math.max(longest, covered[end]!);
      if (longest < end - start + 1 && next.isKey(node)) next.addLeft(node, line.document);
    }
  }
}
