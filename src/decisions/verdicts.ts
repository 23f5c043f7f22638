import type { EditVerdict, Mode } from "../result.js";
import { verdictOf } from "./modes.js";

/**
 * The least product of posteriors at which a run of touching edits is carried out, by mode: half a repaired run reads worse
 * than none, and is wrong as a whole.
 */
const LEAST_RUN: Readonly<Record<Mode, number>> = { careful: 0.8, balanced: 0.3, thorough: 0.1 };
/** An edit as sure as this does not wait for its neighbours. */
const SURE = 0.9;

export interface Ruling {
  readonly verdict: EditVerdict;
  /** Why an edit that is likely enough is only suggested. */
  readonly heldBack?: string;
}

/** A guarded pair (a legitimate phrase, a number or a negation that changes) has to be this sure in every mode. */
const LEAST_GUARDED = 0.95;

export interface Judged {
  /** Calibrated. Range 0..1. */
  readonly probability: number;
  /** Product of the posteriors of the run of touching edits. */
  readonly run: number;
  readonly guarded: boolean;
}

/** Apply or suggest: by the edit's own calibrated probability, and by the run that it is part of. */
export function rule({ probability, run, guarded }: Judged, mode: Mode): Ruling {
  if (verdictOf(probability, mode) === "suggest") return { verdict: "suggest" };
  if (guarded && probability < LEAST_GUARDED) {
    return { verdict: "suggest", heldBack: "the phrase may be meant, or a number or a negation would change" };
  }
  if (run >= LEAST_RUN[mode] || probability >= SURE) return { verdict: "apply" };
  return { verdict: "suggest", heldBack: "the edits beside it are not sure enough" };
}
