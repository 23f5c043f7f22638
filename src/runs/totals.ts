import { addTotals, countWords, noTotals, type Totals } from "../reports/summary.js";
import type { Recorded } from "../threads/messages.js";

/** What a run adds up to; all counts. */
export interface RunTotals extends Totals {
  /** Spun documents by family; `unknown` where no known tool was at work. */
  readonly families: Readonly<Record<string, number>>;
  /** Items and files that were not done, or not wholly. */
  readonly failures: number;
}

export const NO_TOTALS: RunTotals = { ...noTotals, families: {}, failures: 0 };

export function documentTotals({ verdict, family, edits, suggested }: Recorded, input: string): RunTotals {
  const families = verdict === "spun" ? { [family ?? "unknown"]: 1 } : {};
  const counts = { applied: edits.length, suggested, words: countWords(input) };
  return { ...NO_TOTALS, documents: 1, [verdict]: 1, ...counts, families };
}

export function sumOf(a: RunTotals, b: RunTotals): RunTotals {
  const families = { ...a.families };
  for (const [family, count] of Object.entries(b.families)) families[family] = (families[family] ?? 0) + count;
  return { ...addTotals(a, b), families, failures: a.failures + b.failures };
}

export function withFailures(totals: RunTotals, count: number): RunTotals {
  return { ...totals, failures: totals.failures + count };
}
