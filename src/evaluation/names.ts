/** `--set names`: damaged names put back, and what becomes of names everywhere else. */

import type { Engine } from "../engine.js";
import type { Edit } from "../result.js";
import {
  type DataSet,
  type GarbledPair,
  loadApRewrite,
  loadCleanNews,
  loadCleanReports,
  loadDamagedNames,
  loadWildPages,
} from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import { countWords } from "./measure-tokens.js";
import { type DamagedName, fateOfName, type NameFate, nameEdits } from "./name-edits.js";
import type { PlainTable } from "./plain-table.js";

export async function nameTables({ engine, places, heldOut }: EvalContext): Promise<DataSet<PlainTable>> {
  const [names, ap, wild] = [
    await loadDamagedNames(places.shared),
    await loadApRewrite(places.shared),
    await loadWildPages(places.shared),
  ];
  if (names.items === null) return names;
  const pages = [...(ap.items ?? []), ...(wild.items ?? [])];
  const repairs = new Map(pages.map(({ id, spun }) => [id, { text: spun, applied: appliedEdits(engine, spun) }]));
  const unknown = new Map(
    ((await heldOut()).items ?? []).map(({ page, balanced }) => [
      page.id,
      { text: page.spun, applied: balanced.edits.filter(isApplied) },
    ]),
  );
  const [known, others] = [
    names.items.filter(({ page }) => !unknown.has(page)),
    names.items.filter(({ page }) => unknown.has(page)),
  ];
  return {
    items: [
      restoredTable([
        restoredRow("family A and the AP rewrite", known, repairs),
        restoredRow("families B to G, all tables", others, repairs),
        restoredRow("families B to G, own tables left out", others, unknown),
        restoredRow("all, with all tables", names.items, repairs),
      ]),
      await anywhereTable(
        engine,
        [...(ap.items ?? []), ...(wild.items ?? []).filter(({ exhaustive }) => exhaustive)],
        places.shared,
      ),
    ],
    reason: null,
  };
}

interface Repaired {
  readonly text: string;
  readonly applied: readonly Edit[];
}

function isApplied({ verdict }: Edit): boolean {
  return verdict === "apply";
}

function appliedEdits(engine: Engine, text: string): Edit[] {
  return engine.repair(text).edits.filter(isApplied);
}

function restoredTable(rows: readonly (readonly string[])[]): PlainTable {
  return {
    title: "Damaged names (dev/names.tsv): the repaired text reads as the original at that place",
    head: ["pages", "names", "restored", "share", "changed", "right when changed"],
    rows,
  };
}

function restoredRow(title: string, names: readonly DamagedName[], repairs: ReadonlyMap<string, Repaired>): string[] {
  const fates = names.flatMap((name): NameFate[] => {
    const repaired = repairs.get(name.page);
    return repaired === undefined ? [] : [fateOfName(name, repaired.text, repaired.applied)];
  });
  const restored = fates.filter((fate) => fate === "restored").length;
  const changed = fates.filter((fate) => fate !== "left").length;
  return [
    title,
    formatCount(fates.length),
    formatCount(restored),
    formatFigure(restored / fates.length),
    formatCount(changed),
    formatFigure(changed > 0 ? restored / changed : null),
  ];
}

/** Every applied edit that changes a name, in garbled text and in clean text, where each is wrong. */
async function anywhereTable(
  engine: Engine,
  pairs: readonly GarbledPair[],
  shared: string | null,
): Promise<PlainTable> {
  const [news, reports] = [await loadCleanNews(shared), await loadCleanReports(shared)];
  const clean = [...(news.items ?? []), ...(reports.items ?? [])].map(({ text }) => ({ spun: text, gold: text }));
  const rows = [
    ["AP rewrite and exhaustive pages", pairs] as const,
    ["clean BBC stories and reports", clean] as const,
  ].map(([title, texts]) => {
    const judged = texts.flatMap(({ spun, gold }) => {
      const found = nameEdits(spun, appliedEdits(engine, spun));
      const judge = found.length > 0 ? new EditJudge(spun, gold) : null;
      return found.map((edit) => judge!.isRight(edit));
    });
    const right = judged.filter(Boolean).length;
    const words = texts.reduce((sum, { spun }) => sum + countWords(spun), 0);
    return [
      title,
      formatCount(words),
      formatCount(judged.length),
      formatCount(right),
      formatFigure(judged.length > 0 ? right / judged.length : null),
    ];
  });
  return {
    title: "Applied edits that change a capitalised word anywhere",
    head: ["texts", "words", "name edits", "right", "share right"],
    rows,
  };
}
