import type { Edit } from "../result.js";
import { splitLines } from "./lines.js";

/** A run of whole lines that an edit, or several, replace. */
export interface Block {
  /** First replaced line, from 0, and the line after the last; equal when lines are only added. */
  readonly firstLine: number;
  readonly endLine: number;
  /** The lines that stand there afterwards, each with its line feed but perhaps the last of the text. */
  readonly added: readonly string[];
}

/** What a diff needs of an edit. */
export type Replacement = Pick<Edit, "start" | "end" | "now">;

/** Edits grouped by the lines they touch; blocks are sorted, and at least one unchanged line stands between two. */
export function changedBlocks(
  input: string,
  lines: readonly string[],
  edits: readonly Replacement[],
): readonly Block[] {
  const starts = lineStarts(lines);
  const blocks: Block[] = [];
  let group: Replacement[] = [];
  let [firstLine, endLine] = [0, 0];
  const flush = () => {
    if (group.length === 0) return;
    blocks.push(blockOf(input, starts, { firstLine, endLine, edits: group }));
    group = [];
  };
  let cursor = 0;
  for (const edit of edits) {
    cursor = lineAt(starts, cursor, edit.start);
    const touchedEnd = endOfTouchedLines(input, starts, cursor, edit);
    if (group.length > 0 && cursor > endLine) flush();
    if (group.length === 0) firstLine = cursor;
    endLine = Math.max(group.length === 0 ? 0 : endLine, touchedEnd);
    group.push(edit);
  }
  flush();
  return blocks;
}

/** Offset of every line's first character, and of the text's end. */
function lineStarts(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1]! + line.length);
  return starts;
}

/** The line that holds `offset`, searched forward from `from`; the last line holds the text's end. */
function lineAt(starts: readonly number[], from: number, offset: number): number {
  const last = Math.max(starts.length - 2, 0);
  let line = from;
  while (line < last && starts[line + 1]! <= offset) line += 1;
  return line;
}

/** A line whose line feed an edit takes away grows into the next one, which then changes too. */
function endOfTouchedLines(input: string, starts: readonly number[], line: number, edit: Replacement): number {
  const count = starts.length - 1;
  if (count === 0) return 0;
  const takesLineFeed = edit.end > edit.start && input[edit.end - 1] === "\n" && !edit.now.endsWith("\n");
  const lastTouched = takesLineFeed ? edit.end : Math.max(edit.end - 1, edit.start);
  return lineAt(starts, line, lastTouched) + 1;
}

interface Group {
  readonly firstLine: number;
  readonly endLine: number;
  readonly edits: readonly Replacement[];
}

function blockOf(input: string, starts: readonly number[], group: Group): Block {
  const parts: string[] = [];
  let from = starts[group.firstLine]!;
  for (const edit of group.edits) {
    parts.push(input.slice(from, edit.start), edit.now);
    from = edit.end;
  }
  parts.push(input.slice(from, starts[group.endLine]));
  return { firstLine: group.firstLine, endLine: group.endLine, added: splitLines(parts.join("")) };
}
