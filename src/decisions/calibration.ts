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

/** Fitted by `npm run calibrate`; never on the AP rewrite. */
export const CALIBRATION: Calibration = { bias: 0, own: 1, run: 0 };

/** The probability that an edit writes the original wording. Range 0..1. */
export function calibrated(posterior: number, run: number, calibration: Calibration = CALIBRATION): number {
  const odds = calibration.bias + calibration.own * logit(posterior) + calibration.run * logit(run);
  return rounded(1 / (1 + Math.exp(-odds)));
}

/** ln(p / (1 - p)), within ±7: beyond that a posterior claims more than any held-out set could show. */
export function logit(p: number): number {
  const safe = Math.min(0.9991, Math.max(0.0009, p));
  return Math.log(safe / (1 - safe));
}
