/**
 * `npm run calibrate:verdict`: fits the weights of the verdict on clean and spun text and prints them; they are then
 * written into `decisions/verdict-model.ts` by hand. Nothing spun is read with its own family's table.
 *
 *     node dist/evaluation/calibrate-verdict.js [--samples FILE]
 *
 * Reading takes some minutes; `--samples` keeps what was read in a file, and takes it from there the next time.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { VERDICT_FEATURES, VERDICT_WEIGHTS } from "../decisions/verdict-model.js";
import { findShared } from "./datasets.js";
import { type PlainTable, renderPlainText } from "./plain-table.js";
import { barTable, falseAlarmTable, fitVerdict, foundTable, type VerdictFit } from "./verdict-fit.js";
import { type VerdictSample, verdictSamples } from "./verdict-samples.js";

/** What the random tools' texts make of the spun material, in the fits that are compared. */
const TOOL_SHARES = [0, 0.25] as const;
const BARS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2] as const;

const { values } = parseArgs({ options: { samples: { type: "string" } } });
try {
  report(await samplesFrom(values.samples));
} catch (error) {
  process.stderr.write(`calibrate:verdict: ${(error as Error).message}\n`);
  process.exitCode = 3;
}

async function samplesFrom(file: string | undefined): Promise<readonly VerdictSample[]> {
  if (file !== undefined && existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as VerdictSample[];
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const samples = await verdictSamples({ root, shared: findShared(root) });
  if (file !== undefined) writeFileSync(file, JSON.stringify(samples));
  return samples;
}

function report(samples: readonly VerdictSample[]): void {
  const fits = TOOL_SHARES.map((share) =>
    fitVerdict(share === 0 ? "fit without random tools" : `fit with ${share} random tools`, samples, share),
  );
  const inForce = { name: "weights in force", weightsFor: () => VERDICT_WEIGHTS };
  const scorers = [inForce, ...fits];
  print(weightsTable(fits));
  print(falseAlarmTable(samples, scorers));
  print(foundTable(samples, scorers));
  for (const scorer of scorers) print(barTable(samples, scorer, BARS));
}

function weightsTable(fits: readonly VerdictFit[]): PlainTable {
  const row = (name: string, weights: readonly number[]) => [name, ...weights.map((weight) => weight.toFixed(2))];
  return {
    title: "Weights of the verdict, fitted on everything",
    head: ["weights", "1", ...VERDICT_FEATURES],
    rows: [row("in force", VERDICT_WEIGHTS), ...fits.map(({ name, weights }) => row(name, weights))],
  };
}

function print(table: PlainTable): void {
  process.stdout.write(`${renderPlainText(table)}\n`);
}
