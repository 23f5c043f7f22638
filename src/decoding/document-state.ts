import type { CompiledDictionary, Key } from "../dictionary/compile.js";
import { isSwap, keepCost, noneObserved, type Observed, swapCost } from "./channel.js";
import { Passes, type Weights } from "./forward-backward.js";
import type { DocumentGraph } from "./graph.js";
import { Plain } from "./lattice.js";
import { mixTransitions } from "./mixture.js";
import { sentenceStates, type SentenceStates } from "./sentence-states.js";

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
}

export interface DocumentInput {
  readonly graph: DocumentGraph;
  readonly dictionary: CompiledDictionary;
  /** Original phrases that stand unchanged, by their last token; see `opportunities.ts`. */
  readonly untouched: readonly (readonly Key[] | null)[];
  /** ln P of each sentence as it stands, without any channel. */
  readonly asIs: Float64Array;
  /** Weights of the parts of the background model. */
  readonly mixture: Float64Array;
}

/** Passes of EM; the rates and the choices settle in three to four. */
const ROUNDS = 4;
/** Every family starts as if it had swapped half of what it could. */
export const FIRST_RATE = 0.5;
/** A rate never reaches 0 or 1: pseudo-counts of a swapped and of an untouched original. */
const RATE_PRIOR = { swapped: 0.1, untouched: 0.9 } as const;

/**
 * Expectation-maximisation over a document (A. P. Dempster et al., 1977): decode with soft counts, count swaps
 * against opportunities, set the families' rates and the document's own choices, again.
 */
export function inferState(input: DocumentInput): DocumentState {
  const { graph, dictionary } = input;
  const rates = new Float64Array(dictionary.families.length).fill(FIRST_RATE);
  const weights = { transitions: new Float64Array(graph.froms.length), nodes: new Float64Array(graph.nodes) };
  mixTransitions(graph, input.mixture, weights.transitions);
  let observed = noneObserved(dictionary);
  let posteriors = new Float64Array(graph.nodes);
  const passes = new Passes();
  let sentences: SentenceStates = { logOdds: 0, spun: new Float64Array(graph.sentences.length).fill(1) };
  let swaps = new Float64Array(rates.length);
  for (let round = 0; round < ROUNDS; round++) {
    weighNodes(input, rates, observed, posteriors, weights.nodes);
    posteriors = new Float64Array(graph.nodes);
    const totals = graph.sentences.map((sentence) => passes.posteriors(graph, sentence, weights, posteriors));
    sentences = sentenceStates(totals.map((total, at) => total - input.asIs[at]!));
    observed = observe(input, posteriors, sentences.spun);
    swaps = updateRates(input, posteriors, sentences.spun, rates);
  }
  return { rates, swaps, posteriors, weights, sentences };
}

function weighNodes(
  input: DocumentInput,
  rates: Float64Array,
  observed: Observed,
  posteriors: Float64Array,
  into: Float64Array,
): void {
  const { graph, dictionary, untouched } = input;
  for (let node = 0; node < graph.nodes; node++) {
    const entry = graph.nodeEntries.data[node]!;
    if (isSwap(entry)) {
      into[node] =
        graph.nodePlaces.data[node] === 0 ? swapCost(dictionary.entries[entry]!, rates, observed, posteriors[node]!) : 0;
    } else if (entry === Plain.Identity) {
      const keys = untouched[graph.nodeStarts.data[node]!];
      into[node] = keys ? keepCost(keys, rates, observed, posteriors[node]!) : 0;
    } else into[node] = 0;
  }
}

/** Expected counts of what the document does with each original. */
function observe(input: DocumentInput, posteriors: Float64Array, spun: Float64Array): Observed {
  const { graph, dictionary, untouched } = input;
  const observed = noneObserved(dictionary);
  graph.sentences.forEach((sentence, at) => {
    for (let node = sentence.firstNode; node < sentence.endNode; node++) {
      const weight = posteriors[node]! * spun[at]!;
      const entry = graph.nodeEntries.data[node]!;
      if (isSwap(entry) && graph.nodePlaces.data[node] === 0) {
        observed.applied[dictionary.entries[entry]!.key]! += weight;
        observed.pairs[entry]! += weight;
      } else if (entry === Plain.Identity) {
        for (const key of untouched[graph.nodeStarts.data[node]!] ?? []) observed.left[key.key]! += weight;
      }
    }
  });
  return observed;
}

/** Sets each family's rate to swaps over opportunities; returns the expected swaps. */
function updateRates(
  input: DocumentInput,
  posteriors: Float64Array,
  spun: Float64Array,
  rates: Float64Array,
): Float64Array<ArrayBuffer> {
  const { graph, dictionary, untouched } = input;
  const swaps = new Float64Array(rates.length);
  const worked = new Float64Array(rates.length).fill(RATE_PRIOR.swapped);
  const idle = new Float64Array(rates.length).fill(RATE_PRIOR.untouched);
  graph.sentences.forEach((sentence, at) => {
    for (let node = sentence.firstNode; node < sentence.endNode; node++) {
      const weight = posteriors[node]! * spun[at]!;
      const entry = graph.nodeEntries.data[node]!;
      if (isSwap(entry) && graph.nodePlaces.data[node] === 0) {
        const family = dictionary.entries[entry]!.family;
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
  for (let family = 0; family < rates.length; family++) rates[family] = worked[family]! / (worked[family]! + idle[family]!);
  return swaps;
}
