import type { Key } from "../dictionary/compile.js";
import { type DocumentDictionary, entryAt } from "../dictionary/document-dictionary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { burstBonus, choiceChance, isSwap, keepCost, type Observed, placeGain, SILENT, swapChance } from "./channel.js";
import { Passes, type Weights } from "./forward-backward.js";
import type { DocumentGraph } from "./graph.js";
import { Plain } from "./lattice.js";
import { mixTransitions } from "./mixture.js";
import { LEAST_LOG_ODDS, type SentenceStates, sentenceStates } from "./sentence-states.js";

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
  /** Room for what the rounds observe. */
  readonly observed: Observed;
  /** Original phrases that stand unchanged, by their last token; see `opportunities.ts`. */
  readonly untouched: readonly (readonly Key[] | null)[];
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
  const { graph, dictionary } = input;
  const isAssumed = input.assumedRate !== undefined;
  const rates = new Float64Array(dictionary.families.length).fill(input.assumedRate ?? FIRST_RATE);
  const weights = { transitions: new Float64Array(graph.froms.length), nodes: new Float64Array(graph.nodes) };
  mixTransitions(graph, input.mixture, weights.transitions);
  const { observed } = input;
  observed.clear();
  let posteriors = new Float64Array(graph.nodes);
  const passes = new Passes();
  const places: Places = {
    chances: new Float64Array(graph.nodes),
    gains: new Float64Array(graph.nodes),
    weights: new Float64Array(graph.nodes),
  };
  let sentences: SentenceStates = { logOdds: 0, spun: new Float64Array(graph.sentences.length).fill(1) };
  let swaps = new Float64Array(rates.length);
  for (let round = 0; round < ROUNDS; round++) {
    const before = rates.slice();
    weighNodes(input, rates, places, weights.nodes);
    if (round >= BURST_FROM) addBursts(input, posteriors, weights.nodes);
    posteriors = new Float64Array(graph.nodes);
    const totals = graph.sentences.map((sentence) => passes.posteriors(graph, sentence, weights, posteriors));
    if (round < BURST_FROM && !isAssumed)
      sentences = sentenceStates(totals.map((total, at) => (total - input.asIs[at]!) * input.shares[at]!));
    observe(input, posteriors, sentences.spun, places);
    swaps = updateRates(input, posteriors, sentences.spun, isAssumed ? rates.slice() : rates);
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

/** What each place had going for it in the last round, for the next round's evidence. */
interface Places {
  /** Chance of the pair among the original's synonyms, by node. */
  readonly chances: Float64Array;
  /** Gain that each place gave its pair, by node. */
  readonly gains: Float64Array;
  /** What each place added to the counts: its posterior, times that of its sentence being spun. */
  readonly weights: Float64Array;
}

function weighNodes(input: DocumentInput, rates: Float64Array, places: Places, into: Float64Array): void {
  const { graph, dictionary, untouched, observed } = input;
  for (let node = 0; node < graph.nodes; node++) {
    const index = graph.nodeEntries.data[node]!;
    into[node] = 0;
    if (isSwap(index)) {
      if (graph.nodePlaces.data[node] !== 0) continue;
      const entry = entryAt(dictionary, index);
      const chance = choiceChance(entry, observed, places.gains[node]!);
      places.chances[node] = chance;
      into[node] =
        Math.log(swapChance(entry, rates, observed, places.weights[node]!) * chance) + input.surcharges[node]!;
    } else if (index === Plain.Identity) {
      const keys = untouched[graph.nodeStarts.data[node]!];
      into[node] = input.surcharges[node]! + (keys ? keepCost(keys, rates, observed, places.weights[node]!) : 0);
    }
  }
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
    into[node]! += burstBonus(frequencies(word), (counts.get(word) ?? 0) - own);
  }
}

/** Expected counts of what the document does with each original. */
function observe(input: DocumentInput, posteriors: Float64Array, spun: Float64Array, places: Places): void {
  const { graph, dictionary, untouched, observed, shares } = input;
  observed.clear();
  graph.sentences.forEach((sentence, at) => {
    for (let node = sentence.firstNode; node < sentence.endNode; node++) {
      const weight = posteriors[node]! * spun[at]! * shares[at]!;
      places.weights[node] = weight;
      const entry = graph.nodeEntries.data[node]!;
      if (isSwap(entry) && graph.nodePlaces.data[node] === 0) {
        places.gains[node] = placeGain(weight, places.chances[node]!);
        observed.addSwap(entryAt(dictionary, entry), weight, places.gains[node]!);
      } else if (entry === Plain.Identity) {
        for (const key of untouched[graph.nodeStarts.data[node]!] ?? []) observed.addLeft(key.key, weight);
      }
    }
  });
  observed.settle();
}

/** Sets each family's rate to swaps over opportunities; returns the expected swaps. */
function updateRates(
  input: DocumentInput,
  posteriors: Float64Array,
  spun: Float64Array,
  rates: Float64Array,
): Float64Array<ArrayBuffer> {
  const { graph, dictionary, untouched, shares } = input;
  const swaps = new Float64Array(rates.length);
  const worked = new Float64Array(rates.length).fill(RATE_PRIOR.swapped);
  const idle = new Float64Array(rates.length).fill(RATE_PRIOR.untouched);
  graph.sentences.forEach((sentence, at) => {
    for (let node = sentence.firstNode; node < sentence.endNode; node++) {
      const weight = posteriors[node]! * spun[at]! * shares[at]!;
      const entry = graph.nodeEntries.data[node]!;
      if (isSwap(entry) && graph.nodePlaces.data[node] === 0) {
        const family = entryAt(dictionary, entry).family;
        swaps[family]! += weight;
        worked[family]! += weight;
      } else if (entry === Plain.Identity) {
        for (const key of untouched[graph.nodeStarts.data[node]!] ?? []) {
          const rate = rates[key.family]!;
          // Left alone either because the tool leaves this phrase alone, or because it was not at work.
          const atWork = (rate * key.keep) / (1 - rate * (1 - key.keep));
          worked[key.family]! += weight * atWork;
          idle[key.family]! += weight * (1 - atWork);
        }
      }
    }
  });
  for (let family = 0; family < rates.length; family++)
    rates[family] = worked[family]! / (worked[family]! + idle[family]!);
  return swaps;
}
