import { PROBABILITY_UNIT } from "../../reports/html/shape.js";
import type { Run } from "../data/run.js";
import { ACCEPTED, type Decisions, OPEN, REJECTED } from "../decisions/decisions.js";

export type ChangeOrder = "uncertainty" | "pair" | "family" | "run";
export type ChangeFilter = "all" | "open" | "accepted" | "rejected" | "applied" | "suggested";

export interface ChangeQuery {
  readonly order: ChangeOrder;
  readonly filter: ChangeFilter;
  readonly query: string;
}

/**
 * The edits to list, in order; a number below 0 is the heading of the section `-1 - number`, whose first edit
 * follows it. Sections are the pairs, the most frequent first, or the families. Linear in the edits of the run.
 */
export function changeRows(run: Run, decisions: Decisions, { order, filter, query }: ChangeQuery): Int32Array {
  const isMeant = meant(run, query);
  const chosen = Uint32Array.from({ length: run.editCount }, (_, edit) => edit).filter(
    (edit) => isMeant(edit) && passes(run, decisions, filter, edit),
  );
  if (order === "run") return Int32Array.from(chosen);
  const byDoubt = bucketed(chosen, PROBABILITY_UNIT / 2 + 1, (edit) => doubtOf(run, edit));
  if (order === "uncertainty") return Int32Array.from(byDoubt);
  return order === "pair"
    ? sectioned(byDoubt, run.kinds.count, (edit) => run.kinds.groupOf(edit))
    : sectioned(byDoubt, run.index.families.length + 1, (edit) => run.families[edit]!);
}

/** Distance of the probability from even chances, in ten-thousandths: 0 is the least certain. */
function doubtOf(run: Run, edit: number): number {
  return Math.abs(run.probabilities[edit]! - PROBABILITY_UNIT / 2);
}

function passes(run: Run, { standing }: Decisions, filter: ChangeFilter, edit: number): boolean {
  switch (filter) {
    case "all":
      return true;
    case "open":
      return standing[edit] === OPEN;
    case "accepted":
      return standing[edit] === ACCEPTED;
    case "rejected":
      return standing[edit] === REJECTED;
    case "applied":
      return run.isApplied(edit);
    case "suggested":
      return !run.isApplied(edit);
  }
}

/** Looks each different pair and each title over once, not each edit. */
function meant(run: Run, query: string): (edit: number) => boolean {
  const sought = query.trim().toLowerCase();
  if (sought === "") return () => true;
  const has = (text: string) => text.toLowerCase().includes(sought);
  const { was, now, documents } = run.index;
  const pairs = was.map((words, pair) => has(`${words} → ${now[pair]}`));
  const titles = documents.title.map((title, document) => has(title) || has(documents.source[document]!));
  return (edit) => pairs[run.pairs[edit]!]! || titles[run.documentOf[edit]!]!;
}

/** Stable order by a small whole key: a counting sort. */
function bucketed(edits: Uint32Array, buckets: number, keyOf: (edit: number) => number): Uint32Array {
  const next = new Uint32Array(buckets + 1);
  for (const edit of edits) next[keyOf(edit) + 1]! += 1;
  for (let bucket = 0; bucket < buckets; bucket++) next[bucket + 1]! += next[bucket]!;
  const sorted = new Uint32Array(edits.length);
  for (const edit of edits) sorted[next[keyOf(edit)]!++] = edit;
  return sorted;
}

function sectioned(edits: Uint32Array, sections: number, sectionOf: (edit: number) => number): Int32Array {
  const sizes = new Uint32Array(sections);
  for (const edit of edits) sizes[sectionOf(edit)]! += 1;
  const order = Uint32Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank = new Uint32Array(sections);
  for (const [place, section] of order.entries()) rank[section] = place;
  const sorted = bucketed(edits, sections, (edit) => rank[sectionOf(edit)]!);
  const rows: number[] = [];
  let section = -1;
  for (const edit of sorted) {
    if (sectionOf(edit) !== section) {
      section = sectionOf(edit);
      rows.push(-1 - section);
    }
    rows.push(edit);
  }
  return Int32Array.from(rows);
}
