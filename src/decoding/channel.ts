import type { CompiledDictionary, Entry, Key } from "../dictionary/compile.js";
import { Plain } from "./lattice.js";

/** Constants of the channel that no table holds; chosen on the parallel dev set, see `npm run eval`. */
export interface ChannelSettings {
  /** Nats that a guarded pair has to make up by its context. */
  readonly guard: number;
  /** Weight of the table's choice of a synonym against what the document did elsewhere, in observations. */
  readonly choicePrior: number;
  /** The same for the choice between swapping an original and leaving it alone. */
  readonly keepPrior: number;
}

export const CHANNEL: ChannelSettings = { guard: -4, choicePrior: 2, keepPrior: 20 };

/** How often each original and each pair was found in the document so far: expected counts. */
export interface Observed {
  readonly applied: Float64Array;
  readonly left: Float64Array;
  readonly pairs: Float64Array;
}

export function noneObserved(dictionary: CompiledDictionary): Observed {
  return {
    applied: new Float64Array(dictionary.keyCount),
    left: new Float64Array(dictionary.keyCount),
    pairs: new Float64Array(dictionary.entries.length),
  };
}

/**
 * ln of the channel's share of an edge: P(the tool swaps this original, to this) under the family's rate, moved by what the
 * document shows elsewhere: a tool replaces every occurrence of a phrase, and by the same choice. `own` is this very edge's
 * part in `observed`.
 */
export function swapCost(entry: Entry, rates: Float64Array, observed: Observed, own: number): number {
  const { choicePrior, keepPrior, guard } = CHANNEL;
  const applied = Math.max(0, observed.applied[entry.key]! - own);
  const swap = (keepPrior * rates[entry.family]! * (1 - entry.keep) + applied) / (keepPrior + applied + observed.left[entry.key]!);
  const index = entry.index;
  const pair = Math.max(0, observed.pairs[index]! - own);
  const choice = (choicePrior * entry.substitution.probability + pair) / (choicePrior + applied);
  return Math.log(swap) + Math.log(choice) + (entry.guarded ? guard : 0);
}

/** ln P(the tools leave these originals alone). */
export function keepCost(keys: readonly Key[], rates: Float64Array, observed: Observed, own: number): number {
  const { keepPrior } = CHANNEL;
  let cost = 0;
  for (const key of keys) {
    const left = Math.max(0, observed.left[key.key]! - own);
    const keep = 1 - rates[key.family]! * (1 - key.keep);
    cost += Math.log((keepPrior * keep + left) / (keepPrior + left + observed.applied[key.key]!));
  }
  return cost;
}

/** Is a node part of a dictionary edge? */
export function isSwap(entry: number): boolean {
  return entry > Plain.Identity;
}
