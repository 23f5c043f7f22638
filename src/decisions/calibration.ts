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
  /** Id of the family that the pair is of (see `isPooled`), or `SPUN_TWICE`. */
  readonly family?: string;
}

/** Fitted by `npm run calibrate`; never on the AP rewrite. */
export const CALIBRATION: Calibration = { bias: 0.672, own: 0.406, run: 0.175 };

/**
 * A calibration of their own for pairs that no single tool stands behind: they are less sure at the same posterior. Fitted on
 * family A's dev texts and pages read without A's table, and on the pages of B and G read without theirs.
 */
export const POOLED_CALIBRATION: Calibration = { bias: -0.15, own: 0.44, run: 0 };
const POOLED = new Set(["generic", "web"]);
/** Two swaps have to be undone at a time. Fitted on family A's dev stories garbled twice, which the pages of A garbled once more bear out. */
const TWICE: Calibration = { bias: 0.091, own: 0.438, run: 0.123 };
/** What stands for the family where a document is read as one that went through a tool twice. */
export const SPUN_TWICE = "spun twice";

/** Is this family many tools in one, calibrated as such? */
export function isPooled(family: string): boolean {
  return POOLED.has(family);
}

/**
 * The probability that an edit writes the original wording of a document that was spun: what is stated is this times the probability
 * that it was. Range 0..1.
 */
export function calibrated(
  features: CalibrationFeatures,
  calibration: Calibration = calibrationOf(features.family ?? ""),
): number {
  return chanceOf(calibratedOdds(features, calibration));
}

/** ln(p / (1 - p)) of the calibrated probability, in nats. */
export function calibratedOdds(
  { posterior, run, family }: CalibrationFeatures,
  calibration: Calibration = calibrationOf(family ?? ""),
): number {
  return calibration.bias + calibration.own * logit(posterior) + calibration.run * logit(run);
}

/** The probability of such log odds, with four decimals. */
export function chanceOf(odds: number): number {
  return rounded(1 / (1 + Math.exp(-odds)));
}

function calibrationOf(family: string): Calibration {
  if (family === SPUN_TWICE) return TWICE;
  return isPooled(family) ? POOLED_CALIBRATION : CALIBRATION;
}

/** ln(p / (1 - p)), within ±7: beyond that a posterior claims more than any held-out set could show. */
export function logit(p: number): number {
  const safe = Math.min(0.9991, Math.max(0.0009, p));
  return Math.log(safe / (1 - safe));
}
