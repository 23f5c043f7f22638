import type { AsIsReading, Background } from "../language/background.js";
import type { MixturePart } from "../language/ngram-model.js";
import { DocumentGraph } from "./document-graph.js";
import { Floats, Ints } from "./growable.js";
import { isSwap, type Lattice, Plain } from "./lattice.js";

/** Arcs whose best path is this many nats worse than the best path of all are dropped. */
const BEAM = 9;

/**
 * Adds a sentence: a max-product pass with bigrams finds what can matter, the rest is expanded to
 * trigrams (coarse to fine, as E. Charniak et al., "Multilevel Coarse-to-Fine PCFG Parsing", 2006).
 */
export class GraphBuilder {
  readonly graph: DocumentGraph;
  private arcFrom = new Ints();
  private arcTo = new Ints();
  private arcLog = new Floats();
  private readonly arcSeconds: Floats[];
  /** Where each part found an arc's bigram. */
  private readonly arcPlaces: Ints[];
  /** Row of each arc in the reading of the text as it stands, or -1 when it leads from or to a swap. */
  private readonly arcRows = new Ints();
  /** The same for the arc of each state of the sentence at hand. */
  private readonly stateRows = new Ints();
  /** First row of the sentence at hand, or -1. */
  private firstRow = -1;
  /** Trigram context of each state of the sentence at hand, by part. */
  private readonly contexts: Ints[];
  private room = new Room(256);

  constructor(
    private readonly background: Background<MixturePart>,
    /** Weight of each part in the coarse pass. */
    private readonly weights: Float64Array,
    /** What has been read of the text as it stands, if anything has. */
    private readonly asIs: AsIsReading | null = null,
  ) {
    const parts = background.models.length;
    this.graph = new DocumentGraph(parts);
    this.arcSeconds = Array.from({ length: parts }, () => new Floats());
    this.arcPlaces = Array.from({ length: parts }, () => new Ints());
    this.contexts = Array.from({ length: parts }, () => new Ints());
  }

  /** `costs` holds ln of the channel's share of each node of the lattice; `range` is the sentence's number. */
  add(lattice: Lattice, costs: Float64Array, range = 0): void {
    this.firstRow = this.asIs === null ? -1 : this.asIs.begins[range]!;
    this.connect(lattice);
    const alive = this.prune(lattice, costs);
    this.expand(lattice, alive);
  }

  private connect(lattice: Lattice): void {
    this.arcFrom.length = this.arcTo.length = this.arcLog.length = this.arcRows.length = 0;
    for (const column of this.arcSeconds) column.length = 0;
    for (const column of this.arcPlaces) column.length = 0;
    const { count, starts, ends, befores, lasts } = lattice;
    const start = starts[0]!;
    if (count > this.room.size) this.room = new Room(count * 2);
    /** Last words by the token that their edge ends before, as linked lists. */
    const { heads, nexts } = this.room;
    heads.fill(-1, 0, starts[count - 1]! - start + 1);
    for (let to = 0; to < count; to++) {
      if (befores[to]! >= 0) this.addArc(lattice, befores[to]!, to);
      else if (to > 0) {
        for (let from = heads[starts[to]! - start]!; from >= 0; from = nexts[from]!) {
          this.addArc(lattice, from, to);
        }
      }
      if (lasts[to] === 0) continue;
      const bucket = ends[to]! - start;
      nexts[to] = heads[bucket]!;
      heads[bucket] = to;
    }
  }

  private addArc(lattice: Lattice, from: number, to: number): void {
    const { weights, asIs } = this;
    const row = this.rowOf(lattice, from, to);
    let mixed = 0;
    for (let k = 0; k < weights.length; k++) {
      const model = this.background.models[k]!;
      const p = row < 0 ? model.bigram(lattice.words[from]!, lattice.words[to]!) : asIs!.parts[k]!.bigrams[row]!;
      this.arcSeconds[k]!.push(p);
      this.arcPlaces[k]!.push(row < 0 ? model.place : asIs!.parts[k]!.places[row]!);
      mixed += weights[k]! * p;
    }
    this.arcRows.push(row);
    this.arcFrom.push(from);
    this.arcTo.push(to);
    this.arcLog.push(Math.log(mixed));
  }

  /** Row of an arc in the reading of the text as it stands, if it is part of that. */
  private rowOf({ entries, starts }: Lattice, from: number, to: number): number {
    if (this.firstRow < 0 || isSwap(entries[from]!) || isSwap(entries[to]!)) return -1;
    return this.firstRow + starts[to]! - starts[0]!;
  }

