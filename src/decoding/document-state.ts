import type { DocumentDictionary } from "../dictionary/document-dictionary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { burstBonus, choiceChance, keepCost, Observed, placeGain, SILENT, swapChance } from "./channel.js";
import type { DocumentGraph } from "./document-graph.js";
import { Passes, type Weights } from "./forward-backward.js";
import { mixTransitions } from "./mixture.js";
import { LEAST_LOG_ODDS, type SentenceStates, sentenceStates } from "./sentence-states.js";
import type { WeighedNodes } from "./weighed-nodes.js";

/** What is inferred of a document as a whole, and of every node of its graph. */
export interface DocumentState {
  /** Swap rate of each family. Range 0..1. */
  readonly rates: Float64Array;
  /** Expected number of swaps by each family. */
  readonly swaps: Float64Array;
  /** Posterior of each node, given that its sentence was spun. */
  readonly posteriors: Float64Array;
  /** Final log weights, for Viterbi. */
  readonly weights: Weights;
  readonly sentences: SentenceStates;
  /** See `DocumentInput`. */
  readonly shares: Float64Array;
}

export interface DocumentInput {
  readonly graph: DocumentGraph;
  readonly dictionary: DocumentDictionary;
  /** Takes every sentence for spun, at this rate, instead of inferring it: for testing a table on single sentences. */
  readonly assumedRate?: number | undefined;
  readonly nodes: WeighedNodes;
  /**
   * What each sentence counts for: 1 over how often it stands in the document. What is said three times is no more evidence than what
   * is said once.
   */
  readonly shares: Float64Array;
  /** ln P of each sentence as it stands, without any channel. */
  readonly asIs: Float64Array;
  /** Nats that a node carries whatever the rates are: words known by their class only, guards, contractions. */
  readonly surcharges: Float64Array;
  /** P of a word in general text. */
  readonly frequencies: (word: number) => number;
  /** Weights of the parts of the background model. */
  readonly mixture: Float64Array;
}

/** Passes of EM; the rates and the choices settle in three to four. */
const ROUNDS = 5;
/**
 * From this round on the document's own words weigh in; they would favour spun and clean readings alike, so which sentences were spun
 * is settled before.
 */
const BURST_FROM = 3;
/** Every family starts as if it had swapped half of what it could. */
export const FIRST_RATE = 0.5;
/** A rate never reaches 0 or 1: pseudo-counts of a swapped and of an untouched original. */
const RATE_PRIOR = { swapped: 0.1, untouched: 0.9 } as const;

/**
 * A page went through one tool, seldom two. Families that explain only crumbs of a document explain them by
 * chance: from this round on they are silenced.
 */
const SPARSE_FROM = 1;
const LEAST_SHARE = 0.05;
const LEAST_SWAPS = 1.5;

/**
 * Expectation-maximisation over a document (A. P. Dempster et al., 1977): decode with soft counts, count swaps
 * against opportunities, set the families' rates and the document's own choices, again.
 */
export function inferState(input: DocumentInput): DocumentState {
  const { graph, dictionary, nodes } = input;
  const isAssumed = input.assumedRate !== undefined;
  const rates = new Float64Array(dictionary.families.length).fill(input.assumedRate ?? FIRST_RATE);
  const weights = { transitions: new Float64Array(graph.froms.length), nodes: new Float64Array(graph.nodes) };
  mixTransitions(graph, input.mixture, weights.transitions);
  const observed = new Observed(nodes);
  let posteriors = new Float64Array(graph.nodes);
  const passes = new Passes();
  const places = roomFor(nodes);
  let sentences: SentenceStates = { logOdds: 0, spun: new Float64Array(graph.sentences.length).fill(1) };
  let swaps = new Float64Array(rates.length);
  for (let round = 0; round < ROUNDS; round++) {
    const before = rates.slice();
    weighNodes(input, observed, rates, places, weights.nodes);
    if (round >= BURST_FROM) addBursts(input, posteriors, weights.nodes);
    posteriors = new Float64Array(graph.nodes);
    const totals = graph.sentences.map((sentence) => passes.posteriors(graph, sentence, weights, posteriors));
    if (round < BURST_FROM && !isAssumed)
      sentences = sentenceStates(totals.map((total, at) => (total - input.asIs[at]!) * input.shares[at]!));
    observe(input, observed, posteriors, sentences.spun, places);
    swaps = updateRates(nodes, places, isAssumed ? rates.slice() : rates);
    if (!isAssumed) settleRates(swaps, rates, dictionary.firstOrigin, round);
    const isSettling = round < BURST_FROM - 1 && !isSettled(before, rates);
    if (round >= BURST_FROM || isSettling) continue;
    // A clean document is done; in a spun one the document's own words weigh in from here on.
    if (!isAssumed && sentences.logOdds < LEAST_LOG_ODDS) break;
    round = BURST_FROM - 1;
  }
  return { rates, swaps, posteriors, weights, sentences, shares: input.shares };
}

/** Rates that moved less than this have settled. */
const LEAST_MOVE = 0.02;

function isSettled(before: Float64Array, rates: Float64Array): boolean {
  return rates.every((rate, family) => Math.abs(rate - before[family]!) < LEAST_MOVE);
}

/**
 * Silences families that explain only crumbs. What the gazetteer and the rules find is the work of the tools that the
 * tables and the thesaurus stand for, so their rate is the highest of those.
 */
