import type { Candidates } from "./estimate.js";

/**
 * A uniform grid over the log odds that occur: about as fine as one over logs for small probabilities, and near 1 as
 * fine for what is left to the words not seen.
 */
export interface LevelRange {
  readonly least: number;
  readonly step: number;
}

function logOdds(p: number): number {
  const below = Math.min(p, 1 - 1e-6);
  return Math.log(below / (1 - below));
}

/** Sets the 256 probabilities from `at` on that stand for those of the n-grams that stay. */
export function fillLevels(levels: Float32Array, at: number, grams: Candidates, keep: Uint8Array): LevelRange {
  let least = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < grams.count; i++) {
    if (keep[i] === 0) continue;
    const odds = logOdds(grams.probabilities[i]!);
    if (odds < least) least = odds;
    if (odds > most) most = odds;
  }
  if (most === Number.NEGATIVE_INFINITY) most = least;
  const step = (most - least) / 255 || 1e-6;
  for (let level = 0; level < 256; level++) levels[at + level] = 1 / (1 + Math.exp(-least - step * level));
  return { least, step };
}

/** The level nearest to a probability. */
export function levelOf(range: LevelRange, p: number): number {
  return Math.max(0, Math.min(255, Math.round((logOdds(p) - range.least) / range.step)));
}

/** The probabilities of what stays, as estimated. */
export function keptOf(grams: Candidates, keep: Uint8Array): Float32Array {
  const kept = new Float32Array(sum(keep));
  let at = 0;
  for (let i = 0; i < grams.count; i++) if (keep[i] === 1) kept[at++] = grams.probabilities[i]!;
  return kept;
}

/**
 * Rounding may eat up what a context leaves to the words that it does not list. Where it leaves less than half of that, the
 * likeliest of its words steps down a level, until it does not.
 */
export function leaveRoom(levels: Float32Array, chosen: Uint8Array, exact: Float32Array, begins: Uint32Array): void {
  for (let context = 0; context + 1 < begins.length; context++) {
    const from = begins[context]!;
    const to = begins[context + 1]!;
    let left = 1;
    let due = 1;
    for (let i = from; i < to; i++) {
      left -= levels[chosen[i]!]!;
      due -= exact[i]!;
    }
    while (left < due / 2) {
      let likeliest = from;
      for (let i = from; i < to; i++) if (chosen[i]! > chosen[likeliest]!) likeliest = i;
      if (chosen[likeliest] === 0) break;
      left += levels[chosen[likeliest]!]! - levels[--chosen[likeliest]!]!;
    }
  }
}

/** Number of flags that are set. */
export function sum(flags: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < flags.length; i++) total += flags[i]!;
  return total;
}
