/**
 * `npm run data:tracing`: fits the weights of tracing on the listed tortured phrases and prints them; they are then
 * written into `tracing/weights.ts` by hand. Each phrase is read without its own fold's rows; the figures printed are of weights
 * fitted without its fold too.
 *
 *     node dist/evaluation/fit-tracing.js [--every N] [--rounds N]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openTerms } from "../resources.js";
import type { Weights } from "../tracing/edges.js";
import { FEATURE_COUNT, FEATURES, type Feature } from "../tracing/features.js";
import { type TracingModel, tracingModel } from "../tracing/model.js";
import { type Reading, readings, score } from "../tracing/readings.js";
import { WEIGHTS } from "../tracing/weights.js";
import { type Choice, fitConditionalLogit } from "./conditional-logit.js";
import { findShared, loadFingerprints } from "./datasets.js";
import type { TorturedPhrase } from "./fingerprints.js";
import { openStages } from "./stages.js";
import { FOLDS, foldDictionary, foldedPhrase, foldOf } from "./tortured.js";

const { values } = parseArgs({
  options: { every: { type: "string", default: "5" }, rounds: { type: "string", default: "2" } },
});
await main();

interface Case {
  readonly fold: number;
  readonly found: readonly Reading[];
  /** Places of the right ones. */
  readonly right: readonly number[];
}

async function main(): Promise<void> {
  const set = await loadFingerprints(findShared(fileURLToPath(new URL("../../", import.meta.url))));
  if (set.items === null) {
    process.stderr.write(`fit-tracing: nothing to fit on: ${set.reason}\n`);
    process.exitCode = 3;
    return;
  }
  const all = set.items.filter(({ doubtful }) => !doubtful);
  const stages = await openStages();
  const terms = openTerms();
  const models = Array.from({ length: FOLDS }, (_, fold) => tracingModel(terms, foldDictionary(stages, all, fold)));
  const phrases = all.filter((_, at) => at % Number(values.every) === 0);
  let weights: Weights = WEIGHTS;
  for (let round = 1; round <= Number(values.rounds); round++) {
    const cases = phrases.map((phrase) => caseOf(models, weights, phrase));
    printFigures(round, cases, weights);
    weights = weightsFor(cases, weights);
  }
  process.stdout.write(`${JSON.stringify(weights, null, 2)}\n`);
}

function caseOf(models: readonly TracingModel[], weights: Weights, phrase: TorturedPhrase): Case {
  const fold = foldOf(phrase);
  const found = readings(models[fold]!, weights, phrase.tortured);
  const wanted = new Set(phrase.expected.map(unhyphened));
  const right = found.flatMap(({ original }, at) => (wanted.has(unhyphened(original)) ? [at] : []));
  return { fold, found, right };
}

function unhyphened(phrase: string): string {
  return foldedPhrase(phrase.replaceAll("-", " "));
}

function weightsFor(cases: readonly Case[], start: Weights): Weights {
  const fitted = fitConditionalLogit(
    cases.map(choiceOf),
    Float64Array.from(FEATURES, (feature) => start[feature]),
  );
  const rounded = FEATURES.map((feature, at) => [feature, Number(fitted[at]!.toFixed(3))]);
  return Object.fromEntries(rounded) as Record<Feature, number>;
}

/** The readings, and that none of them is right. */
function choiceOf({ found, right }: Case): Choice {
  const none = new Float64Array(FEATURE_COUNT);
  none[FEATURES.indexOf("none")] = 1;
  return { vectors: [...found.map(({ vector }) => vector), none], right: right.length > 0 ? right : [found.length] };
}

function printFigures(round: number, cases: readonly Case[], start: Weights): void {
  let [first, five] = [0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = cases.filter((one) => one.fold === fold);
    const weights = weightsFor(
      cases.filter((one) => one.fold !== fold),
      start,
    );
    for (const { found, right } of held) {
      const order = found.map(({ vector }, at) => ({ at, score: score(weights, vector) }));
      const place = order.sort((a, b) => b.score - a.score).findIndex(({ at }) => right.includes(at));
      if (place === 0) first++;
      if (place >= 0 && place < 5) five++;
    }
  }
  const share = (count: number) => (count / cases.length).toFixed(3);
  process.stdout.write(`round ${round}: first ${share(first)}, among five ${share(five)} (hyphens aside)\n`);
}
