import type { Run } from "../data/run.js";
import type { Decisions } from "../decisions/decisions.js";

export type DocumentOrder = "run" | "open" | "rate" | "probability";
export type DocumentFilter = "all" | "spun" | "clean" | "skipped" | "open";

export interface DocumentQuery {
  readonly order: DocumentOrder;
  readonly filter: DocumentFilter;
  readonly query: string;
}

/** The documents to list, in order. A query is looked for in titles and sources. */
export function documentRows(run: Run, decisions: Decisions, { order, filter, query }: DocumentQuery): Int32Array {
  const { documents } = run.index;
  const sought = query.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(sought);
  const rows = Int32Array.from(documents.source.keys()).filter(
    (document) =>
      passes(run, decisions, filter, document) &&
      (sought === "" || has(documents.title[document]!) || has(documents.source[document]!)),
  );
  if (order === "run") return rows;
  const weight = (document: number): number =>
    order === "open" ? openIn(run, decisions, document) : documents[order][document]!;
  return rows.sort((a, b) => weight(b) - weight(a) || a - b);
}

export function openIn(run: Run, { decidedIn }: Decisions, document: number): number {
  return run.index.documents.edits[document]! - decidedIn[document]!;
}

function passes(run: Run, decisions: Decisions, filter: DocumentFilter, document: number): boolean {
  if (filter === "all") return true;
  return filter === "open" ? openIn(run, decisions, document) > 0 : run.verdict(document) === filter;
}
