/** `--set tables`: how often each table speaks on the dev pages, and how often it is right. */
import { type TableFiring, tableFirings } from "../dictionary/firing.js";
import type { Engine } from "../engine.js";
import type { DataSet, GarbledPair } from "./datasets.js";
import { loadApRewrite, loadWildPages } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import type { PlainTable } from "./plain-table.js";

export async function firingTables({ engine, stages, places }: EvalContext): Promise<DataSet<PlainTable>> {
  const [ap, wild] = [await loadApRewrite(places.shared), await loadWildPages(places.shared)];
  if (wild.items === null) return wild;
  const evident = wild.items.filter(({ exhaustive }) => !exhaustive);
  const full = [...(ap.items ?? []), ...wild.items.filter(({ exhaustive }) => exhaustive)];
  const [inFull, inEvident] = [firingsOf(engine, full), firingsOf(engine, evident)];
  const pairs = new Map<string, number>();
  for (const { family } of stages.dictionary.entries) {
    const { id } = stages.dictionary.families[family]!;
    pairs.set(id, (pairs.get(id) ?? 0) + 1);
  }
  const tables = [...new Set([...pairs.keys(), ...inFull.keys(), ...inEvident.keys()])];
  return {
    items: [
      {
        title:
          "Tables on the dev pages, all of them in force (right: as the original has it; on other pages only evident swaps are undone)",
        head: [
          ...["table", "pairs", "applied on exhaustive pages", "right", "share right", "suggested", "right"],
          ...["applied on other pages", "right at least", "suggested"],
        ],
        rows: tables.map((table) => [
          table,
          formatCount(pairs.get(table) ?? 0),
          ...firingCells(inFull.get(table)),
          ...firingCells(inEvident.get(table)).filter((_, at) => at !== 2 && at !== 4),
        ]),
      },
    ],
    reason: null,
  };
}

function firingsOf(engine: Engine, pairs: readonly GarbledPair[]): Map<string, TableFiring> {
  const texts = pairs.map(({ spun, gold }) => ({
    spun,
    original: gold,
    edits: engine.repair(spun).edits.map(({ start, end, now, verdict, channel, evidence }) => {
      return { start, end, now, applied: verdict === "apply", table: evidence.family ?? channel };
    }),
  }));
  return new Map(tableFirings(texts).map((firing) => [firing.table, firing]));
}

/** Applied, right, share right, suggested, right. */
function firingCells(firing: TableFiring | undefined): string[] {
  const { applied, appliedRight, suggested, suggestedRight } = firing ?? NOTHING;
  return [
    formatCount(applied),
    formatCount(appliedRight),
    formatFigure(applied > 0 ? appliedRight / applied : null),
    formatCount(suggested),
    formatCount(suggestedRight),
  ];
}

const NOTHING = { applied: 0, appliedRight: 0, suggested: 0, suggestedRight: 0 };
