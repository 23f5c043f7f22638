import type { Decoded } from "../decoding/decode.js";
import { originOf } from "../dictionary/document-dictionary.js";
import type { MixturePart } from "../language/ngram-model.js";

/** What the verdict looks at in a decoded document; each some units wide, so that the weights compare. */
export const VERDICT_FEATURES = [
  "expected swaps",
  "swaps a token",
  "length",
  "odds a token",
  "table rate",
  "thesaurus rate",
  "sure edits",
  "odd words",
] as const;

/** Weights of the features, and of 1, which comes first. */
export type VerdictWeights = readonly number[];

/**
 * Fitted by `npm run calibrate:verdict` on clean stories, held-back texts and formal registers against texts that were read without
 * their own family's table and stories garbled by random tables (a quarter of what is spun), by logistic regression; the weight of 1 is
 * raised by 1.5, so that of clean texts .005 are called spun, not .001.
 */
export const VERDICT_WEIGHTS: VerdictWeights = [-1.2, -0.1, 0.39, -1.62, 1.38, 1.22, 5.14, 3.16, 3.67];

/**
 * Logit that a document must reach: at 100 tokens, what it falls by when the length is multiplied by e, and the least. Set so that of clean
 * texts of each length about as few are called spun: short ones vary more.
 */
const LEAST = { at100: 2.5, fall: 1.6, long: 0.45 } as const;
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
    oddness(decoded),
  ];
}

/** Swaps that count as much as all that is not known of a document with few of them. */
const FEW_SWAPS = 2;

/**
 * Share of the swaps, as they stand, whose words no text of the model's has beside their neighbours: tools put words where nobody would,
 * people who write formally do not. Range 0..1.
 */
function oddness({ best, background, words }: Decoded): number {
  let odd = 0;
  let total = FEW_SWAPS;
  for (const { startToken, endToken, posterior } of best) {
    const last = Math.min(endToken, words.length - 1);
    let unseen = 0;
    for (let at = Math.max(1, startToken); at <= last; at++) {
      if (!background.models.some((model) => isSeen(model, words[at - 1]!, words[at]!))) unseen++;
    }
    odd += (posterior * unseen) / Math.max(1, last - startToken + 1);
    total += posterior;
  }
  return odd / total;
}

function isSeen(model: MixturePart, before: number, word: number): boolean {
  model.bigram(before, word);
  return model.place >= 0;
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
