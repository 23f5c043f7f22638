import { fingerprint } from "../../src/decisions/fingerprint.js";
import type { Decision } from "../../src/decisions/ledger.js";
import { differences } from "../../src/dictionary/align.js";
import { applyEdits } from "../../src/edits/index.js";
import { overlapsAny, protectedSpans } from "../../src/protection/index.js";
import type { Edit, RepairResult } from "../../src/result.js";

/** A stretch of the text that a reviewer with the gold text at hand settles as one. */
interface Stretch {
  start: number;
  end: number;
  /** What the gold text has there. */
  gold: string;
}

export interface Review {
  readonly decisions: readonly Decision[];
  /** The text that the reviewer wants: gold, save where that changes what is protected. */
  readonly text: string;
}

/**
 * What a reviewer decides who has the original at hand: accepts what is right, rejects what is wrong, words anew what is
 * proposed at the right place in wrong words, and adds what nothing was proposed for.
 */
export function reviewAgainst(text: string, gold: string, { edits, source }: RepairResult): Review {
  const off = protectedSpans(text);
  const all = settledTogether(changes(text, gold), edits, text, gold);
  const stretches = all.filter(({ start, end }) => !overlapsAny(off, start, end));
  const decisions: Decision[] = [];
  const used = new Set<Edit>();
  const record = (was: string, now: string, id: string, more: Partial<Decision>) =>
    decisions.push({ schema: 1, fingerprint: id, was, now, decision: "accept", document: source, ...more });
  for (const { start, end, gold: now } of stretches) {
    const was = text.slice(start, end);
    const exact = edits.find((edit) => edit.start === start && edit.end === end);
    for (const edit of edits) {
      if (edit === exact || edit.start >= end || edit.end <= start) continue;
      record(edit.was, edit.now, edit.id, { decision: "reject" });
      used.add(edit);
    }
    if (exact === undefined) record(was, now, fingerprint(text, { start, end, was, now }), {});
    else if (exact.now === now) record(was, now, exact.id, {});
    else record(was, now, exact.id, { proposed: exact.now });
    if (exact !== undefined) used.add(exact);
  }
  for (const edit of edits) if (!used.has(edit)) record(edit.was, edit.now, edit.id, { decision: "reject" });
  const wanted = stretches.map(({ start, end, gold: now }) => ({ start, end, was: text.slice(start, end), now }));
  return {
    decisions,
    text: applyEdits(
      text,
      wanted.map((edit) => ({ ...edit, verdict: "apply" as const })),
    ),
  };
}

/** A difference: what gold has for [start, end) is `growth` longer. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly growth: number;
  /** The same, widened so that it begins and ends with a word. */
  readonly from: number;
  readonly to: number;
}

function changes(text: string, gold: string): Change[] {
  const [a, b] = [pieces(text), pieces(gold)];
  const ids = new Map<string, number>();
  const idOf = (piece: string) => ids.get(piece) ?? ids.set(piece, ids.size).size - 1;
  const blocks = differences(a.map(idOf), b.map(idOf), 4000);
  if (blocks === null) throw new Error("the texts are not versions of each other");
  const [starts, goldStarts] = [offsets(a), offsets(b)];
  const isGap = (piece: string | undefined) => piece === undefined || /^\s/.test(piece);
  return blocks.map(({ aStart, aEnd, bStart, bEnd }) => {
    let [from, to] = [aStart, aEnd];
    while (from > 0 && (from === to || isGap(a[from]))) from--;
    while (to < a.length && (from === to || isGap(a[to - 1]))) to++;
    const growth = goldStarts[bEnd]! - goldStarts[bStart]! - (starts[aEnd]! - starts[aStart]!);
    return { start: starts[aStart]!, end: starts[aEnd]!, growth, from: starts[from]!, to: starts[to]! };
  });
}

/** Changes that overlap, directly or by an edit that reaches over them, as one stretch each. */
function settledTogether(found: readonly Change[], edits: readonly Edit[], text: string, gold: string): Stretch[] {
  const goldAt = (offset: number) =>
    found.reduce((sum, { end, growth }) => (end <= offset ? sum + growth : sum), offset);
  const widened = found.map(({ from, to }) => ({ start: from, end: to }));
  const covering = edits.filter((edit) => widened.some(({ start, end }) => start < edit.end && end > edit.start));
  const ranges = [...widened, ...covering.map(({ start, end }) => ({ start, end }))].sort((x, y) => x.start - y.start);
  const joined: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && range.start < last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  return joined
    .map(({ start, end }) => ({ start, end, gold: gold.slice(goldAt(start), goldAt(end)) }))
    .filter(({ start, end, gold: now }) => text.slice(start, end) !== now);
}

function pieces(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)*|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

function offsets(parts: readonly string[]): number[] {
  const starts = [0];
  for (const part of parts) starts.push(starts.at(-1)! + part.length);
  return starts;
}
