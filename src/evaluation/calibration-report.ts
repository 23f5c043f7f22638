import { calibrated } from "../decisions/calibration.js";
import { agreement, applyEdits, type PlainEdit } from "../edits/index.js";
import {
  casesOf,
  FEATURE_SETS,
  type FeatureSet,
  FOLDS,
  type FoldedStory,
  type Provenance,
  weights,
} from "./calibration-folds.js";
import type { CalibrationSample } from "./calibration-samples.js";
import { formatCount, formatFigure } from "./format.js";
import { fitLogistic, logistic } from "./logistic.js";
import type { PlainTable } from "./plain-table.js";
import { calibrationError } from "./reliability.js";
import { pool, scoreTexts } from "./score.js";

/** Gives every sample a probability. */
interface Scorer {
  readonly name: string;
  probability(sample: CalibrationSample, fold: number): number;
}

const KINDS: readonly Provenance[] = ["simulated", "real"];

/** Coefficients fitted on everything; errors and operating points on folds that the fit did not see. */
export function calibrationReport(stories: readonly FoldedStory[]): PlainTable[] {
  const scorers: Scorer[] = [
    { name: "posterior as it is", probability: ({ posterior }) => posterior },
    { name: "calibration in force", probability: (sample) => calibrated(sample) },
    ...FEATURE_SETS.map((features) => heldOut(features, stories)),
  ];
  return [coefficientTable(stories), errorTable(stories, scorers), thresholdTable(stories, scorers.at(-1)!)];
}

/** Each fold scored by a fit on the other folds. */
function heldOut(features: FeatureSet, stories: readonly FoldedStory[]): Scorer {
  const by = weights(stories);
  const fits = Array.from({ length: FOLDS }, (_, fold) => {
    const others = stories.filter((story) => story.fold !== fold);
    return fitLogistic(casesOf(others, features, by));
  });
  return {
    name: `fit on ${features.name}`,
    probability: (sample, fold) => logistic(fits[fold]!, features.of(sample)),
  };
}

function coefficientTable(stories: readonly FoldedStory[]): PlainTable {
  const by = weights(stories);
  const names = FEATURE_SETS.at(-1)!.names;
  const counts = KINDS.map((kind) => {
    const edits = stories.reduce((sum, story) => sum + (story.provenance === kind ? story.samples.length : 0), 0);
    return `${formatCount(edits)} ${kind} edits that count ${formatFigure(by[kind])} each`;
  });
  return {
    title: `Coefficients of the logits, fitted on ${formatCount(stories.length)} texts (${counts.join("; ")})`,
    head: ["fit on", ...names],
    rows: FEATURE_SETS.map((features) => {
      const fit = fitLogistic(casesOf(stories, features, by));
      return [features.name, ...names.map((_, at) => (at < fit.length ? fit[at]!.toFixed(4) : "–"))];
    }),
  };
}

function errorTable(stories: readonly FoldedStory[], scorers: readonly Scorer[]): PlainTable {
  const any = () => true;
  const groups: [string, Provenance, (sample: CalibrationSample) => boolean][] = [
    ["simulated", "simulated", any],
    ["real", "real", any],
    ["real, family a", "real", ({ family }) => family === "a"],
    ["real, others", "real", ({ family }) => family !== "a"],
  ];
  return {
    title: "Calibration error on held-out folds",
    head: ["probability", ...groups.map(([name]) => name)],
    rows: scorers.map((scorer) => [
      scorer.name,
      ...groups.map(([, kind, which]) => {
        const stated = stories
          .filter(({ provenance }) => provenance === kind)
          .flatMap(({ fold, samples }) =>
            samples.filter(which).map((sample) => ({ ...sample, probability: scorer.probability(sample, fold) })),
          );
        return formatFigure(calibrationError(stated));
      }),
    ]),
  };
}

const THRESHOLDS = [0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 0.95, 0.97];
/** Scoring a text takes milliseconds: so many simulated ones are enough. */
const SCORED = 120;

/** The full measure, and the share of single edits that is right, at each threshold: what the modes are set by. */
function thresholdTable(stories: readonly FoldedStory[], scorer: Scorer): PlainTable {
  const groups = KINDS.map((kind) => stories.filter(({ provenance }) => provenance === kind).slice(0, SCORED));
  return {
    title: `By threshold on held-out folds, ${scorer.name}`,
    head: ["threshold", ...KINDS.flatMap((kind) => [`${kind}: edits right`, "P", "R", "F0.5"]), "mean F0.5"],
    rows: THRESHOLDS.map((threshold) => {
      const scores = groups.map((group) => pool(group.map((story) => scoreAt(story, scorer, threshold))));
      const cells = scores.flatMap(({ editPrecision, precision, recall, f05 }) => [
        editPrecision,
        precision,
        recall,
        f05,
      ]);
      const mean = scores.reduce((sum, { f05 }) => sum + f05, 0) / scores.length;
      return [threshold, ...cells, mean].map(formatFigure);
    }),
  };
}

/** Applies what reaches the threshold, makes a/an agree, and scores the text. */
function scoreAt(story: FoldedStory, scorer: Scorer, threshold: number) {
  const edits = story.samples.map((sample): PlainEdit => {
    const { start, end, was, now } = sample;
    const verdict = scorer.probability(sample, story.fold) >= threshold ? "apply" : "suggest";
    return { start, end, was, now, verdict };
  });
  return scoreTexts(story.spun, applyEdits(story.spun, agreement(story.spun, edits)), story.gold);
}
