import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DataSet, loadFingerprints } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import { readLines } from "./lines.js";
import type { PlainTable } from "./plain-table.js";
import {
  cutReport,
  measureRestoring,
  phrasesByOriginal,
  type RestoringFigures,
  type TorturedReport,
  tortureReport,
} from "./tortured-text.js";

const MOST_REPORTS = 200;

/** Listed tortured phrases put into trial reports. */
export async function torturedTextTables({ places, engine }: EvalContext): Promise<DataSet<PlainTable>> {
  const phrases = await loadFingerprints(places.shared);
  if (phrases.items === null) return phrases;
  const path = join(places.shared!, "data", "corpus", "biomedical.txt.xz");
  if (!existsSync(path)) return { items: null, reason: `${path} is not there` };
  const byOriginal = phrasesByOriginal(phrases.items);
  const reports: TorturedReport[] = [];
  for await (const report of readReports(path)) {
    for (const document of cutReport(report)) {
      const tortured = tortureReport(document, byOriginal);
      if (tortured !== null) reports.push(tortured);
    }
    if (reports.length >= MOST_REPORTS) break;
  }
  reports.splice(MOST_REPORTS);
  return { items: [tableOf(measureRestoring(engine, reports))], reason: null };
}

function tableOf(figures: RestoringFigures): PlainTable {
  const { reports, places, found, restored, besides, falseEdits, falseFinds } = figures;
  const head = [
    "reports",
    "phrases",
    "found",
    "restored right",
    "other edits",
    "edits in untouched reports",
    "science",
  ];
  const counts = [besides, falseEdits, falseFinds].map(formatCount);
  const shares = [found, restored].map((count) => formatFigure(count / Math.max(1, places)));
  return {
    title: "Listed tortured phrases in trial reports",
    head,
    rows: [[formatCount(reports), formatCount(places), ...shares, ...counts]],
  };
}

/** The reports of the biomedical corpus; each begins with its title. */
async function* readReports(path: string): AsyncGenerator<string> {
  let lines: string[] = [];
  for await (const line of readLines(path)) {
    if (line.startsWith("TITLE:") && lines.length > 0) {
      yield lines.join("\n");
      lines = [];
    }
    lines.push(line.replace(/^TITLE: /, "").replace(/^ *[A-Z.\- ]+:$/, ""));
  }
  if (lines.length > 0) yield lines.join("\n");
}
