import { choiceProbabilities } from "../evaluation/conditional-logit.js";
import { Relation } from "./relations.js";
import type { Frequency } from "./word-frequency.js";

/** Names of the features of a pair, in the order of `featuresOf`. */
export const FEATURES = [
  "paraphrase",
  "moby head",
  "moby entry",
  "moby both ways",
  "first sense",
  "synset",
  "similar",
  "hypernym",
  "paraphrase and moby",
  "paraphrase and synset",
  "moby and synset",
  "inflected",
  "frequency",
  "frequency squared",
  "more frequent than the original",
  "not in the model",
  "same stem",
  "longer",
  "hyphen",
] as const;

/** Frequency that stands for words that the model does not know. */
const RAREST = 3e-8;

/** Looks of a pair that say how likely a tool's table holds it; small numbers. */
export function featuresOf(original: string, spun: string, relation: number, frequency: Frequency): Float64Array {
  const has = (bits: number) => (relation & bits) !== 0;
  const both = (a: number, b: number) => Number(has(a) && has(b));
  const p = frequency(spun);
  const level = (Math.log(Math.max(p, RAREST)) + 12) / 4;
  const above = (Math.log(Math.max(p, RAREST)) - Math.log(frequency(original))) / 4;
  const moby = Relation.MobyHead | Relation.MobyEntry;
  const synset = Relation.FirstSense | Relation.Synset;
  return Float64Array.of(
    Number(has(Relation.Paraphrase)),
    Number(has(Relation.MobyHead)),
    Number(has(Relation.MobyEntry)),
    both(Relation.MobyHead, Relation.MobyEntry),
    Number(has(Relation.FirstSense)),
    Number(has(Relation.Synset)),
    Number(has(Relation.Similar)),
    Number(has(Relation.Hypernym)),
    both(Relation.Paraphrase, moby),
    both(Relation.Paraphrase, synset),
    both(moby, synset),
    Number(has(Relation.Inflected)),
    level,
    level * level,
    Math.max(0, above),
    Number(p === 0),
    Number(stemOf(original) === stemOf(spun)),
    (spun.length - original.length) / 5,
    Number(spun.includes("-")),
  );
}

function stemOf(word: string): string {
  return word.slice(0, Math.max(4, Math.min(6, word.length - 2)));
}

/** An original, the features of all its synonyms, and the share of each in what known tools write for it. */
export interface Choice {
  readonly features: readonly Float64Array[];
  readonly shares: Float64Array;
}

/** Rounds of ascent, the size of the first step, and the pull towards 0 for each choice, for features that seldom differ. */
const ROUNDS = 80;
const STEP = 0.3;
const RIDGE = 1e-3;

/**
 * Weights under which known tools' choices are most probable: multinomial logit (D. McFadden, "Conditional logit analysis of
 * qualitative choice behavior", 1974), by gradient ascent with AdaGrad steps (J. Duchi et al., 2011) and a ridge.
 */
export function fitChoices(choices: readonly Choice[]): Float64Array {
  const weights = new Float64Array(FEATURES.length);
  const squares = new Float64Array(FEATURES.length).fill(1e-8);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight) => -RIDGE * weight * choices.length);
    for (const { features, shares } of choices) {
      const expected = choiceProbabilities(features, weights);
      features.forEach((row, at) => {
        const rest = shares[at]! - expected[at]!;
        for (let f = 0; f < row.length; f++) gradient[f]! += rest * row[f]!;
      });
    }
    for (let f = 0; f < weights.length; f++) {
      const slope = gradient[f]! / choices.length;
      squares[f]! += slope * slope;
      weights[f]! += (STEP * slope) / Math.sqrt(squares[f]!);
    }
  }
  return weights;
}

/** Mean ln P of the tools' choices, in nats an original: what a fit is judged by. */
export function meanLog(choices: readonly Choice[], weights: Float64Array): number {
  let total = 0;
  for (const { features, shares } of choices) {
    const expected = choiceProbabilities(features, weights);
    shares.forEach((share, at) => {
      if (share > 0) total += share * Math.log(expected[at]!);
    });
  }
  return total / choices.length;
}
