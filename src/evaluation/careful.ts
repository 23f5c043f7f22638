/** `--set careful`: what the mode `careful` applies, and how much of it is right. */
import { engineOn } from "../engine.js";
import { bootstrapInterval } from "./bootstrap.js";
import { type DataSet, type GarbledPair, loadApRewrite, loadFamilyADev, loadWildPages } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure, formatInterval } from "./format.js";
import { countWords } from "./measure-tokens.js";
import type { PlainTable } from "./plain-table.js";
import { pool, type Score, scoreTexts } from "./score.js";

export async function carefulTables({ stages, places, heldOut }: EvalContext): Promise<DataSet<PlainTable>> {
  const [ap, wild, parallel, unknown] = [
    await loadApRewrite(places.shared),
    await loadWildPages(places.shared),
    await loadFamilyADev(places.shared),
    await heldOut(),
  ];
  if (wild.items === null || unknown.items === null) return { items: null, reason: `${wild.reason ?? unknown.reason}` };
  const engine = engineOn(stages, { mode: "careful" });
  const pages = wild.items.filter(({ exhaustive }) => exhaustive);
  const measured = (pairs: readonly GarbledPair[]) =>
    pairs.map(({ spun, gold }) => ({ spun, score: scoreTexts(spun, engine.repair(spun).text, gold) }));
  const heldOutScores = unknown.items
    .filter(({ page }) => page.exhaustive)
    .map(({ page, careful }) => ({ spun: page.spun, score: scoreTexts(page.spun, careful.text, page.gold) }));
  const sets: [string, readonly Measured[]][] = [
    ["AP rewrite", measured(ap.items ?? [])],
    ["A, exhaustive pages", measured(pages.filter(({ family }) => family === "A"))],
    ["A, parallel dev", measured(parallel.items ?? [])],
    ["B to G, exhaustive pages", measured(pages.filter(({ family }) => family !== "A"))],
    ["B to G, exhaustive pages, own table left out", heldOutScores],
  ];
  return {
    items: [
      {
        title: "Mode careful: share of the original's swaps that it puts back, share of its edits that is right",
        head: ["set", "words", "swaps", "put back", "edits applied", "right", "share right", "90 %"],
        rows: sets.filter(([, texts]) => texts.length > 0).map(([name, texts]) => carefulRow(name, texts)),
      },
    ],
    reason: null,
  };
}

interface Measured {
  readonly spun: string;
  readonly score: Score;
}

function carefulRow(name: string, texts: readonly Measured[]): string[] {
  const scores = texts.map(({ score }) => score);
  const { tp, fn, recall, edits, rightEdits, editPrecision } = pool(scores);
  return [
    name,
    formatCount(texts.reduce((sum, { spun }) => sum + countWords(spun), 0)),
    formatCount(tp + fn),
    formatFigure(recall),
    formatCount(edits),
    formatCount(rightEdits),
    formatFigure(edits > 0 ? editPrecision : null),
    formatInterval(bootstrapInterval(scores, (pooled) => pooled.editPrecision)),
  ];
}
