/** The texts that calibrations are fitted on, read as `repair` would read them. */
import { openResources } from "../resources.js";
import { type FoldedStory, type Source, withFolds } from "./calibration-folds.js";
import { calibrationSamples } from "./calibration-samples.js";
import type { GarbledPair, WildPage } from "./datasets.js";
import { garble } from "./garble.js";
import { familyATool } from "./garble-samples.js";
import { openStages, type Stages } from "./stages.js";

/** What to read. */
export interface CalibrationTexts {
  /** Stories garbled by family A's tool. */
  readonly parallel: readonly GarbledPair[];
  /** Pages whose edits can be judged. */
  readonly pages: readonly WildPage[];
  /** How often each story is garbled anew. */
  readonly seeds: number;
}

/** @param model another language model's path. */
export async function calibrationMaterial(texts: CalibrationTexts, model?: string): Promise<FoldedStory[]> {
  const { parallel, pages } = texts;
  const ofA = pages.filter(({ family }) => family === "A");
  const known = await openStages(model);
  const stories = [
    ...withFolds(
      "A, simulated",
      simulated(texts).map((garblings) => calibrationSamples(known, garblings)),
    ),
    ...read(known, "A, parallel", parallel),
    ...read(known, "A, pages", ofA),
  ];
  const unknown: FoldedStory[] = [];
  for (const letter of [...new Set(pages.map(({ family }) => family))].sort()) {
    const stages = await openResources(model, new Set([letter.toLowerCase()]));
    const own = pages.filter(({ family }) => family === letter);
    if (letter === "A") stories.push(...read(stages, "unknown, parallel", parallel));
    unknown.push(...read(stages, "unknown, pages", own));
  }
  // Folded anew: the pages of all families are one list.
  return [
    ...stories,
    ...withFolds(
      "unknown, pages",
      unknown.map((story) => [story]),
    ),
  ];
}

function read(stages: Stages, source: Source, pairs: readonly GarbledPair[]): FoldedStory[] {
  return withFolds(
    source,
    pairs.map((pair) => calibrationSamples(stages, [pair])),
  );
}

/** Each original garbled anew, once a seed: the tool leaves alone as much as the table says real pages show. */
function simulated({ parallel, seeds }: CalibrationTexts): GarbledPair[][] {
  const tool = familyATool();
  const numbers = Array.from({ length: seeds }, (_, at) => at + 1);
  return parallel.map((pair) => numbers.map((seed) => ({ ...pair, spun: garble(tool, pair.gold, { seed }).text })));
}
