import type { Run } from "../data/run.js";
import { ACCEPTED, type Decisions, OPEN, REJECTED } from "../decisions/decisions.js";

/** Bars of the plots. */
export const BINS = 20;
export const CALIBRATION_BINS = 10;

export interface Kind {
  /** An edit that stands for all of its kind. */
  readonly edit: number;
  readonly count: number;
}

/** The pairs that occur most, in any case form. */
export function frequentKinds({ kinds }: Run, most: number): Kind[] {
  const order = Uint32Array.from({ length: kinds.count }, (_, kind) => kind);
  order.sort((a, b) => kinds.size(b) - kinds.size(a) || a - b);
  return [...order.subarray(0, most)].map((kind) => ({ edit: kinds.members(kind)[0]!, count: kinds.size(kind) }));
}

export interface Bin {
  applied: number;
  suggested: number;
}

/** How many edits have which probability, in `BINS` bars of equal width. */
export function histogram(run: Run): Bin[] {
  const bins = Array.from({ length: BINS }, () => ({ applied: 0, suggested: 0 }));
  for (let edit = 0; edit < run.editCount; edit++) {
    const bin = bins[Math.min(BINS - 1, Math.floor(run.probability(edit) * BINS))]!;
    bin[run.isApplied(edit) ? "applied" : "suggested"] += 1;
  }
  return bins;
}

export interface CalibrationBin {
  readonly count: number;
  /** Mean probability of the decided edits of the bar. */
  readonly said: number;
  /** Share of them that were accepted as proposed. */
  readonly right: number;
}

/** What was said beside what was decided. An edit accepted with another wording was not right as proposed. */
export function calibration(run: Run, decisions: Decisions): CalibrationBin[] {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ count: 0, said: 0, right: 0 }));
  for (let edit = 0; edit < run.editCount; edit++) {
    const standing = decisions.standing[edit];
    if (standing === OPEN) continue;
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(run.probability(edit) * CALIBRATION_BINS))]!;
    bin.count += 1;
    bin.said += run.probability(edit);
    if (standing === ACCEPTED && decisions.wording(edit) === undefined) bin.right += 1;
  }
  return bins.map(({ count, said, right }) => ({ count, said: said / (count || 1), right: right / (count || 1) }));
}

export interface WordError {
  readonly before: number;
  readonly after: number;
}

/**
 * Estimated share of words that differ from the original, before and after. An edit with probability p that changes
 * w words counts p·w before; after it counts (1-p)·w when it is carried out and p·w when it is not. What a reviewer
 * decided is certain.
 */
export function wordError(run: Run, decisions: Decisions, document: number): WordError {
  let [before, after] = [0, 0];
  for (let edit = run.firstEdit[document]!; edit < run.firstEdit[document + 1]!; edit++) {
    const standing = decisions.standing[edit];
    const words = run.changedWords(edit);
    const p = standing === OPEN ? run.probability(edit) : standing === ACCEPTED ? 1 : 0;
    const isMade = standing === OPEN ? run.isApplied(edit) : standing !== REJECTED;
    before += p * words;
    after += (isMade ? 1 - p : p) * words;
  }
  const words = Math.max(1, run.index.documents.words[document]!);
  return { before: Math.min(1, before / words), after: Math.min(1, after / words) };
}
