import type { DocumentGraph } from "./document-graph.js";

/** The beginning of a sentence, where a node is asked for. */
export const BEGIN = -1;
/** A word that is not in the graph. */
export const ABSENT = -2;

/** What the language model said of three words in a row, where decoding has asked it. */
export class GraphLogs {
  /** First state that ends in each node; states that end in one node stand together. */
  private readonly firstStates: Int32Array;

  /** @param transitions ln P of the word of each transition. */
  constructor(
    private readonly graph: DocumentGraph,
    private readonly transitions: Float64Array,
  ) {
    const nodes = graph.stateNodes.data;
    this.firstStates = new Int32Array(graph.nodes).fill(-1);
    for (let state = graph.states - 1; state >= 0; state--) this.firstStates[nodes[state]!] = state;
  }

  /** ln P(c | a, b) of three nodes; NaN where decoding had no use for it. `a` does not count where `b` is the beginning. */
  log(a: number, b: number, c: number): number {
    if (b === ABSENT || c === ABSENT || (a === ABSENT && b !== BEGIN)) return Number.NaN;
    const state = this.state(b, c);
    if (state < 0) return Number.NaN;
    const begin = this.graph.begins.data[state]!;
    if (b === BEGIN) return this.transitions[begin]!;
    const from = this.state(a, b);
    // All states that end in a node lead on to the next, in their order.
    return from < 0 ? Number.NaN : this.transitions[begin + from - this.firstStates[b]!]!;
  }

  /** The state of two neighbouring nodes, or -1. */
  private state(a: number, b: number): number {
    const { stateNodes, begins, froms, states } = this.graph;
    const first = this.firstStates[b]!;
    if (first < 0) return -1;
    for (let state = first; state < states && stateNodes.data[state] === b; state++) {
      const from = froms.data[begins.data[state]!]!;
      if ((from < 0 ? BEGIN : stateNodes.data[from]) === a) return state;
    }
    return -1;
  }
}
