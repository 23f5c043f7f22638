import type { DocumentGraph, SentenceRange } from "./document-graph.js";

/** Log weights of a graph: of every transition (language model) and of every node (channel). */
export interface Weights {
  readonly transitions: Float64Array;
  readonly nodes: Float64Array;
}

/** Room for one pass over the longest sentence; reused. */
export class Passes {
  private forward = new Float64Array(1024);
  private backward = new Float64Array(1024);
  private back = new Int32Array(1024);

  /**
   * Forward-backward (L. R. Rabiner, "A Tutorial on Hidden Markov Models", 1989) over one sentence, in logs. Writes the posterior of
   * each of its nodes into `posteriors` and returns ln of the sum over all paths.
   */
  posteriors(graph: DocumentGraph, sentence: SentenceRange, weights: Weights, posteriors: Float64Array): number {
    const { firstState, endState } = sentence;
    this.reserve(endState - firstState);
    const { forward, backward } = this;
    const begins = graph.begins.data;
    const froms = graph.froms.data;
    const nodes = graph.stateNodes.data;
    const { transitions } = weights;
    for (let state = firstState; state < endState; state++) {
      let most = Number.NEGATIVE_INFINITY;
      const end = begins[state + 1]!;
      for (let t = begins[state]!; t < end; t++) {
        const score = (froms[t]! < 0 ? 0 : forward[froms[t]! - firstState]!) + transitions[t]!;
        if (score > most) most = score;
      }
      let log = 0;
      // With one way to come there is nothing to add up; with none, e^(-∞ - -∞) is no number.
      if (end - begins[state]! > 1 && most > Number.NEGATIVE_INFINITY) {
        let sum = 0;
        for (let t = begins[state]!; t < end; t++) {
          sum += Math.exp((froms[t]! < 0 ? 0 : forward[froms[t]! - firstState]!) + transitions[t]! - most);
        }
        log = Math.log(sum);
      }
      forward[state - firstState] = most + log + weights.nodes[nodes[state]!]!;
      backward[state - firstState] = Number.NEGATIVE_INFINITY;
    }
    const total = this.total(graph, sentence);
    for (let state = endState - 1; state >= firstState; state--) {
      const here = backward[state - firstState]!;
      if (here === Number.NEGATIVE_INFINITY) continue;
      const node = nodes[state]!;
      const through = forward[state - firstState]! + here - total;
      posteriors[node]! += Math.exp(through);
      const back = here + weights.nodes[node]!;
      for (let t = begins[state]!; t < begins[state + 1]!; t++) {
        if (froms[t]! < 0) continue;
        const from = froms[t]! - firstState;
        backward[from] = addLogs(backward[from]!, back + transitions[t]!);
      }
    }
    return total;
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

  /** Sums over the states that end the sentence, and starts the backward pass there. */
  private total(graph: DocumentGraph, sentence: SentenceRange): number {
    const { firstState, endState, endNode } = sentence;
    const nodes = graph.stateNodes.data;
    let total = Number.NEGATIVE_INFINITY;
    for (let state = endState - 1; state >= firstState && nodes[state] === endNode - 1; state--) {
      total = addLogs(total, this.forward[state - firstState]!);
      this.backward[state - firstState] = 0;
    }
    return total;
  }

  private reserve(states: number): void {
    if (states <= this.forward.length) return;
    const size = states * 2;
    this.forward = new Float64Array(size);
    this.backward = new Float64Array(size);
    this.back = new Int32Array(size);
  }
}

/** ln(e^a + e^b) without overflow. */
export function addLogs(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b;
  if (b === Number.NEGATIVE_INFINITY) return a;
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}
