import type { RunTotals } from "../../runs/index.js";

export interface TableOptions {
  readonly seconds: number;
  readonly check: boolean;
}

/** What a run adds up to, one line a figure. */
export function summaryTable(totals: RunTotals, { seconds, check }: TableOptions): string {
  const { documents, clean, skipped, spun, applied, suggested, words, failures } = totals;
  const rows: (readonly [name: string, count: string, note?: string])[] = [
    ["documents", whole(documents), `${whole(clean)} clean, ${whole(skipped)} skipped`],
    ["spun", whole(spun), familyNote(totals)],
    [check ? "edits to apply" : "edits applied", whole(applied)],
    ["edits suggested", whole(suggested)],
    ["words", whole(words)],
    ["seconds", seconds.toFixed(1)],
    ["failures", whole(failures)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const figures = Math.max(...rows.map(([, count]) => count.length));
  return rows
    .map(([name, count, note]) => `${name.padEnd(width)}  ${count.padStart(figures)}${note ? `  ${note}` : ""}`)
    .join("\n");
}

/** "family a 12, unknown tool 3", most first. */
function familyNote({ families }: RunTotals): string {
  const sorted = Object.entries(families).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const named = sorted.map(([id, count]) => `${id === "unknown" ? "unknown tool" : `family ${id}`} ${whole(count)}`);
  return named.join(", ");
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}
