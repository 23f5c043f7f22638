import type { DocumentGraph, SentenceRange } from "./document-graph.js";

/** Log weights of a graph: of every transition (language model) and of every node (channel). */
export interface Weights {
  readonly transitions: Float64Array;
  readonly nodes: Float64Array;
}

/** Room for one pass over the longest sentence; reused. */
export class Passes {
  private forward = new Float64Array(1024);
  private posterior = new Float64Array(1024);
  private back = new Int32Array(1024);
  /** Share of each transition of the sentence in what arrives where it leads to. */
  private shares = new Float64Array(2048);

  /**
   * Forward-backward (L. R. Rabiner, "A Tutorial on Hidden Markov Models", 1989) over one sentence, in logs on the way there; on the way
   * back each state's posterior is handed out to the states that it comes from, by their shares in it. Adds the posterior of each node
   * to `posteriors` and returns ln of the sum over all paths.
   */
  posteriors(graph: DocumentGraph, sentence: SentenceRange, weights: Weights, posteriors: Float64Array): number {
    const { firstState, endState } = sentence;
    this.reserve(endState - firstState);
    this.reserveShares(graph.begins.data[endState]! - graph.begins.data[firstState]!);
    this.goForward(graph, sentence, weights);
    const total = this.total(graph, sentence);
    const { posterior, shares } = this;
    const begins = graph.begins.data;
    const froms = graph.froms.data;
    const nodes = graph.stateNodes.data;
    const first = begins[firstState]!;
    for (let state = endState - 1; state >= firstState; state--) {
      const here = posterior[state - firstState]!;
      if (here === 0) continue;
      posteriors[nodes[state]!]! += here;
      const end = begins[state + 1]!;
      for (let t = begins[state]!; t < end; t++) {
        const from = froms[t]!;
        if (from >= 0) posterior[from - firstState]! += here * shares[t - first]!;
      }
    }
    return total;
  }

  private goForward(graph: DocumentGraph, { firstState, endState }: SentenceRange, weights: Weights): void {
    const { forward, posterior, shares } = this;
    const begins = graph.begins.data;
    const froms = graph.froms.data;
    const nodes = graph.stateNodes.data;
    const { transitions } = weights;
    const first = begins[firstState]!;
    let begin = first;
    for (let state = firstState; state < endState; state++) {
      const end = begins[state + 1]!;
      let most = Number.NEGATIVE_INFINITY;
      for (let t = begin; t < end; t++) {
        const from = froms[t]!;
        const score = (from < 0 ? 0 : forward[from - firstState]!) + transitions[t]!;
        shares[t - first] = score;
        if (score > most) most = score;
      }
      let log = 0;
      // With one way to come there is nothing to add up; with none, e^(-∞ - -∞) is no number.
      if (end - begin === 1) shares[begin - first] = 1;
      else if (most > Number.NEGATIVE_INFINITY) {
        let sum = 0;
        for (let t = begin; t < end; t++) {
          const part = Math.exp(shares[t - first]! - most);
          shares[t - first] = part;
          sum += part;
        }
        for (let t = begin; t < end; t++) shares[t - first]! /= sum;
        log = Math.log(sum);
      }
      forward[state - firstState] = most + log + weights.nodes[nodes[state]!]!;
      posterior[state - firstState] = 0;
      begin = end;
    }
  }

  /** Marks the nodes of the best path (A. J. Viterbi, 1967) in `onPath`; returns its log weight. */
  viterbi(graph: DocumentGraph, sentence: SentenceRange, weights: Weights, onPath: Uint8Array): number {
    const { firstState, endState } = sentence;
    this.reserve(endState - firstState);
    const { forward, back } = this;
    const begins = graph.begins.data;
    const froms = graph.froms.data;
    const nodes = graph.stateNodes.data;
    for (let state = firstState; state < endState; state++) {
      let most = Number.NEGATIVE_INFINITY;
      let best = -1;
      for (let t = begins[state]!; t < begins[state + 1]!; t++) {
        const score = (froms[t]! < 0 ? 0 : forward[froms[t]! - firstState]!) + weights.transitions[t]!;
        if (score > most) {
          most = score;
          best = froms[t]!;
        }
      }
      forward[state - firstState] = most + weights.nodes[nodes[state]!]!;
      back[state - firstState] = best;
    }
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let state = endState - 1; state >= firstState && nodes[state] === sentence.endNode - 1; state--) {
      if (forward[state - firstState]! > most) {
        most = forward[state - firstState]!;
        best = state;
      }
    }
    for (let state = best; state >= 0; state = back[state - firstState]!) onPath[nodes[state]!] = 1;
    return most;
  }

  /** Sums over the states that end the sentence, and starts the way back there. */
  private total(graph: DocumentGraph, { firstState, endState, endNode }: SentenceRange): number {
    const { forward, posterior } = this;
    const nodes = graph.stateNodes.data;
    let total = Number.NEGATIVE_INFINITY;
    let first = endState;
    while (first > firstState && nodes[first - 1] === endNode - 1)
      total = addLogs(total, forward[--first - firstState]!);
    for (let state = first; state < endState; state++)
      posterior[state - firstState] = Math.exp(forward[state - firstState]! - total);
    return total;
  }

  private reserveShares(transitions: number): void {
    if (transitions > this.shares.length) this.shares = new Float64Array(transitions * 2);
  }

  private reserve(states: number): void {
    if (states <= this.forward.length) return;
    const size = states * 2;
    this.forward = new Float64Array(size);
    this.posterior = new Float64Array(size);
    this.back = new Int32Array(size);
  }
}

/** ln(e^a + e^b) without overflow. */
export function addLogs(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b;
  if (b === Number.NEGATIVE_INFINITY) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
