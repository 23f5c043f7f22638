import { excerpt } from "../dictionary/excerpt.js";
import type { Substitution } from "../dictionary/family.js";
import type { PairCount, Place } from "./count-pile.js";
import { type Pile, timesIn } from "./pile.js";

/** Expected swaps below which a pair is not shown, and those of a pair that was seen once for sure. */
const LEAST_SWAPS = 0.5;
const ONE_SWAP = 1;
/** Pairs between the two that clean text shows by chance, for each of its tokens (30 BBC stories, Moby and PPDB as synonyms). */
const CHANCE = 0.0064;
/** So many times more than by chance must there be for the faint pairs to be worth a reader's time. */
const BEYOND_CHANCE = 2;
/** A pair must be likelier than not at one place at least. */
const LEAST_SUREST = 0.5;
/** Swaps that the synonyms not seen of an original count for. */
const UNSEEN_CHOICES = 1;
/** Swaps that a tool's leaving an original alone now and then counts for. */
const PRIOR_KEEP = 0.1;

/**
 * The M step: P(spun | original) and P(left alone | original) from the expected counts, for the pairs that the pile shows, each with
 * the places that show it best.
 */
export function pageRows(pairs: readonly PairCount[], pile: Pile): Substitution[] {
  const likely = pairs.filter(
    ({ original, spun, swaps, places }) =>
      swaps >= LEAST_SWAPS && places[0]!.posterior >= LEAST_SUREST && original !== spun,
  );
  const faint = likely.filter(({ swaps }) => swaps < ONE_SWAP).length;
  const least = faint >= BEYOND_CHANCE * CHANCE * pile.tokens ? LEAST_SWAPS : ONE_SWAP;
  const shown = likely.filter(({ swaps }) => swaps >= least);
  const totals = new Map<string, number>();
  for (const { original, swaps } of shown) totals.set(original, (totals.get(original) ?? 0) + swaps);
  return shown.map(({ original, spun, swaps, places }) => {
    const total = totals.get(original)!;
    const stands = timesIn(pile, original.toLowerCase());
    return {
      original,
      spun,
      probability: swaps / (total + UNSEEN_CHOICES),
      keep: Math.min(0.99, (stands + PRIOR_KEEP) / (stands + total + 1)),
      count: Math.round(swaps),
      example: [...new Set(places.filter(({ posterior }) => posterior >= LEAST_SUREST).map(contextOf))].join("; "),
    };
  });
}

/** A place in its sentence's words. */
function contextOf({ page, startToken, endToken }: Place): string {
  const { tokens, sentences } = page;
  let first = 0;
  let end = tokens.count;
  for (const start of sentences) {
    if (start <= startToken) first = start;
    else end = Math.min(end, start);
  }
  return excerpt(tokens, { start: startToken, end: endToken }, { start: first, end });
}
