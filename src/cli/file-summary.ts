import { shownName } from "../reports/names.js";
import {
  addTotals,
  countWords,
  documentLine,
  noTotals,
  type Totals,
  totalsLine,
  totalsOf,
} from "../reports/summary.js";
import type { RepairResult } from "../result.js";
import { originLine } from "./origin-line.js";

/** What a file's documents add up to, told when it is done: a line for one document, and one for all of several. */
export class FileSummary {
  totals: Totals = noTotals;
  private only: RepairResult | undefined;
  private held = "";

  constructor(
    private readonly source: string,
    private readonly check: boolean,
  ) {}

  /** @returns lines that can be said now: where documents come from, once they are known to be several. */
  add(result: RepairResult, input: string): readonly string[] {
    this.totals = addTotals(this.totals, totalsOf(result, countWords(input)));
    const isFirst = this.totals.documents === 1;
    const lines = [this.held, originLine(result, input)];
    this.only = isFirst ? result : undefined;
    this.held = isFirst ? lines.pop()! : "";
    return lines.filter((line) => line !== "");
  }

  lines(): readonly string[] {
    const { source, only, totals, check, held } = this;
    if (only === undefined) return [`${shownName(source)}: ${totalsLine(totals, { check, failed: 0 })}`];
    return [documentLine({ ...only, source }, totals, check), held].filter((line) => line !== "");
  }
}
