/**
 * `npm run eval`: every figure that the project states of itself, in one run.
 *
 *     node dist/evaluation/eval.js [--set NAME]... [--markdown] [--model FILE]
 *
 * Sets that take minutes, or need what has to be made first, are only measured when they are named.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Engine, openEngine } from "../engine.js";
import { findShared } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { type EvalRow, renderEvalMarkdown, renderEvalText } from "./eval-report.js";
import { EVAL_SECTIONS } from "./eval-sections.js";
import { EVAL_SETS, type Places, rowOf } from "./eval-sets.js";
import { readHeldOut } from "./held-out.js";
import { renderPlainMarkdown, renderPlainText } from "./plain-table.js";
import { openStages, type Stages } from "./stages.js";
import { measuredSystems } from "./systems.js";

const NAMES = [...EVAL_SETS, ...EVAL_SECTIONS].map(({ name }) => name);

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
  let heldOut: ReturnType<EvalContext["heldOut"]> | undefined;
  const readOnce = () => {
    heldOut ??= readHeldOut(places.shared, values.model);
    return heldOut;
  };
  await printSections({ places, engine, stages, model: values.model, heldOut: readOnce });
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

async function printSections(context: EvalContext): Promise<void> {
  for (const { name, onlyNamed, tables } of EVAL_SECTIONS) {
    if (!isWanted(name) || (onlyNamed && values.set === undefined)) continue;
    const found = await tables(context);
    if (found.items === null) printMissing(name, found.reason);
    for (const table of found.items ?? []) {
      print(`\n${values.markdown ? renderPlainMarkdown(table) : renderPlainText(table)}`);
    }
  }
  const left = EVAL_SECTIONS.filter(({ onlyNamed }) => onlyNamed).map(({ name }) => `--set ${name}`);
  if (values.set === undefined && left.length > 0) print(`\nnot measured unless named: ${left.join(", ")}\n`);
}

function printMissing(name: string, reason: string): void {
  print(`not measured: ${name}: ${reason}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}
