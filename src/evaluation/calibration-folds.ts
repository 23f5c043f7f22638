import { isPooled, logit } from "../decisions/calibration.js";
import type { CalibrationSample, StorySamples } from "./calibration-samples.js";
import type { LogisticCase } from "./logistic.js";

/** What a text is, and with which tables it was read. */
export const SOURCES = [
  /** Stories garbled here by family A's table, as much left alone as real pages show. */
  "A, simulated",
  /** The same stories as the tool itself wrote them. */
  "A, parallel",
  /** Family A's pages found on the web. */
  "A, pages",
  /** The parallel stories, read without A's table. */
  "unknown, parallel",
  /** Pages of any family, read without its tables. */
  "unknown, pages",
] as const;
export type Source = (typeof SOURCES)[number];

/** A text with its samples, and the fold of the cross-validation that it is in. */
export interface FoldedStory extends StorySamples {
  readonly fold: number;
  readonly source: Source;
}

export const FOLDS = 5;

/** Spreads stories over the folds; all garblings of one are in the same. */
export function withFolds(source: Source, stories: readonly (readonly StorySamples[])[]): FoldedStory[] {
  return stories.flatMap((garblings, at) => garblings.map((story) => ({ ...story, fold: at % FOLDS, source })));
}

/** The two calibrations of `decisions/calibration.ts`. */
export interface CalibrationKind {
  readonly name: string;
  /** Texts that it is fitted on: many garbled ones, and the few that are real. */
  readonly garbled: Source;
  readonly real: Source;
  holds(sample: CalibrationSample): boolean;
}

export const KINDS: readonly CalibrationKind[] = [
  {
    name: "CALIBRATION",
    garbled: "A, simulated",
    real: "A, pages",
    holds: ({ family }) => !isPooled(family),
  },
  {
    name: "POOLED_CALIBRATION",
    garbled: "unknown, parallel",
    real: "unknown, pages",
    holds: ({ family }) => isPooled(family),
  },
];

/**
 * What the real pages count, all together, of what the garbled texts count: they are few, and two tell the same story, but only they
 * show what tools leave alone.
 */
const REAL_SHARE = 0.2;

/** What a fit looks at. */
export interface FeatureSet {
  readonly name: string;
  readonly names: readonly string[];
  of(sample: CalibrationSample): number[];
}

export const FEATURE_SETS: readonly FeatureSet[] = [
  {
    name: "posterior",
    names: ["bias", "own"],
    of: ({ posterior }) => [1, logit(posterior)],
  },
  {
    name: "posterior, run",
    names: ["bias", "own", "run"],
    of: ({ posterior, run }) => [1, logit(posterior), logit(run)],
  },
  {
    name: "posterior, run, rate",
    names: ["bias", "own", "run", "rate"],
    of: ({ posterior, run, rate }) => [1, logit(posterior), logit(run), logit(rate)],
  },
];

/** What a calibration is fitted on. */
export function casesOf(stories: readonly FoldedStory[], kind: CalibrationKind, features: FeatureSet): LogisticCase[] {
  const of = (source: Source) =>
    stories.filter((story) => story.source === source).flatMap(({ samples }) => samples.filter(kind.holds));
  const [garbled, real] = [of(kind.garbled), of(kind.real)];
  const weight = Math.max(1, (REAL_SHARE * garbled.length) / Math.max(1, real.length));
  const cases = (samples: readonly CalibrationSample[], weight: number) =>
    samples.map((sample) => ({ features: features.of(sample), right: sample.right, weight }));
  return [...cases(garbled, 1), ...cases(real, weight)];
}
