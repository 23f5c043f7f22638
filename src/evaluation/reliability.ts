/** Is an edit right as often as its probability says? */
import { MODES, THRESHOLDS } from "../decisions/modes.js";
import type { Engine } from "../engine.js";
import type { GarbledPair } from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import { formatCount, formatFigure } from "./format.js";
import type { PlainTable } from "./plain-table.js";

/** A probability that was stated, and whether it came true. */
export interface Stated {
  readonly probability: number;
  readonly right: boolean;
  /** How much it counts. Default 1. */
  readonly weight?: number;
}

export interface ReliabilityBin {
  /** Stated edits, by weight. */
  readonly weight: number;
  /** Mean stated probability, and share that was right. 0 for an empty bin. */
  readonly stated: number;
  readonly right: number;
}

/** Every edit, applied or suggested, that the engine reports on these texts. */
export function statedEdits(engine: Engine, pairs: readonly GarbledPair[]): Stated[] {
  return pairs.flatMap(({ spun, gold }) => {
    const judge = new EditJudge(spun, gold);
    return engine.repair(spun).edits.map((edit) => ({ probability: edit.probability, right: judge.isRight(edit) }));
  });
}

/** Bins of equal width over [0, 1]; a probability of 1 is in the last. */
export function reliabilityBins(stated: readonly Stated[], bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ weight: 0, stated: 0, right: 0 }));
  for (const { probability, right, weight = 1 } of stated) {
    const sum = sums[Math.min(bins - 1, Math.floor(probability * bins))]!;
    sum.weight += weight;
    sum.stated += weight * probability;
    if (right) sum.right += weight;
  }
  return sums.map(({ weight, stated, right }) => ({
    weight,
    stated: weight > 0 ? stated / weight : 0,
    right: weight > 0 ? right / weight : 0,
  }));
}

/** Expected calibration error: the mean distance between stated and true, by how many edits a bin holds. 0 for none. */
export function calibrationError(stated: readonly Stated[], bins = 10): number {
  const filled = reliabilityBins(stated, bins);
  const total = filled.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return 0;
  return filled.reduce((sum, bin) => sum + bin.weight * Math.abs(bin.stated - bin.right), 0) / total;
}

/** Of the edits at or above a threshold: the share that is right (1 for none), and their share of all. */
export function atThreshold(stated: readonly Stated[], threshold: number): { precision: number; coverage: number } {
  const weigh = (list: readonly Stated[]) => list.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const above = stated.filter(({ probability }) => probability >= threshold);
  const [all, kept, right] = [weigh(stated), weigh(above), weigh(above.filter((each) => each.right))];
  return { precision: kept > 0 ? right / kept : 1, coverage: all > 0 ? kept / all : 0 };
}

/** A named set of stated edits, a row of each table below. */
export interface StatedSet {
  readonly set: string;
  readonly stated: readonly Stated[];
}

/** Right edits by stated probability, in ten bins. */
export function reliabilityTable(sets: readonly StatedSet[]): PlainTable {
  const bins = sets.map(({ stated }) => reliabilityBins(stated));
  const cell = ({ weight, stated, right }: ReliabilityBin) =>
    weight === 0 ? "–" : `${formatFigure(stated)} → ${formatFigure(right)} (${formatCount(weight)})`;
  return {
    title: "Reliability: mean probability shown → share that was right (edits), by tenths of the probability",
    head: ["probability shown", ...sets.map(({ set }) => set)],
    rows: Array.from({ length: 10 }, (_, at) => [
      `${formatFigure(at / 10)}–${formatFigure((at + 1) / 10)}`,
      ...bins.map((each) => cell(each[at]!)),
    ]),
  };
}

/** Calibration error, and what each mode's threshold gives. */
export function modesTable(sets: readonly StatedSet[]): PlainTable {
  const modeHeads = MODES.flatMap((mode) => [`${mode} precision`, "applied"]);
  return {
    title:
      "Calibration error, and by mode: share of the applied edits that is right, share of all edits that is applied",
    head: ["set", "edits", "calibration error", ...modeHeads],
    rows: sets.map(({ set, stated }) => [
      set,
      formatCount(stated.length),
      formatFigure(calibrationError(stated)),
      ...MODES.flatMap((mode) => {
        const { precision, coverage } = atThreshold(stated, THRESHOLDS[mode]);
        return [formatFigure(precision), formatFigure(coverage)];
      }),
    ]),
  };
}
