import { logit } from "../decisions/calibration.js";
import type { CalibrationSample, StorySamples } from "./calibration-samples.js";
import type { LogisticCase } from "./logistic.js";

/** Texts garbled here, or pages found on the web. */
export type Provenance = "simulated" | "real";

/** A text with its samples, and the fold of the cross-validation that it is in. */
export interface FoldedStory extends StorySamples {
  readonly fold: number;
  readonly provenance: Provenance;
}

export const FOLDS = 5;

/** Spreads stories over the folds; all garblings of one are in the same. */
export function withFolds(provenance: Provenance, stories: readonly (readonly StorySamples[])[]): FoldedStory[] {
  return stories.flatMap((garblings, at) => garblings.map((story) => ({ ...story, fold: at % FOLDS, provenance })));
}

/** How much a sample of each provenance counts, so that the few real pages count as much as all simulated ones. */
export function weights(stories: readonly FoldedStory[]): Record<Provenance, number> {
  const count = (provenance: Provenance) =>
    stories.reduce((sum, story) => sum + (story.provenance === provenance ? story.samples.length : 0), 0);
  const [simulated, real] = [count("simulated"), count("real")];
  return { simulated: 1, real: real > 0 ? Math.max(1, simulated) / real : 0 };
}

/** What a fit looks at. */
export interface FeatureSet {
  readonly name: string;
  readonly names: readonly string[];
  of(sample: CalibrationSample): number[];
}

export const FEATURE_SETS: readonly FeatureSet[] = [
  {
    name: "posterior",
    names: ["bias", "posterior"],
    of: ({ posterior }) => [1, logit(posterior)],
  },
  {
    name: "posterior, run",
    names: ["bias", "posterior", "run"],
    of: ({ posterior, run }) => [1, logit(posterior), logit(run)],
  },
  {
    name: "posterior, run, rate",
    names: ["bias", "posterior", "run", "rate"],
    of: ({ posterior, run, rate }) => [1, logit(posterior), logit(run), logit(rate)],
  },
];

export function casesOf(
  stories: readonly FoldedStory[],
  features: FeatureSet,
  by: Record<Provenance, number>,
): LogisticCase[] {
  return stories.flatMap(({ provenance, samples }) =>
    samples.map((sample) => ({ features: features.of(sample), right: sample.right, weight: by[provenance] })),
  );
}
