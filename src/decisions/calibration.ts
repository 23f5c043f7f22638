import { rounded } from "./proposals.js";

/**
 * Platt's calibration of a posterior (J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999):
 * P(right) = σ(bias + own · logit(posterior) + run · logit(product over the run)).
 */
export interface Calibration {
  readonly bias: number;
  readonly own: number;
  readonly run: number;
}

/** What the calibration looks at; all in 0..1. */
export interface CalibrationFeatures {
  readonly posterior: number;
  /** Product of the posteriors of the run of touching edits. */
  readonly run: number;
  /** Id of the family that the pair is of, or `SPUN_TWICE`. */
  readonly family?: string;
}

/** Fitted by `npm run calibrate`; never on the AP rewrite. */
export const CALIBRATION: Calibration = { bias: 0.705, own: 0.424, run: 0.115 };

/**
 * Calibrations of their own, by family: pairs that no single tool stands behind are less sure at the same posterior. Fitted on
 * family A's dev texts and pages read without A's table, and on the pages of B and G read without theirs.
 */
const POOLED: Calibration = { bias: -0.05, own: 0.4, run: 0 };
/** Two swaps have to be undone at a time. Fitted on family A's dev stories garbled twice, which the pages of A garbled once more bear out. */
const TWICE: Calibration = { bias: 0.091, own: 0.438, run: 0.123 };
/** What stands for the family where a document is read as one that went through a tool twice. */
export const SPUN_TWICE = "spun twice";
const CALIBRATIONS: Readonly<Record<string, Calibration>> = { generic: POOLED, web: POOLED, [SPUN_TWICE]: TWICE };

/** The probability that an edit writes the original wording. Range 0..1. */
export function calibrated(
  features: CalibrationFeatures,
  calibration: Calibration = CALIBRATIONS[features.family ?? ""] ?? CALIBRATION,
): number {
  const { bias, own, run } = calibration;
  const odds = bias + own * logit(features.posterior) + run * logit(features.run);
  return rounded(1 / (1 + Math.exp(-odds)));
}

/** ln(p / (1 - p)), within ±7: beyond that a posterior claims more than any held-out set could show. */
export function logit(p: number): number {
  const safe = Math.min(0.9991, Math.max(0.0009, p));
  return Math.log(safe / (1 - safe));
}
