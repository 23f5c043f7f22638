import { sameFacts } from "../dictionary/facts.js";
import type { Family } from "../dictionary/family.js";
import type { GenericPair } from "../dictionary/generic-file.js";
import { choiceProbabilities } from "../evaluation/conditional-logit.js";
import { type Choice, featuresOf, fitChoices, meanLog } from "./choice-model.js";
import type { Relations } from "./relations.js";
import type { Frequency } from "./word-frequency.js";

/** What known tools write: by original, how often each synonym. */
export type KnownChoices = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The single-word pairs of families' tables. */
export function knownChoices(families: readonly Family[]): KnownChoices {
  const known = new Map<string, Map<string, number>>();
  for (const { substitutions } of families) {
    for (const { original, spun, probability } of substitutions) {
      let list = known.get(original);
      if (list === undefined) {
        list = new Map();
        known.set(original, list);
      }
      list.set(spun, (list.get(spun) ?? 0) + probability);
    }
  }
  return known;
}

/** What a fit gave, and how good it is. */
export interface FittedChoices {
  readonly weights: Float64Array;
  /** Originals that the fit saw. */
  readonly originals: number;
  /** Mean ln P of the choices of every fifth original, under a fit that did not see them. */
  readonly heldOut: number;
}

/** Fits what makes a tool choose a synonym, on the tools whose tables are known. */
export function fitKnown(relations: Relations, known: KnownChoices, frequency: Frequency): FittedChoices {
  const choices: Choice[] = [];
  for (const original of [...known.keys()].sort()) {
    const pairs = relations.get(original);
    if (pairs === undefined) continue;
    const written = known.get(original)!;
    const shares = Float64Array.from(pairs.keys(), (spun) => written.get(spun) ?? 0);
    const total = shares.reduce((sum, share) => sum + share, 0);
    if (total === 0) continue;
    const features = Array.from(pairs, ([spun, relation]) => featuresOf(original, spun, relation, frequency));
    choices.push({ features, shares: shares.map((share) => share / total) });
  }
  const held = choices.filter((_, at) => at % 5 === 0);
  const seen = choices.filter((_, at) => at % 5 !== 0);
  return { weights: fitChoices(choices), originals: choices.length, heldOut: meanLog(held, fitChoices(seen)) };
}

/** A synonym less likely than this is left out: it would explain nothing that chance does not. */
const LEAST_CHOICE = 0.02;
/** Originals kept for a spun word, the most likely first. */
const MOST_ORIGINALS = 12;

/** The pairs of the generic channel: no fact may change, and only what is likely enough stays. */
export function genericPairs(relations: Relations, weights: Float64Array, frequency: Frequency): GenericPair[] {
  const bySpun = new Map<string, GenericPair[]>();
  for (const original of relations.originals) {
    const pairs = [...relations.get(original)!];
    const features = pairs.map(([spun, relation]) => featuresOf(original, spun, relation, frequency));
    choiceProbabilities(features, weights).forEach((probability, at) => {
      const spun = pairs[at]![0];
      if (probability < LEAST_CHOICE || !sameFacts(original, spun)) return;
      const list = bySpun.get(spun);
      const pair = { original, spun, probability };
      if (list) list.push(pair);
      else bySpun.set(spun, [pair]);
    });
  }
  const weight = ({ original, probability }: GenericPair) => frequency(original) * probability;
  return [...bySpun.values()].flatMap((list) =>
    list.sort((a, b) => weight(b) - weight(a) || (a.original < b.original ? -1 : 1)).slice(0, MOST_ORIGINALS),
  );
}
