import type { Block } from "./blocks.js";

/** Unchanged lines shown on each side of a change, as `diff -u` does. */
const CONTEXT = 3;

/** Blocks near enough to share context, with the lines shown around them. Lines count from 0. */
export interface Hunk {
  readonly firstLine: number;
  readonly endLine: number;
  /** Lines by which the new text is ahead of the old before this hunk; negative when it is behind. */
  readonly shift: number;
  readonly blocks: readonly Block[];
}

export function hunksOf(blocks: readonly Block[], lineCount: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let shift = 0;
  let group: Block[] = [];
  const flush = () => {
    const first = group[0];
    const last = group[group.length - 1];
    if (first === undefined || last === undefined) return;
    const firstLine = Math.max(first.firstLine - CONTEXT, 0);
    hunks.push({ firstLine, endLine: Math.min(last.endLine + CONTEXT, lineCount), shift, blocks: group });
    shift += growth(group);
    group = [];
  };
  for (const block of blocks) {
    const before = group[group.length - 1];
    if (before !== undefined && block.firstLine - before.endLine > 2 * CONTEXT) flush();
    group.push(block);
  }
  flush();
  return hunks;
}

export function printHunk(hunk: Hunk, lines: readonly string[]): string {
  const oldCount = hunk.endLine - hunk.firstLine;
  const newCount = oldCount + growth(hunk.blocks);
  const ranges = `-${range(hunk.firstLine, oldCount)} +${range(hunk.firstLine + hunk.shift, newCount)}`;
  const parts = [`@@ ${ranges} @@\n`];
  let line = hunk.firstLine;
  for (const block of hunk.blocks) {
    parts.push(marked(" ", lines.slice(line, block.firstLine)));
    parts.push(marked("-", lines.slice(block.firstLine, block.endLine)));
    parts.push(marked("+", block.added));
    line = block.endLine;
  }
  parts.push(marked(" ", lines.slice(line, hunk.endLine)));
  return parts.join("");
}

function growth(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.added.length - (block.endLine - block.firstLine), 0);
}

/** An empty range names the line before it; a range of one line leaves its count out. */
function range(firstLine: number, count: number): string {
  if (count === 0) return `${firstLine},0`;
  return count === 1 ? `${firstLine + 1}` : `${firstLine + 1},${count}`;
}

/** One string, as a hunk may hold more lines than a call takes arguments. */
function marked(mark: " " | "-" | "+", lines: readonly string[]): string {
  const end = "\n\\ No newline at end of file\n";
  return lines.map((line) => (line.endsWith("\n") ? mark + line : mark + line + end)).join("");
}
