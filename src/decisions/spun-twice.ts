import type { Decoded, DecodingInput } from "../decoding/decode.js";
import { twiceEvidence } from "../decoding/twice-look.js";
import type { ComposedSwap } from "../dictionary/composed-swaps.js";
import { originOf } from "../dictionary/document-dictionary.js";

/**
 * What a document that was spun twice shows: the table's rate, a quick look's evidence, and what the decoding gains in log odds,
 * both in nats for each swap found as if it had been spun once. Measured on family A's dev texts, the pages and the AP rewrite, as
 * they are and garbled once more: rates from .58; evidence up to .28 and from .88; gains up to -.5 and from .9.
 */
const TWICE = { rate: 0.5, evidence: 0.5, gain: 0.3 } as const;
/** Nats of log odds that must be gained in all. */
const LEAST_GAIN = 10;

/** The table that made most of the swaps, when it swapped so steadily that a second pass would show; else null. */
export function steadyTable({ state, dictionary }: Decoded): number | null {
  const main = state.swaps.indexOf(Math.max(...state.swaps));
  const isSteady = main >= 0 && originOf(dictionary, main) === undefined && state.rates[main]! >= TWICE.rate;
  return isSteady ? main : null;
}

/** Is a document, read as spun once, worth decoding as spun twice? */
export function mayBeTwice(once: Decoded, input: DecodingInput, composed: readonly ComposedSwap[]): boolean {
  return twiceEvidence(once, input, composed) >= TWICE.evidence * swapsOf(once);
}

/** Does spinning twice explain a document so much better that it must have been? */
export function isTwice(once: Decoded, twice: Decoded): boolean {
  const gain = twice.state.sentences.logOdds - once.state.sentences.logOdds;
  return gain >= Math.max(LEAST_GAIN, TWICE.gain * swapsOf(once));
}

function swapsOf({ state }: Decoded): number {
  return state.swaps.reduce((sum, count) => sum + count, 0);
}
