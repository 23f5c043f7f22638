import { shownName } from "../../reports/names.js";
import { cellsOf, cut } from "./cells.js";
import type { Asking, TerminalDesk } from "./desk.js";
import { editPanel } from "./edit-panel.js";
import { COMMANDS } from "./keys.js";
import type { Line, Run } from "./line.js";
import { inline, textRuns } from "./text-runs.js";
import { wrap } from "./wrap.js";

/** The least screen that shows a change and its question. */
const LEAST = { width: 16, height: 6 };

export interface Size {
  /** Cells. */
  readonly width: number;
  readonly height: number;
}

/** What the screen shows: its lines from the top, and where the cursor stands when a line is typed. */
export interface View {
  readonly lines: readonly Line[];
  readonly cursor?: { readonly x: number; readonly y: number };
}

/** @param input the text of the document that is in hand. */
export function viewOf(desk: TerminalDesk, input: string, { width, height }: Size): View {
  if (width < LEAST.width || height < LEAST.height) return { lines: [[{ text: "Enlarge me", style: "strong" }]] };
  const bottom = bottomLine(desk, width);
  const title = titleLine(desk, width);
  const room = height - 2;
  const body = desk.asking?.kind === "help" ? help(width, room) : reading(desk, input, { width, height: room });
  return {
    lines: [title, ...padded(body, room), bottom.line],
    ...(bottom.cursor !== undefined && { cursor: { x: bottom.cursor, y: height - 1 } }),
  };
}

function titleLine({ session, index, among, position, query }: TerminalDesk, width: number): Line {
  const { result, document } = session.edits[index]!;
  const where = query === "" ? "change" : "found";
  const right = ` ${where} ${position + 1}/${among.length} · ${session.left} open `;
  const room = width - cellsOf(right);
  const left = cut(` ${document + 1}/${session.documents} ${inline(shownName(result.source))}`, Math.max(0, room));
  const gap = " ".repeat(Math.max(0, room - cellsOf(left)));
  return [{ text: cut(left + gap + right, width), style: "bar" }];
}

/** The text, scrolled so that the edit in hand stands in its upper half, and what is known of it below. */
function reading(desk: TerminalDesk, input: string, { width, height }: Size): readonly Line[] {
  const panel = editPanel(desk.session, desk.index, width).slice(0, Math.max(1, Math.floor(height / 2)));
  const room = height - panel.length - 1;
  const lines = wrap(textRuns(desk.session, desk.index, input, width * height), width);
  const here = lines.findIndex((line) => line.some((run) => run.here));
  const top = Math.max(0, Math.min(here - Math.floor(room / 3), lines.length - room));
  const rule: Line = [{ text: "─".repeat(width), style: "quiet" }];
  return [...padded(lines.slice(top, top + room), room), rule, ...panel];
}

function help(width: number, room: number): readonly Line[] {
  const lines = COMMANDS.map(({ shown, does }): Line => {
    return [
      { text: ` ${shown.padEnd(9)}`, style: "strong" },
      { text: cut(does, width - 10), style: "plain" },
    ];
  });
  // In a low window the last commands make way, but for how to get out.
  return lines.length <= room ? lines : [...lines.slice(0, room - 1), lines.at(-1)!];
}

interface Bottom {
  readonly line: Line;
  readonly cursor?: number;
}

function bottomLine(desk: TerminalDesk, width: number): Bottom {
  const { asking, trouble, message } = desk;
  if (asking !== undefined) return question(desk, asking, width);
  if (trouble !== "") return { line: [{ text: cut(inline(trouble), width), style: "alarm" }] };
  if (message !== "") return { line: [{ text: cut(message, width), style: "strong" }] };
  return {
    line: [{ text: cut("a accept  r reject  e own  A all  u undo  / search  ? help  q end", width), style: "quiet" }],
  };
}

function question({ session, index }: TerminalDesk, asking: Asking, width: number): Bottom {
  if (asking.kind === "help") return { line: [{ text: "Any key goes back.", style: "quiet" }] };
  if (asking.kind === "alike") {
    const what = `${asking.verb === "accept" ? "Accept" : "Reject"} all ${session.alike(index).length}?`;
    return { line: [{ text: cut(`${what} y here  e everywhere, later too  n no`, width), style: "strong" }] };
  }
  const prompt = asking.kind === "wording" ? "Wording: " : "Search: ";
  const text = lineWithin(inline(asking.line.text), inline(asking.line.before), width - prompt.length - 1);
  const line: Run[] = [
    { text: prompt, style: "strong" },
    { text: text.shown, style: "plain" },
  ];
  return { line, cursor: prompt.length + text.cursor };
}

/** The part of a typed line that is shown: its end leaves the window only when the cursor does. */
function lineWithin(text: string, before: string, room: number): { readonly shown: string; readonly cursor: number } {
  let hidden = 0;
  const characters = [...before];
  while (cellsOf(characters.slice(hidden).join("")) > room) hidden += 1;
  const from = characters.slice(0, hidden).join("").length;
  return { shown: cut(text.slice(from), room + 1), cursor: cellsOf(before.slice(from)) };
}

function padded(lines: readonly Line[], height: number): readonly Line[] {
  return Array.from({ length: height }, (_, row) => lines[row] ?? []);
}
