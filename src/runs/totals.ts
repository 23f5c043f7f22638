import { addTotals, countWords, noTotals, type Totals, totalsOf } from "../reports/summary.js";
import type { RepairResult } from "../result.js";

/** What a run adds up to; all counts. */
export interface RunTotals extends Totals {
  /** Spun documents by family; `unknown` where no known tool was at work. */
  readonly families: Readonly<Record<string, number>>;
  /** Items and files that were not done, or not wholly. */
  readonly failures: number;
}

export const NO_TOTALS: RunTotals = { ...noTotals, families: {}, failures: 0 };

export function documentTotals(result: RepairResult, input: string): RunTotals {
  const { verdict, family } = result.detection;
  const families = verdict === "spun" ? { [family ?? "unknown"]: 1 } : {};
  return { ...totalsOf(result, countWords(input)), families, failures: 0 };
}

export function sumOf(a: RunTotals, b: RunTotals): RunTotals {
  const families = { ...a.families };
  for (const [family, count] of Object.entries(b.families)) families[family] = (families[family] ?? 0) + count;
  return { ...addTotals(a, b), families, failures: a.failures + b.failures };
}

export function withFailures(totals: RunTotals, count: number): RunTotals {
  return { ...totals, failures: totals.failures + count };
}
