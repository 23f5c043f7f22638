/**
 * `npm run calibrate`: fits the probability of an edit on held-out text and prints the coefficients; they are then
 * written into `decisions/calibration.ts` by hand. Never looks at the AP rewrite.
 *
 *     node dist/evaluation/calibrate.js [--seeds N] [--stories N] [--model FILE]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type FoldedStory, withFolds } from "./calibration-folds.js";
import { calibrationReport } from "./calibration-report.js";
import { calibrationSamples } from "./calibration-samples.js";
import { findShared, type GarbledPair, loadFamilyADev, loadWildPages } from "./datasets.js";
import { garble } from "./garble.js";
import { familyATool } from "./garble-samples.js";
import { renderPlainText } from "./plain-table.js";
import { openStages } from "./stages.js";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
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
  const stages = await openStages(values.model);
  const originals = dev.items.slice(0, Number(values.stories));
  const stories: FoldedStory[] = [
    ...withFolds(
      "simulated",
      simulated(originals).map((pairs) => calibrationSamples(stages, pairs)),
    ),
    ...withFolds(
      "real",
      wild.items.filter(({ exhaustive }) => exhaustive).map((page) => calibrationSamples(stages, [page])),
    ),
  ];
  for (const table of calibrationReport(stories)) process.stdout.write(`${renderPlainText(table)}\n`);
}

/** Each original garbled anew, once a seed: the tool leaves alone as much as the table says real pages show. */
function simulated(originals: readonly GarbledPair[]): GarbledPair[][] {
  const tool = familyATool();
  const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
  return originals.map((pair) => seeds.map((seed) => ({ ...pair, spun: garble(tool, pair.gold, { seed }).text })));
}
