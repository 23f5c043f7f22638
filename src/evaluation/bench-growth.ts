/**
 * `npm run bench:growth`: time for each word, and memory, of ever longer documents, larger tables and larger reference stores. Prints
 * tables and writes a plot.
 *
 *     node dist/evaluation/bench-growth.js [--only documents,tables,stores] [--articles 1000000] [--plot docs/growth.svg] [--markdown]
 *
 * A store of a million articles takes some ten minutes to fill, so it ends at 100,000 unless asked for more.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { built } from "./bench-cold.js";
import { formatCount } from "./format.js";
import type { GrowthFigure } from "./growth-figure.js";
import { drawGrowth, type Panel } from "./growth-plot.js";
import { sourceOfStories } from "./growth-texts.js";
import { type PlainTable, renderPlainMarkdown, renderPlainText } from "./plain-table.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "documents,tables,stores" },
    articles: { type: "string", default: "100000" },
    plot: { type: "string", default: "docs/growth.svg" },
    markdown: { type: "boolean" },
  },
});
/** Units of text. */
const DOCUMENTS = [1000, 10_000, 100_000, 1_000_000, 10_000_000] as const;
/** Entries. */
const TABLES = [1000, 10_000, 100_000, 1_000_000] as const;
/** Entries of a million take more than Node's usual heap while they are compiled. */
const HEAP = "--max-old-space-size=6000";

main();

function main(): void {
  const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
  const wanted = new Set(values.only.split(","));
  const panels: Panel[] = [];
  if (wanted.has("documents")) panels.push(documents(machine));
  if (wanted.has("tables")) panels.push(tables(machine));
  if (wanted.has("stores")) panels.push(stores(machine));
  if (values.plot === "") return;
  writeFileSync(values.plot, drawGrowth(panels, machine));
  process.stdout.write(`plot: ${values.plot}\n`);
}

function documents(machine: string): Panel {
  const [spun, clean] = ["spun", "clean"].map((kind) =>
    DOCUMENTS.flatMap((units) => measured(["document", kind, String(units)])),
  ) as [GrowthFigure[], GrowthFigure[]];
  printTable({
    title: `Documents, of ${sourceOfStories()}; ${machine}`,
    head: ["characters", "spun, ms / 1,000 words", "MB at most", "clean, ms / 1,000 words", "MB at most"],
    rows: spun.map((one, at) => [
      formatCount(one.size),
      one.perThousand.toFixed(2),
      one.resident.toFixed(0),
      clean[at]!.perThousand.toFixed(2),
      clean[at]!.resident.toFixed(0),
    ]),
  });
  const lines = [
    { name: "spun", points: spun.map(pointOf) },
    { name: "clean", points: clean.map(pointOf) },
  ];
  return { title: "Document", unit: "characters", lines };
}

function tables(machine: string): Panel {
  const figures = TABLES.flatMap((entries) => measured(["table", String(entries)]));
  printTable({
    title: `Tables of made-up entries beside the built-in ones; ${machine}`,
    head: ["entries", "file, MB", "open, ms", "spun, ms / 1,000 words", "clean, ms / 1,000 words", "MB at most"],
    rows: figures.map(({ size, bytes, open, perThousand, clean, resident }) => [
      formatCount(size),
      ((bytes ?? 0) / 1e6).toFixed(2),
      (open ?? 0).toFixed(0),
      perThousand.toFixed(2),
      (clean ?? 0).toFixed(2),
      resident.toFixed(0),
    ]),
  });
  const lines = [
    { name: "spun", points: figures.map(pointOf) },
    { name: "clean", points: figures.map(({ size, clean }) => ({ x: size, y: clean ?? 0 })) },
  ];
  return { title: "Table", unit: "entries", lines };
}

function stores(machine: string): Panel {
  const figures = measured(["store", values.articles]);
  printTable({
    title: `Reference stores, of ${sourceOfStories()}; ${machine}`,
    head: ["articles", "file, MB", "added / s", "related articles, ms / 1,000 words", "MB at most"],
    rows: figures.map(({ size, bytes, added, perThousand, resident }) => [
      formatCount(size),
      ((bytes ?? 0) / 1e6).toFixed(1),
      (added ?? 0).toFixed(0),
      perThousand.toFixed(2),
      resident.toFixed(0),
    ]),
  });
  return {
    title: "Reference store",
    unit: "articles",
    lines: [{ name: "related articles", points: figures.map(pointOf) }],
  };
}

function pointOf({ size, perThousand }: GrowthFigure): { readonly x: number; readonly y: number } {
  return { x: size, y: perThousand };
}

/** Each measure in a process of its own. @throws Error with what it said when it fails. */
function measured(args: readonly string[]): GrowthFigure[] {
  const child = [HEAP, built("evaluation/growth-child.js"), ...args];
  const { status, stdout } = spawnSync(process.execPath, child, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`bench:growth: ${args.join(" ")} ended with ${status}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as GrowthFigure);
}

function printTable(table: PlainTable): void {
  process.stdout.write(`${values.markdown ? renderPlainMarkdown(table) : renderPlainText(table)}\n`);
}
