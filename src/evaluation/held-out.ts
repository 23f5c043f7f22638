/** Pages of the families B to G, read with nothing that was written for the family tested. */
import { type Engine, engineOn } from "../engine.js";
import { openResources } from "../resources.js";
import { f05Interval } from "./bootstrap.js";
import { type DataSet, loadWildPages } from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import type { EvalContext, HeldOutPage } from "./eval-context.js";
import { formatCount, formatFigure, formatInterval } from "./format.js";
import { countWords } from "./measure-tokens.js";
import { oracleRepair } from "./oracle.js";
import type { PlainTable } from "./plain-table.js";
import { calibrationError, type Stated } from "./reliability.js";
import { pool, type Score, scoreTexts } from "./score.js";
import type { Stages } from "./stages.js";

/** An engine and its stages without one family's curated files. */
export interface HeldOutEngine {
  readonly engine: Engine;
  readonly careful: Engine;
  readonly stages: Stages;
}

/** Opens the built-in dictionaries without those of a family, named by its letter in data/README.md. */
export async function openWithout(letter: string, model?: string): Promise<HeldOutEngine> {
  const stages = await openResources(model, new Set([letter.toLowerCase()]));
  return { engine: engineOn(stages), careful: engineOn(stages, { mode: "careful" }), stages };
}

/** Every dev page that is not family A's. One set of resources is open at a time. */
export async function readHeldOut(shared: string | null, model?: string): Promise<DataSet<HeldOutPage>> {
  const wild = await loadWildPages(shared);
  if (wild.items === null) return wild;
  const others = wild.items.filter(({ family }) => family !== "A");
  const items: HeldOutPage[] = [];
  for (const letter of [...new Set(others.map(({ family }) => family))].sort()) {
    const { engine, careful, stages } = await openWithout(letter, model);
    for (const page of others.filter(({ family }) => family === letter)) {
      const [balanced, sure] = [engine.repair(page.spun), careful.repair(page.spun)];
      items.push({ page, balanced, careful: sure, ceiling: oracleRepair(stages, page.spun, page.gold).text });
    }
  }
  return { items, reason: null };
}

/** Every edit that was stated on pages whose edits can be judged. */
export function heldOutStated(pages: readonly HeldOutPage[]): Stated[] {
  return pages
    .filter(({ page }) => page.exhaustive)
    .flatMap(({ page, balanced }) => {
      const judge = new EditJudge(page.spun, page.gold);
      return balanced.edits.map((edit) => ({ probability: edit.probability, right: judge.isRight(edit) }));
    });
}

/** `--set held-out`. */
export async function heldOutTables({ heldOut }: Pick<EvalContext, "heldOut">): Promise<DataSet<PlainTable>> {
  const pages = await heldOut();
  if (pages.items === null) return pages;
  const letters = [...new Set(pages.items.map(({ page }) => page.family))];
  const groups = letters.map((letter): [string, readonly HeldOutPage[]] => [
    letter,
    pages.items.filter(({ page }) => page.family === letter),
  ]);
  return { items: [heldOutTable([...groups, ["all", pages.items]])], reason: null };
}

function heldOutTable(groups: readonly (readonly [string, readonly HeldOutPage[]])[]): PlainTable {
  return {
    title:
      "Families held out: their own curated tables are not opened (precision, F0.5 and calibration on exhaustive pages)",
    head: [
      ...["family", "pages", "words", "edits", "called spun", "R", "exhaustive pages", "their edits", "P"],
      ...["edit precision", "F0.5", "90 %", "calibration error", "WER before", "WER after", "WER gone", "ceiling R"],
    ],
    rows: groups.map(([name, pages]) => heldOutRow(name, pages)),
  };
}

function heldOutRow(name: string, pages: readonly HeldOutPage[]): string[] {
  const scores = pages.map(({ page, balanced }) => scoreTexts(page.spun, balanced.text, page.gold));
  const all = pool(scores);
  const full: Score[] = scores.filter((_, at) => pages[at]!.page.exhaustive);
  const judged = full.length > 0 ? pool(full) : null;
  const best = pool(pages.map(({ page, ceiling }) => scoreTexts(page.spun, ceiling, page.gold)));
  const spun = pages.filter(({ balanced }) => balanced.detection.verdict === "spun").length;
  return [
    name,
    formatCount(pages.length),
    formatCount(pages.reduce((sum, { page }) => sum + countWords(page.spun), 0)),
    formatCount(all.tp + all.fn),
    formatFigure(spun / pages.length),
    formatFigure(all.recall),
    formatCount(full.length),
    judged === null ? "–" : formatCount(judged.edits),
    formatFigure(judged?.precision ?? null),
    formatFigure(judged === null || judged.edits === 0 ? null : judged.editPrecision),
    formatFigure(judged?.f05 ?? null),
    formatInterval(f05Interval(full)),
    formatFigure(judged === null ? null : calibrationError(heldOutStated(pages))),
    formatFigure(all.werBefore),
    formatFigure(all.werAfter),
    formatFigure(1 - all.werAfter / all.werBefore),
    formatFigure(best.recall),
  ];
}
