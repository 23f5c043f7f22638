/** How far a pooled figure may be trusted: by drawing the documents again, with replacement (B. Efron, 1979). */
import { createRandom } from "./random.js";
import { type Counts, pool, type Ratios } from "./score.js";

/** The middle 90 % of what the draws gave. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const DRAWS = 1000;
/** Any would do; it is fixed so that the same texts give the same interval. */
const SEED = 1979;

/** 90 % interval of a figure pooled over documents; null for fewer than two, which say nothing of their spread. */
export function bootstrapInterval(
  scores: readonly Counts[],
  figure: (pooled: Counts & Ratios) => number,
): Interval | null {
  if (scores.length < 2) return null;
  const random = createRandom(SEED);
  const draw = () => scores[Math.floor(random() * scores.length)]!;
  const figures = Array.from({ length: DRAWS }, () => figure(pool(scores.map(draw)))).sort((a, b) => a - b);
  const at = (share: number) => figures[Math.min(DRAWS - 1, Math.floor(share * DRAWS))]!;
  return { low: at(0.05), high: at(0.95) };
}

/** The interval of strict F0.5. */
export function f05Interval(scores: readonly Counts[]): Interval | null {
  return bootstrapInterval(scores, ({ f05 }) => f05);
}
