import { entryAt } from "../dictionary/document-dictionary.js";
import { emission } from "../language/word-ids.js";
import { WordClass } from "../language/word-key.js";
import type { Tokens } from "../tokens/tokenize.js";
import type { Decoded, DecodedEdge } from "./decode.js";
import { ABSENT, BEGIN, GraphLogs } from "./graph-logs.js";
import { Plain } from "./lattice.js";

/** Words of a sentence beside a place that a trigram can reach. */
const REACH = 2;

/** Some words in a row: what the model reads, and their nodes in the graph. */
class Words {
  readonly ids: number[] = [];
  readonly nodes: number[] = [];

  get length(): number {
    return this.ids.length;
  }

  clear(): void {
    this.ids.length = this.nodes.length = 0;
  }

  push(id: number, node: number): void {
    this.ids.push(id);
    this.nodes.push(node);
  }

  add({ ids, nodes }: Words): void {
    for (let at = 0; at < ids.length; at++) this.push(ids[at]!, nodes[at]!);
  }
}

/**
 * What the language model says for a swap: ln P(sentence with the original) - ln P(sentence as it stands there), in nats, every
 * other place as on the best path. A trigram model reaches two words beyond a place, so only those are read again; and most
 * of that has been read in decoding: to look words up in the model is what costs time.
 */
export class LanguageGain {
  private readonly logs: GraphLogs;
  /** Nodes of the best path, in order. */
  private readonly path: number[] = [];
  /** Index + 1 in `path` of the first word of what begins at a token, and of the last word of what ends before it. */
  private readonly begins: Int32Array;
  private readonly ends: Int32Array;
  /** Node of each token as it stands. */
  private readonly kept: Int32Array;
  /** Node of the end of a sentence, by the token behind it. */
  private readonly closes: Int32Array;
  /** The words before a place, the nearest first; those behind it; and what is read there. */
  private readonly left = new Words();
  private readonly right = new Words();
  private readonly row = new Words();

  constructor(
    private readonly decoded: Decoded,
    private readonly tokens: Tokens,
  ) {
    const { graph, state } = decoded;
    this.logs = new GraphLogs(graph, state.weights.transitions);
    this.begins = new Int32Array(tokens.count + 1);
    this.ends = new Int32Array(tokens.count + 1);
    this.kept = new Int32Array(tokens.count).fill(ABSENT);
    this.closes = new Int32Array(tokens.count + 1).fill(ABSENT);
    for (let node = 0; node < graph.nodes; node++) this.place(node);
  }

  private place(node: number): void {
    const { nodeStarts, nodeEnds, nodeEntries, nodePlaces } = this.decoded.graph;
    const [start, entry] = [nodeStarts.data[node]!, nodeEntries.data[node]!];
    if (entry === Plain.End) this.closes[start] = node;
    if (entry === Plain.Identity) this.kept[start] = node;
    if (entry === Plain.End || this.decoded.onPath[node] === 0) return;
    const length = this.path.push(node);
    if (nodePlaces.data[node] === 0) this.begins[start] = length;
    this.ends[nodeEnds.data[node]!] = length;
  }

  /** Words that the model knows by their class alone count as one word of it each, on both sides. */
  of(edge: DecodedEdge): number {
    const { decoded, tokens, kept, row } = this;
    const original = entryAt(decoded.dictionary, edge.entry);
    this.lookLeft(edge.startToken);
    this.lookRight(edge.endToken);
    const first = this.begins[edge.startToken]! - 1;
    const isBest = first >= 0 && decoded.graph.nodeEntries.data[this.path[first]!] === edge.entry;
    this.open();
    for (let at = 0; at < original.words.length; at++) {
      row.push(original.words[at]!, isBest ? this.path[first + at]! : ABSENT);
    }
    const now = this.close() + original.emission;
    this.open();
    let stood = 0;
    for (let token = edge.startToken; token < edge.endToken; token++) {
      row.push(decoded.words[token]!, kept[token]!);
      stood += emission(decoded.words[token]!, tokens.ends[token]! - tokens.starts[token]!);
    }
    return now - this.close() - stood;
  }

  /** Finds the words before a token, as decoded. */
  private lookLeft(end: number): void {
    const { left, path, decoded } = this;
    const { nodeStarts, nodeWords } = decoded.graph;
    left.clear();
    for (let token = end; left.length < REACH; ) {
      if (token === 0 || this.closes[token] !== ABSENT) {
        left.push(WordClass.Begin, BEGIN);
        return;
      }
      const last = this.ends[token]! - 1;
      if (last < 0) {
        token--;
        left.push(decoded.words[token]!, this.kept[token]!);
        continue;
      }
      token = nodeStarts.data[path[last]!]!;
      const first = this.begins[token]! - 1;
      for (let at = last; at >= first && left.length < REACH; at--) left.push(nodeWords.data[path[at]!]!, path[at]!);
    }
  }

  /** Finds the words from a token on, as decoded. */
  private lookRight(start: number): void {
    const { right, path, decoded } = this;
    const { nodeEnds, nodeWords } = decoded.graph;
    right.clear();
    for (let token = start; right.length < REACH; ) {
      if (token === this.tokens.count || this.closes[token] !== ABSENT) {
        right.push(WordClass.End, this.closes[token]!);
        return;
      }
      const first = this.begins[token]! - 1;
      if (first < 0) {
        right.push(decoded.words[token]!, this.kept[token]!);
        token++;
        continue;
      }
      token = nodeEnds.data[path[first]!]!;
      const last = this.ends[token]! - 1;
      for (let at = first; at <= last && right.length < REACH; at++) right.push(nodeWords.data[path[at]!]!, path[at]!);
    }
  }

  /** Begins a row with the words to the left. */
  private open(): void {
    const { row, left } = this;
    row.clear();
    for (let at = left.length - 1; at >= 0; at--) row.push(left.ids[at]!, left.nodes[at]!);
  }

  /** Ends the row with the words to the right: ln P(all but the words to the left | those). */
  private close(): number {
    const { row, left, right, logs } = this;
    row.add(right);
    const { nodes } = row;
    let log = 0;
    for (let at = left.length; at < row.length; at++) {
      const read = logs.log(at > 1 ? nodes[at - 2]! : ABSENT, nodes[at - 1]!, nodes[at]!);
      log += Number.isNaN(read) ? this.lookedUp(at) : read;
    }
    return log;
  }

  /** ln P(a word of the row | the two before), asked of the model. */
  private lookedUp(at: number): number {
    const { background, mixture } = this.decoded;
    const { ids, nodes } = this.row;
    let p = 0;
    for (let k = 0; k < mixture.length; k++) {
      const model = background.models[k]!;
      let context = -1;
      if (nodes[at - 1] !== BEGIN) {
        model.bigram(ids[at - 2]!, ids[at - 1]!);
        context = model.contextAt(model.place);
      }
      p += mixture[k]! * model.trigram(context, ids[at]!, model.bigram(ids[at - 1]!, ids[at]!));
    }
    return Math.log(p);
  }
}
