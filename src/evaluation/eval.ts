/**
 * `npm run eval`: every figure that the project states of itself, in one run.
 *
 *     node dist/evaluation/eval.js [--set NAME]... [--markdown] [--model FILE]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Engine, openEngine } from "../engine.js";
import {
  findShared,
  type GarbledPair,
  loadApRewrite,
  loadFamilyADev,
  loadFingerprints,
  loadWildPages,
} from "./datasets.js";
import { type EvalRow, formatCount, formatFigure, renderEvalMarkdown, renderEvalText } from "./eval-report.js";
import { EVAL_SETS, type Places, rowOf } from "./eval-sets.js";
import { type PlainTable, renderPlainMarkdown, renderPlainText } from "./plain-table.js";
import { modesTable, reliabilityTable, statedEdits } from "./reliability.js";
import { openStages, type Stages } from "./stages.js";
import { measuredSystems } from "./systems.js";
import { type TracingFigures, traceListed, traceUnlisted } from "./tortured.js";

const NAMES = [...EVAL_SETS.map(({ name }) => name), "tortured", "calibration"];

const { values } = parseArgs({
  options: {
    set: { type: "string", multiple: true },
    markdown: { type: "boolean" },
    model: { type: "string" },
  },
});
const unknown = (values.set ?? []).find((name) => !NAMES.includes(name));
if (unknown === undefined) await main();
else {
  process.stderr.write(`eval: there is no set "${unknown}". Name one of: ${NAMES.join(", ")}\n`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const places = { root, shared: findShared(root) };
  const engine = await openEngine(values.model === undefined ? {} : { model: values.model });
  const stages = await openStages(values.model);
  const rows = await mainRows(places, engine, stages);
  if (rows.length > 0) print(values.markdown ? renderEvalMarkdown(rows) : renderEvalText(rows));
  if (isWanted("tortured")) await printTortured(places, stages);
  if (isWanted("calibration")) await printCalibration(places, engine);
  engine.close();
}

function isWanted(name: string): boolean {
  return values.set === undefined || values.set.includes(name);
}

async function mainRows(places: Places, engine: Engine, stages: Stages): Promise<EvalRow[]> {
  const systems = measuredSystems(engine, stages);
  const rows: EvalRow[] = [];
  for (const { name, load } of EVAL_SETS.filter((set) => isWanted(set.name))) {
    const set = await load(places);
    if (set.items === null) printMissing(name, set.reason);
    for (const subject of set.items ?? []) {
      for (const system of systems) rows.push(...[rowOf(system, subject)].filter((row) => row !== null));
    }
  }
  return rows;
}

async function printTortured(places: Places, stages: Stages): Promise<void> {
  const set = await loadFingerprints(places.shared);
  if (set.items === null) return printMissing("tortured", set.reason);
  const gradable = set.items.filter(({ doubtful }) => !doubtful);
  const row = (name: string, figures: TracingFigures) => [
    name,
    formatCount(figures.phrases),
    ...[figures.top1, figures.top5, figures.tableOnly, figures.seconds].map(formatFigure),
  ];
  printTable({
    title: "Tortured phrases of science",
    head: ["phrases", "number", "first", "among five", "table only, first", "s / 1,000 phrases"],
    rows: [
      row("original not listed (5 folds)", traceUnlisted(stages, gradable)),
      row("listed", traceListed(stages, gradable)),
    ],
  });
}

async function printCalibration(places: Places, engine: Engine): Promise<void> {
  const [ap, wild, parallel] = [
    await loadApRewrite(places.shared),
    await loadWildPages(places.shared),
    await loadFamilyADev(places.shared),
  ];
  const pages = (wild.items ?? []).filter(({ exhaustive }) => exhaustive);
  const named: [string, readonly GarbledPair[]][] = [
    ["A, real pages", [...(ap.items ?? []), ...pages.filter(({ family }) => family === "A")]],
    ["A, parallel dev", parallel.items ?? []],
    ["other families", pages.filter(({ family }) => family !== "A")],
  ];
  const sets = named
    .filter(([, pairs]) => pairs.length > 0)
    .map(([set, pairs]) => ({ set, stated: statedEdits(engine, pairs) }));
  if (sets.length === 0) return printMissing("calibration", wild.reason ?? "no page is exhaustive");
  printTable(modesTable(sets));
  printTable(reliabilityTable(sets));
}

function printTable(table: PlainTable): void {
  print(`\n${values.markdown ? renderPlainMarkdown(table) : renderPlainText(table)}`);
}

function printMissing(name: string, reason: string): void {
  print(`not measured: ${name}: ${reason}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}
