import type { EditVerdict, Mode } from "../result.js";

/**
 * The least calibrated probability at which an edit is applied, by mode. `careful`: applied edits
 * are right at least 98 % of the time; `balanced`: best F0.5; `thorough`: best recall at a
 * precision of at least 80 %. Below it an edit is still reported, as a suggestion. Set by `npm run calibrate`; F0.5 on known and
 * unknown families together is level from 0.45 to 0.72, and of equals the surer one is taken.
 */
export const THRESHOLDS: Readonly<Record<Mode, number>> = {
  careful: 0.96,
  balanced: 0.66,
  thorough: 0.5,
};

export const MODES = Object.keys(THRESHOLDS) as readonly Mode[];

export const DEFAULT_MODE: Mode = "balanced";

/** What to do with an edit of this probability. A probability that is no number is never applied. */
export function verdictOf(probability: number, mode: Mode): EditVerdict {
  return probability >= THRESHOLDS[mode] ? "apply" : "suggest";
}

export function isMode(name: string): name is Mode {
  return Object.hasOwn(THRESHOLDS, name);
}
