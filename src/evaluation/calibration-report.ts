/** What fits of the two calibrations give, and how far off they are on texts that they did not see. */
import { calibrated } from "../decisions/calibration.js";
import {
  type CalibrationKind,
  casesOf,
  FEATURE_SETS,
  type FeatureSet,
  FOLDS,
  type FoldedStory,
  KINDS,
  SOURCES,
} from "./calibration-folds.js";
import type { CalibrationSample } from "./calibration-samples.js";
import { formatCount, formatFigure } from "./format.js";
import { fitLogistic, logistic } from "./logistic.js";
import type { PlainTable } from "./plain-table.js";
import { calibrationError, type Stated } from "./reliability.js";

/** Gives every sample a probability. */
export interface Scorer {
  readonly name: string;
  probability(sample: CalibrationSample, fold: number): number;
}

export const IN_FORCE: Scorer = { name: "in force", probability: (sample) => calibrated(sample) };

/** Both calibrations, each fold scored by a fit on the other folds. */
export function heldOutScorer(features: FeatureSet, stories: readonly FoldedStory[]): Scorer {
  const fits = KINDS.map((kind) =>
    Array.from({ length: FOLDS }, (_, fold) => {
      const others = stories.filter((story) => story.fold !== fold);
      return fitLogistic(casesOf(others, kind, features));
    }),
  );
  return {
    name: `fit on ${features.name}`,
    probability(sample, fold) {
      const kind = KINDS.findIndex((each) => each.holds(sample));
      return logistic(fits[kind]![fold]!, features.of(sample));
    },
  };
}

/** Coefficients fitted on everything. */
export function coefficientTable(stories: readonly FoldedStory[]): PlainTable {
  const names = FEATURE_SETS.at(-1)!.names;
  return {
    title: "Coefficients of the logits, fitted on everything",
    head: ["calibration, fit on", "edits", ...names],
    rows: KINDS.flatMap((kind) =>
      FEATURE_SETS.map((features) => {
        const cases = casesOf(stories, kind, features);
        const fit = fitLogistic(cases);
        const cells = names.map((_, at) => (at < fit.length ? fit[at]!.toFixed(3) : "–"));
        return [`${kind.name}, ${features.name}`, formatCount(cases.length), ...cells];
      }),
    ),
  };
}

/** Calibration error by calibration and source: as it is, and on held-out folds. */
export function errorTable(stories: readonly FoldedStory[], scorers: readonly Scorer[]): PlainTable {
  const cell = (kind: CalibrationKind, source: string, scorer: Scorer): string => {
    const stated = stories
      .filter((story) => story.source === source)
      .flatMap(({ fold, samples }): Stated[] =>
        samples
          .filter(kind.holds)
          .map((sample) => ({ right: sample.right, probability: scorer.probability(sample, fold) })),
      );
    return stated.length === 0 ? "–" : `${formatFigure(calibrationError(stated))} (${formatCount(stated.length)})`;
  };
  return {
    title: "Calibration error (edits), fits on held-out folds",
    head: ["calibration", ...SOURCES],
    rows: KINDS.flatMap((kind) =>
      scorers.map((scorer) => [`${kind.name}, ${scorer.name}`, ...SOURCES.map((source) => cell(kind, source, scorer))]),
    ),
  };
}
