/** `--set tortured`: phrases of science traced to what they stand for. */
import { type DataSet, loadFingerprints } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import type { PlainTable } from "./plain-table.js";
import { type TracingFigures, traceListed, traceUnlisted } from "./tortured.js";

export async function torturedTables({ stages, places }: EvalContext): Promise<DataSet<PlainTable>> {
  const set = await loadFingerprints(places.shared);
  if (set.items === null) return set;
  const gradable = set.items.filter(({ doubtful }) => !doubtful);
  const row = (name: string, figures: TracingFigures) => [
    name,
    formatCount(figures.phrases),
    ...[figures.top1, figures.top5, figures.tableOnly, figures.seconds].map(formatFigure),
  ];
  const table: PlainTable = {
    title: "Tortured phrases of science",
    head: ["phrases", "number", "first", "among five", "table only, first", "s / 1,000 phrases"],
    rows: [
      row("original not listed (5 folds)", traceUnlisted(stages, gradable)),
      row("listed", traceListed(stages, gradable)),
    ],
  };
  return { items: [table], reason: null };
}
