import { addLogs } from "./forward-backward.js";

/** Which sentences of a document were spun. */
export interface SentenceStates {
  /** ln of P(text | some sentence spun) over P(text | none spun); > 0 speaks for spinning. */
  readonly logOdds: number;
  /** P(spun) of each sentence. */
  readonly spun: Float64Array;
}

/** Log odds below which a document is clean whatever else it shows, in nats; chosen as the rest of `decisions/detection.ts`. */
export const LEAST_LOG_ODDS = 4;

/** Chance that the next sentence is spun if this one is, and clean if this one is. */
const STAY = 0.95;

/**
 * A two-state chain over sentences, for pages that are spun in part. `gains` are ln P(sentence | spun) -
 * ln P(sentence | clean), in nats.
 */
export function sentenceStates(gains: readonly number[]): SentenceStates {
  const count = gains.length;
  const stay = Math.log(STAY);
  const change = Math.log(1 - STAY);
  const half = Math.log(0.5);
  const clean = new Float64Array(count);
  const spun = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    clean[at] = at === 0 ? half : addLogs(clean[at - 1]! + stay, spun[at - 1]! + change);
    spun[at] = (at === 0 ? half : addLogs(clean[at - 1]! + change, spun[at - 1]! + stay)) + gains[at]!;
  }
  const posterior = new Float64Array(count);
  let cleanAfter = 0;
  let spunAfter = 0;
  for (let at = count - 1; at >= 0; at--) {
    const odds = spun[at]! + spunAfter - clean[at]! - cleanAfter;
    posterior[at] = 1 / (1 + Math.exp(-odds));
    const spunHere = spunAfter + gains[at]!;
    const cleanHere = cleanAfter;
    cleanAfter = addLogs(cleanHere + stay, spunHere + change);
    spunAfter = addLogs(cleanHere + change, spunHere + stay);
  }
  const allClean = half + stay * Math.max(0, count - 1);
  const total = count === 0 ? 0 : addLogs(clean[count - 1]!, spun[count - 1]!);
  return { logOdds: count === 0 ? 0 : total - allClean, spun: posterior };
}