  /** Marks the arcs that lie on a path within the beam. */
  private prune(lattice: Lattice, costs: Float64Array): Uint8Array {
    const { count } = lattice;
    const { forward, backward } = this.room;
    forward.fill(Number.NEGATIVE_INFINITY, 0, count);
    backward.fill(Number.NEGATIVE_INFINITY, 0, count);
    const arcs = this.arcFrom.length;
    const from = this.arcFrom.data;
    const to = this.arcTo.data;
    const log = this.arcLog.data;
    forward[0] = 0;
    backward[count - 1] = 0;
    for (let arc = 0; arc < arcs; arc++) {
      const score = forward[from[arc]!]! + log[arc]! + costs[to[arc]!]!;
      if (score > forward[to[arc]!]!) forward[to[arc]!] = score;
    }
    // Arcs are sorted by their end, and nodes topologically: backwards, an arc's end is always done.
    for (let arc = arcs - 1; arc >= 0; arc--) {
      const score = backward[to[arc]!]! + log[arc]! + costs[to[arc]!]!;
      if (score > backward[from[arc]!]!) backward[from[arc]!] = score;
    }
    const least = forward[count - 1]! - BEAM;
    const alive = new Uint8Array(arcs);
    for (let arc = 0; arc < arcs; arc++) {
      const through = forward[from[arc]!]! + log[arc]! + costs[to[arc]!]! + backward[to[arc]!]!;
      alive[arc] = through >= least ? 1 : 0;
    }
    return alive;
  }

  private expand(lattice: Lattice, alive: Uint8Array): void {
    const { graph } = this;
    const firstNode = graph.nodes;
    const firstState = graph.states;
    /** The node of the graph, and the states that end in it, by node of the lattice: a range, since arcs come sorted by their end. */
    const { nodeOf, stateBegin, stateEnd } = this.room;
    nodeOf.fill(-1, 0, lattice.count);
    stateBegin.fill(0, 0, lattice.count);
    stateEnd.fill(0, 0, lattice.count);
    for (const column of this.contexts) column.length = 0;
    this.stateRows.length = 0;
    for (let arc = 0; arc < alive.length; arc++) {
      if (alive[arc] === 0) continue;
      const from = this.arcFrom.data[arc]!;
      const to = this.arcTo.data[arc]!;
      if (nodeOf[to] === -1) {
        nodeOf[to] = this.addNode(lattice, to);
        stateBegin[to] = graph.states;
      }
      const state = graph.stateNodes.push(nodeOf[to]!);
      stateEnd[to] = state + 1;
      this.stateRows.push(this.arcRows.data[arc]!);
      this.openContexts(arc);
      if (lattice.entries[from] === Plain.Begin) this.addFirst(arc);
      else this.addTransitions(arc, lattice.words[to]!, stateBegin[from]!, stateEnd[from]!, firstState);
      graph.begins.push(graph.froms.length);
    }
    const last = lattice.count - 1;
    graph.sentences.push({
      firstState,
      endState: graph.states,
      firstNode,
      endNode: graph.nodes,
      startToken: lattice.starts[0]!,
      endToken: lattice.starts[last]!,
    });
  }

  /** What the words of an arc, the next state's, let each part of the model look up. */
  private openContexts(arc: number): void {
    const { models } = this.background;
    for (let k = 0; k < models.length; k++) {
      this.contexts[k]!.push(models[k]!.contextAt(this.arcPlaces[k]!.data[arc]!));
    }
  }

  private addNode(lattice: Lattice, node: number): number {
    const { graph } = this;
    graph.nodeStarts.push(lattice.starts[node]!);
    graph.nodeEnds.push(lattice.ends[node]!);
    graph.nodeEntries.push(lattice.entries[node]!);
    graph.nodePlaces.push(lattice.places[node]!);
    return graph.nodeWords.push(lattice.words[node]!);
  }

  /** The transition from the beginning of a sentence. */
  private addFirst(arc: number): void {
    this.graph.froms.push(-1);
    this.graph.probabilities.forEach((column, k) => {
      column.push(this.arcSeconds[k]!.data[arc]!);
    });
  }

  /** Transitions by an arc from the states [begin, end), which end where it begins, with the word that it leads to. */
  private addTransitions(arc: number, word: number, begin: number, end: number, firstState: number): void {
    const { graph } = this;
    const { models } = this.background;
    const row = this.arcRows.data[arc]!;
    const rows = this.stateRows.data;
    for (let state = begin; state < end; state++) graph.froms.push(state);
    for (let k = 0; k < models.length; k++) {
      const model = models[k]!;
      const column = graph.probabilities[k]!;
      const second = this.arcSeconds[k]!.data[arc]!;
      const contexts = this.contexts[k]!.data;
      for (let state = begin; state < end; state++) {
        const isRead = row >= 0 && rows[state - firstState]! >= 0;
        column.push(
          isRead ? this.asIs!.parts[k]!.trigrams[row]! : model.trigram(contexts[state - firstState]!, word, second),
        );
      }
    }
  }
}

/** Room for what is worked out of one sentence's nodes; the next sentence's takes its place. */
class Room {
  readonly heads: Int32Array;
  readonly nexts: Int32Array;
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly nodeOf: Int32Array;
  readonly stateBegin: Int32Array;
  readonly stateEnd: Int32Array;

  constructor(readonly size: number) {
    this.heads = new Int32Array(size);
    this.nexts = new Int32Array(size);
    this.forward = new Float64Array(size);
    this.backward = new Float64Array(size);
    this.nodeOf = new Int32Array(size);
    this.stateBegin = new Int32Array(size);
    this.stateEnd = new Int32Array(size);
  }
}
