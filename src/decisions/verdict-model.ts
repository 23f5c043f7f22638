import type { Decoded } from "../decoding/decode.js";
import { originOf } from "../dictionary/document-dictionary.js";

/** What the verdict looks at in a decoded document; each some units wide, so that the weights compare. */
export const VERDICT_FEATURES = [
  "expected swaps",
  "swaps a token",
  "length",
  "odds a token",
  "table rate",
  "thesaurus rate",
  "sure edits",
] as const;

/** Weights of the features, and of 1, which comes first. */
export type VerdictWeights = readonly number[];

/**
 * Fitted by `npm run calibrate:verdict` on clean stories and held-back texts against texts that were read without their own
 * family's table and stories garbled by random tables, by logistic regression.
 */
export const VERDICT_WEIGHTS: VerdictWeights = [-2.65, 1.23, 3.36, -1.58, -0.3, 1.5, 3.75, 0.51];

/**
 * Logit that a document must reach: at 100 tokens, what it falls by when the length is multiplied by e, and the least. Set so that of clean
 * texts of each length about as few are called spun: short ones vary more.
 */
const LEAST = { at100: 2.55, fall: 2, long: 0.2 } as const;
/** A rate this low is a family that was silenced. */
const SILENCED = 1e-3;
/** An edit is sure from this posterior on. */
const SURE = 0.9;
/**
 * Tokens of the longest texts that the weights were fitted on, about. What counts is bounded and what speaks against length is not, so a
 * longer text is judged as so long a piece of it is on average: else garbled text long enough would pass for clean.
 */
const LONGEST_FITTED = 2000;

/** A document's features, in the order of `VERDICT_FEATURES`. `tokens` is their number. */
export function verdictFeatures(decoded: Decoded, tokens: number): number[] {
  const { state, dictionary, best } = decoded;
  let swaps = 0;
  let main = { swaps: 0, rate: 0 };
  let thesaurus = 0;
  state.swaps.forEach((count, family) => {
    swaps += count;
    const origin = originOf(dictionary, family);
    if (origin === "generic") thesaurus = state.rates[family]!;
    else if (origin === undefined && count > main.swaps) main = { swaps: count, rate: state.rates[family]! };
  });
  const sure = best.filter(({ posterior }) => posterior >= SURE).length;
  const piece = Math.min(1, LONGEST_FITTED / tokens);
  return [
    Math.min(30, swaps * piece) / 10,
    Math.min(0.3, swaps / tokens) * 20,
    Math.log((tokens * piece) / 100),
    Math.min(1, Math.max(0, state.sentences.logOdds) / tokens) * 5,
    main.rate > SILENCED ? main.rate : 0,
    thesaurus > SILENCED ? thesaurus : 0,
    Math.min(30, sure * piece) / 10,
  ];
}

/** Logit of P(spun), above 0 where the document is to be called so. */
export function verdictLogit(decoded: Decoded, tokens: number): number {
  return logitOf(verdictFeatures(decoded, tokens), tokens, VERDICT_WEIGHTS);
}

/** The same of features that were taken before, under any weights. */
export function logitOf(features: readonly number[], tokens: number, [bias, ...rest]: VerdictWeights): number {
  const sum = features.reduce((total, value, at) => total + value * rest[at]!, bias!);
  return sum - Math.max(LEAST.long, LEAST.at100 - LEAST.fall * Math.log(tokens / 100));
}
