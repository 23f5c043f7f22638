/**
 * `npm run calibrate`: fits the probability of an edit on held-out text and prints the coefficients, which are then
 * written into `decisions/calibration.ts` by hand, and thresholds for `decisions/modes.ts`. Never looks at the AP rewrite.
 *
 *     node dist/evaluation/calibrate.js [--seeds N] [--stories N] [--model FILE]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { FEATURE_SETS, type FoldedStory } from "./calibration-folds.js";
import { calibrationMaterial } from "./calibration-material.js";
import { coefficientTable, errorTable, heldOutScorer, IN_FORCE } from "./calibration-report.js";
import { thresholdTables } from "./calibration-thresholds.js";
import { findShared, loadFamilyADev, loadWildPages } from "./datasets.js";
import { type PlainTable, renderPlainText } from "./plain-table.js";

/** The features that the calibrations in force look at. */
const IN_USE = FEATURE_SETS[1]!;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1" },
    stories: { type: "string", default: "200" },
    model: { type: "string" },
  },
});
await main();

async function main(): Promise<void> {
  const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
  const [dev, wild] = [await loadFamilyADev(shared), await loadWildPages(shared)];
  if (dev.items === null || wild.items === null) {
    process.stderr.write(`calibrate: nothing to fit on: ${dev.reason ?? wild.reason}\n`);
    process.exitCode = 3;
    return;
  }
  const texts = {
    parallel: dev.items.slice(0, Number(values.stories)),
    pages: wild.items.filter(({ exhaustive }) => exhaustive),
    seeds: Number(values.seeds),
  };
  report(await calibrationMaterial(texts, values.model));
}

function report(stories: readonly FoldedStory[]): void {
  const fits = FEATURE_SETS.map((features) => heldOutScorer(features, stories));
  const asItIs = { name: "posterior as it is", probability: ({ posterior }: { posterior: number }) => posterior };
  print(coefficientTable(stories));
  print(errorTable(stories, [asItIs, IN_FORCE, ...fits]));
  for (const scorer of [IN_FORCE, heldOutScorer(IN_USE, stories)]) thresholdTables(stories, scorer).forEach(print);
}

function print(table: PlainTable): void {
  process.stdout.write(`${renderPlainText(table)}\n`);
}
