import { Floats, Ints } from "./growable.js";

/** One sentence's part of a document graph, as ranges of states, and its tokens. */
export interface SentenceRange {
  readonly firstState: number;
  readonly endState: number;
  readonly firstNode: number;
  readonly endNode: number;
  readonly startToken: number;
  readonly endToken: number;
}

/**
 * The lattices of a document, pruned and expanded for a trigram model: a state is a pair of neighbouring
 * nodes, named by its second node; a transition leads from (a, b) to (b, c) and carries P(c | a, b) of every part of the
 * model. Everything is in flat arrays, in topological order, so that a pass over a document is a loop.
 */
export class DocumentGraph {
  readonly nodeWords = new Ints();
  readonly nodeStarts = new Ints();
  readonly nodeEnds = new Ints();
  readonly nodeEntries = new Ints();
  readonly nodePlaces = new Ints();
  /** Second node of each state. */
  readonly stateNodes = new Ints();
  /** First transition into each state; one entry more than states. */
  readonly begins = new Ints();
  /** State that each transition comes from; -1 at the start of a sentence. */
  readonly froms = new Ints();
  /** Probability of each transition's word, one array a part of the model. */
  readonly probabilities: readonly Floats[];
  readonly sentences: SentenceRange[] = [];

  constructor(readonly parts: number) {
    this.probabilities = Array.from({ length: parts }, () => new Floats());
    this.begins.push(0);
  }

  get states(): number {
    return this.stateNodes.length;
  }

  get nodes(): number {
    return this.nodeWords.length;
  }
}