function settleRates(swaps: Float64Array, rates: Float64Array, firstOrigin: number, round: number): void {
  const tables = firstOrigin + 1;
  const total = swaps.reduce((sum, count) => sum + count, 0);
  let most = SILENT;
  for (let family = 0; family < tables; family++) {
    const isCrumb = swaps[family]! < Math.max(LEAST_SWAPS, LEAST_SHARE * total);
    if (round >= SPARSE_FROM && isCrumb) rates[family] = SILENT;
    most = Math.max(most, rates[family]!);
  }
  rates.fill(most, tables);
}

/** What each place had going for it in the last round, for the next round's evidence; in the order of `WeighedNodes`. */
interface Places {
  /** Chance of each swap's pair among the original's synonyms. */
  readonly chances: Float64Array;
  /** Gain that each place gave its pair. */
  readonly gains: Float64Array;
  /** What each place added to the counts: its posterior, times that of its sentence being spun. */
  readonly weights: Float64Array;
  /** The same for words that stand unchanged. */
  readonly keptWeights: Float64Array;
}

function roomFor({ swaps, kept }: WeighedNodes): Places {
  return {
    chances: new Float64Array(swaps.count),
    gains: new Float64Array(swaps.count),
    weights: new Float64Array(swaps.count),
    keptWeights: new Float64Array(kept.count),
  };
}

function weighNodes(
  { nodes, surcharges }: DocumentInput,
  observed: Observed,
  rates: Float64Array,
  places: Places,
  into: Float64Array,
): void {
  const { swaps, kept } = nodes;
  into.set(surcharges);
  for (let at = 0; at < swaps.count; at++) {
    const chance = choiceChance(swaps, at, observed, places.gains[at]!);
    places.chances[at] = chance;
    into[swaps.nodes[at]!]! += Math.log(swapChance(swaps, at, rates, observed, places.weights[at]!) * chance);
  }
  for (let at = 0; at < kept.count; at++)
    into[kept.nodes[at]!]! += keepCost(kept, at, rates, observed, places.keptWeights[at]!);
}

/** Adds to each node what its word gains by standing elsewhere in the document too. */
function addBursts(input: DocumentInput, posteriors: Float64Array, into: Float64Array): void {
  const { graph, frequencies } = input;
  const words = graph.nodeWords.data;
  const counts = new Map<number, number>();
  for (let node = 0; node < graph.nodes; node++) {
    const word = words[node]!;
    if (posteriors[node]! > 0.05) counts.set(word, (counts.get(word) ?? 0) + posteriors[node]!);
  }
  for (let node = 0; node < graph.nodes; node++) {
    const word = words[node]!;
    if (word < CLASS_WORDS.length) continue;
    const own = posteriors[node]! > 0.05 ? posteriors[node]! : 0;
    // Most words stand nowhere else.
    const elsewhere = (counts.get(word) ?? 0) - own;
    if (elsewhere > 0) into[node]! += burstBonus(frequencies(word), elsewhere);
  }
}

/** Expected counts of what the document does with each original. */
function observe(
  { nodes, shares }: DocumentInput,
  observed: Observed,
  posteriors: Float64Array,
  spun: Float64Array,
  places: Places,
): void {
  const { swaps, kept } = nodes;
  observed.clear();
  for (let at = 0; at < swaps.count; at++) {
    const sentence = swaps.sentences[at]!;
    const weight = posteriors[swaps.nodes[at]!]! * spun[sentence]! * shares[sentence]!;
    places.weights[at] = weight;
    places.gains[at] = placeGain(weight, places.chances[at]!);
    observed.addSwap(swaps.keys[at]!, swaps.pairs[at]!, weight, places.gains[at]!);
  }
  for (let at = 0; at < kept.count; at++) {
    const sentence = kept.sentences[at]!;
    const weight = posteriors[kept.nodes[at]!]! * spun[sentence]! * shares[sentence]!;
    places.keptWeights[at] = weight;
    for (let i = kept.offsets[at]!; i < kept.offsets[at + 1]!; i++) observed.addLeft(kept.keys[i]!, weight);
  }
  observed.settle();
}

/** Sets each family's rate to swaps over opportunities, as `observe` has just counted them; returns the expected swaps. */
function updateRates({ swaps, kept }: WeighedNodes, places: Places, rates: Float64Array): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(rates.length);
  const idle = new Float64Array(rates.length).fill(RATE_PRIOR.untouched);
  const worked = new Float64Array(rates.length).fill(RATE_PRIOR.swapped);
  for (let at = 0; at < swaps.count; at++) counts[swaps.families[at]!]! += places.weights[at]!;
  for (let at = 0; at < kept.count; at++) {
    const weight = places.keptWeights[at]!;
    for (let i = kept.offsets[at]!; i < kept.offsets[at + 1]!; i++) {
      const family = kept.families[i]!;
      const rate = rates[family]!;
      // Left alone either because the tool leaves this phrase alone, or because it was not at work.
      const atWork = (rate * kept.keeps[i]!) / (1 - rate * (1 - kept.keeps[i]!));
      worked[family]! += weight * atWork;
      idle[family]! += weight * (1 - atWork);
    }
  }
  for (let family = 0; family < rates.length; family++) {
    worked[family]! += counts[family]!;
    rates[family] = worked[family]! / (worked[family]! + idle[family]!);
  }
  return counts;
}
