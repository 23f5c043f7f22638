import type { Key } from "../dictionary/compile.js";
import type { KeptNodes, SwapNodes, WeighedNodes } from "./weighed-nodes.js";

/** Constants of the channel that no table holds; chosen on the parallel dev set and family A's pages, see `npm run eval`. */
export interface ChannelSettings {
  /**
   * Nats against every swap: between two words that fit alike, the one that stands there stays. First do no harm; and who restores
   * a page by hand leaves such words as well.
   */
  bias: number;
  /** Nats that a guarded pair has to make up by its context. */
  guard: number;
  /** Nats against a swap that wrote a contraction: nearly all that stand on spun pages are the author's own. */
  contraction: number;
  /** Nats against a swap that wrote a bare symbol ("%"): house style, which no context shows. */
  symbol: number;
  /** Weight of a family's rate against what the document did with the same original elsewhere, in observations. */
  keepPrior: number;
  /** How far the document's other places decide which synonym the tool chose; 0 not at all, 1 fully. */
  choice: number;
  /** Share of a word's burstiness that counts; see `burstBonus`. */
  burst: number;
  /** Tokens of general text that a word's general frequency counts for against the document's own. */
  burstPrior: number;
}

export const CHANNEL: ChannelSettings = {
  bias: -0.5,
  guard: -4,
  contraction: -3,
  symbol: -4,
  keepPrior: 20,
  choice: 0.3,
  burst: 0.3,
  burstPrior: 2000,
};

/** What the document shows of each original, from all its places: expected counts, and evidence for the tool's choice. */
export class Observed {
  /** By original: see `WeighedNodes` for their numbers. */
  readonly applied: Float64Array;
  readonly left: Float64Array;
  /** ln of how much more probable the document is if the tool chose this pair, by pair. */
  readonly gains: Float64Array;
  /** Σ over the synonyms of an original of P(synonym | original) e^gain, by original. */
  readonly mass: Float64Array;

  constructor(private readonly nodes: WeighedNodes) {
    this.applied = new Float64Array(nodes.keyCount);
    this.left = new Float64Array(nodes.keyCount);
    this.gains = new Float64Array(nodes.pairs.count);
    this.mass = new Float64Array(nodes.keyCount).fill(1);
  }

  clear(): void {
    this.applied.fill(0);
    this.left.fill(0);
    this.gains.fill(0);
    this.mass.fill(1);
  }

  addSwap(key: number, pair: number, weight: number, gain: number): void {
    this.applied[key]! += weight;
    this.gains[pair]! += gain;
  }

  addLeft(key: number, weight: number): void {
    this.left[key]! += weight;
  }

  /** Adds up the mass of every original; call once all swaps are in. */
  settle(): void {
    const { keys, probabilities, count } = this.nodes.pairs;
    for (let pair = 0; pair < count; pair++) {
      const gain = CHANNEL.choice * Math.min(MOST_GAIN, this.gains[pair]!);
      this.mass[keys[pair]!]! += probabilities[pair]! * Math.expm1(gain);
    }
  }
}

/** Gains beyond this are as good as certain; keeps e^gain finite. */
const MOST_GAIN = 30;

/**
 * Evidence of one place for its pair, from its posterior under the chance that it had: if the tool chose this pair, the
 * place is as many times more probable as 1 + odds / chance.
 */
export function placeGain(posterior: number, chance: number): number {
  const safe = Math.min(0.9999, posterior);
  return Math.log1p(safe / (1 - safe) / Math.max(chance, 1e-6));
}

/**
 * P(the tool chose this synonym for the original in this document): it chooses once, so every other place where the pair
 * shows speaks for it, and every place of a rival against it. `own` is the gain of the place at hand, which must not speak for itself.
 */
export function choiceChance(swaps: SwapNodes, at: number, observed: Observed, own: number): number {
  const prior = swaps.probabilities[at]!;
  const mass = observed.mass[swaps.keys[at]!]!;
  const gain = CHANNEL.choice * Math.min(MOST_GAIN, observed.gains[swaps.pairs[at]!]!);
  if (gain === 0 && mass === 1) return prior;
  const others = prior * Math.exp(Math.max(0, gain - CHANNEL.choice * own));
  return others / Math.max(others, mass - prior * Math.exp(gain) + others);
}

/** P(a tool at such a rate swaps this original), before anything is known of the document. Range 0..1. */
export function firstSwapChance(family: number, keep: number, rates: Float64Array): number {
  return rates[family]! * (1 - keep);
}

/** P(the tool swaps this original | what it did with it elsewhere). Range 0..1; `own` is this node's part of the count. */
export function swapChance(swaps: SwapNodes, at: number, rates: Float64Array, observed: Observed, own: number): number {
  const { keepPrior } = CHANNEL;
  const key = swaps.keys[at]!;
  const applied = Math.max(0, observed.applied[key]! - own);
  return (
    (keepPrior * rates[swaps.families[at]!]! * (1 - swaps.keeps[at]!) + applied) /
    (keepPrior + applied + observed.left[key]!)
  );
}

/** Rate of a family that is silenced: it neither swaps nor leaves anything alone. */
export const SILENT = 1e-4;

/** ln P(tools at such rates leave these originals alone), before anything is known of the document. */
export function firstKeepCost(keys: readonly Key[], rates: Float64Array): number {
  let chance = 1;
  for (const { family, keep } of keys) if (rates[family]! > SILENT) chance *= 1 - rates[family]! * (1 - keep);
  return Math.log(chance);
}

/** ln P(the tools leave the originals of a node alone); `own` is this place's part of the count. */
export function keepCost(kept: KeptNodes, at: number, rates: Float64Array, observed: Observed, own: number): number {
  const { keepPrior } = CHANNEL;
  let chance = 1;
  for (let i = kept.offsets[at]!; i < kept.offsets[at + 1]!; i++) {
    const rate = rates[kept.families[i]!]!;
    if (rate <= SILENT) continue;
    const key = kept.keys[i]!;
    const left = Math.max(0, observed.left[key]! - own);
    const keep = 1 - rate * (1 - kept.keeps[i]!);
    chance *= (keepPrior * keep + left) / (keepPrior + left + observed.applied[key]!);
  }
  return Math.log(chance);
}

/** Nats that no word gains more than, before its share. */
const MOST_BURST = 3;
/** Words more frequent than this are function words: their frequency is no topic. */
const FREQUENT = 2e-3;

/**
 * Nats for a word that the document uses elsewhere: what a text is about, it names again and again (the cache of R. Kuhn and
 * R. De Mori, "A Cache-Based Natural Language Model", 1990, on expected counts). `elsewhere` is the expected count at other places.
 */
export function burstBonus(probability: number, elsewhere: number): number {
  if (probability > FREQUENT || elsewhere <= 0) return 0;
  return CHANNEL.burst * Math.min(MOST_BURST, Math.log1p(elsewhere / (CHANNEL.burstPrior * probability)));
}
