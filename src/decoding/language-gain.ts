import { entryAt } from "../dictionary/document-dictionary.js";
import { emission } from "../language/word-ids.js";
import { WordClass } from "../language/word-key.js";
import type { Tokens } from "../tokens/tokenize.js";
import type { Decoded, DecodedEdge } from "./decode.js";
import type { SentenceRange } from "./document-graph.js";
import { ABSENT, BEGIN, GraphLogs } from "./graph-logs.js";
import { Plain } from "./lattice.js";

/** No token, nor beside one. */
const NO_TOKEN = -9;
/** Words of a sentence beside a place that a trigram can reach. */
const REACH = 2;

/** Some words in a row: what the model reads, their nodes in the graph, and their tokens where they stand as they are. */
class Words {
  readonly ids: number[] = [];
  readonly nodes: number[] = [];
  readonly tokens: number[] = [];

  get length(): number {
    return this.ids.length;
  }

  clear(): void {
    this.ids.length = this.nodes.length = this.tokens.length = 0;
  }

  push(id: number, node: number, token: number): void {
    this.ids.push(id);
    this.nodes.push(node);
    this.tokens.push(token);
  }

  add({ ids, nodes, tokens }: Words): void {
    for (let at = 0; at < ids.length; at++) this.push(ids[at]!, nodes[at]!, tokens[at]!);
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
      row.push(original.words[at]!, isBest ? this.path[first + at]! : ABSENT, NO_TOKEN);
    }
    const now = this.close() + original.emission;
    this.open();
    let stood = 0;
    for (let token = edge.startToken; token < edge.endToken; token++) {
      row.push(decoded.words[token]!, kept[token]!, token);
      stood += emission(decoded.words[token]!, tokens.ends[token]! - tokens.starts[token]!);
    }
    return now - this.close() - stood;
  }

  /** Finds the words before a token, as decoded. */
  private lookLeft(end: number): void {
    const { left, path, decoded } = this;
    const { nodeStarts } = decoded.graph;
    left.clear();
    for (let token = end; left.length < REACH; ) {
      if (token === 0 || this.closes[token] !== ABSENT) {
        left.push(WordClass.Begin, BEGIN, token - 1);
        return;
      }
      const last = this.ends[token]! - 1;
      if (last < 0) {
        token--;
        left.push(decoded.words[token]!, this.kept[token]!, token);
        continue;
      }
      token = nodeStarts.data[path[last]!]!;
      const first = this.begins[token]! - 1;
      for (let at = last; at >= first && left.length < REACH; at--) this.pushNode(left, path[at]!);
    }
  }

  /** Finds the words from a token on, as decoded. */
  private lookRight(start: number): void {
    const { right, path, decoded } = this;
    const { nodeEnds } = decoded.graph;
    right.clear();
    for (let token = start; right.length < REACH; ) {
      if (token === this.tokens.count || this.closes[token] !== ABSENT) {
        right.push(WordClass.End, this.closes[token]!, token);
        return;
      }
      const first = this.begins[token]! - 1;
      if (first < 0) {
        right.push(decoded.words[token]!, this.kept[token]!, token);
        token++;
        continue;
      }
      token = nodeEnds.data[path[first]!]!;
      const last = this.ends[token]! - 1;
      for (let at = first; at <= last && right.length < REACH; at++) this.pushNode(right, path[at]!);
    }
  }

  private pushNode(into: Words, node: number): void {
    const { nodeWords, nodeEntries, nodeStarts } = this.decoded.graph;
    const isKept = nodeEntries.data[node] === Plain.Identity;
    into.push(nodeWords.data[node]!, node, isKept ? nodeStarts.data[node]! : NO_TOKEN);
  }

  /** Begins a row with the words to the left. */
  private open(): void {
    const { row, left } = this;
    row.clear();
    for (let at = left.length - 1; at >= 0; at--) row.push(left.ids[at]!, left.nodes[at]!, left.tokens[at]!);
  }

  /** Ends the row with the words to the right: ln P(all but the words to the left | those). */
  private close(): number {
    const { row, left, right, logs } = this;
    row.add(right);
    const { nodes } = row;
    let log = 0;
    for (let at = left.length; at < row.length; at++) {
      let read = logs.log(at > 1 ? nodes[at - 2]! : ABSENT, nodes[at - 1]!, nodes[at]!);
      if (Number.isNaN(read)) read = this.readAsIs(at);
      log += Number.isNaN(read) ? this.lookedUp(at) : read;
    }
    return log;
  }

  /** ln P(a word of the row | the two before) where all three stand as they are and that was read before; else NaN. */
  private readAsIs(at: number): number {
    const { asIs, mixture, graph } = this.decoded;
    const { nodes, tokens } = this.row;
    const token = tokens[at]!;
    const isFirst = nodes[at - 1] === BEGIN;
    if (asIs === null || tokens[at - 1] !== token - 1) return Number.NaN;
    if (!isFirst && tokens[at - 2] !== token - 2) return Number.NaN;
    const sentence = sentenceOf(graph.sentences, isFirst ? token : token - 1);
    const read = asIs.begins[sentence]! + token - graph.sentences[sentence]!.startToken;
    let p = 0;
    for (let k = 0; k < mixture.length; k++) p += mixture[k]! * asIs.parts[k]!.trigrams[read]!;
    return Math.log(p);
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

/** Index of the sentence that holds a token. */
function sentenceOf(sentences: readonly SentenceRange[], token: number): number {
  let low = 0;
  let high = sentences.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sentences[middle]!.startToken <= token) low = middle;
    else high = middle - 1;
  }
  return low;
}
