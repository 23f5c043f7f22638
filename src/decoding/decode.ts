import { type DocumentDictionary, entryAt } from "../dictionary/document-dictionary.js";
import { EntryFlag, entryFlags } from "../dictionary/entry-columns.js";
import { phraseHits } from "../dictionary/phrase-hits.js";
import {
  type AsIsReading,
  type Background,
  type SuitedParts,
  sentenceLog,
  suitParts,
  type TokenRange,
} from "../language/background.js";
import type { MixturePart } from "../language/ngram-model.js";
import { emission } from "../language/word-ids.js";
import type { Tokens } from "../tokens/tokenize.js";
import { CHANNEL, firstKeepCost, firstSwapChance } from "./channel.js";
import type { DocumentGraph } from "./document-graph.js";
import { type DocumentState, FIRST_RATE, inferState } from "./document-state.js";
import { Passes } from "./forward-backward.js";
import { GraphBuilder } from "./graph.js";
import { buildLattice, isSwap, type Lattice, Plain, RawNodes } from "./lattice.js";
import { untouchedKeys } from "./opportunities.js";
import { weighedNodes } from "./weighed-nodes.js";

/** What decoding needs to know of a document. */
export interface DecodingInput {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** What the language model reads for each token; see `modelWordIds`. */
  readonly words: Int32Array;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
  /** See `DocumentInput`. */
  readonly assumedRate?: number;
}

/** A swap on the best path, or beside it. */
export interface DecodedEdge {
  readonly startToken: number;
  readonly endToken: number;
  /** Index of the dictionary entry. */
  readonly entry: number;
  /** P(this edge | text), sentence state included. Range 0..1. */
  readonly posterior: number;
}

export interface Decoded {
  readonly state: DocumentState;
  /** The dictionary that it was read with, candidates included. */
  readonly dictionary: DocumentDictionary;
  readonly graph: DocumentGraph;
  /** The parts of the background model that this document was read with, and their weights. */
  readonly background: Background<MixturePart>;
  readonly mixture: Float64Array;
  /** What the language model reads for each token of the text as it stands. */
  readonly words: Int32Array;
  /** What it has read of it, if anything; a range for each sentence of the graph. */
  readonly asIs: AsIsReading | null;
  /** Edges of the best path, in order. */
  readonly best: readonly DecodedEdge[];
  /** 1 for each node of the graph on the best path. */
  readonly onPath: Uint8Array;
  /** Every edge that survived pruning, in order of its first token. */
  readonly edges: readonly DecodedEdge[];
}

/** Longest stretch decoded as one sentence, in tokens; longer ones are cut so that time stays linear. */
const LONGEST = 160;

/** Candidates for each token from which a lattice is dense: the thesaurus's. */
const DENSE = 0.5;

/** Decodes a document: lattices, pruned to a graph; the document's state; the best path and the posterior of every edge. */
export function decode(whole: Background<MixturePart>, dictionary: DocumentDictionary, input: DecodingInput): Decoded {
  const { tokens, ids, words } = input;
  const ranges = stretches(input);
  const emissions = new Float64Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) emissions[i] = emission(words[i]!, tokens.ends[i]! - tokens.starts[i]!);
  const { background, mixture, asIs: reading } = suitedParts(whole, words, ranges);
  const asIs = reading?.logs.slice() ?? readAsIs(background, mixture, words, ranges);
  ranges.forEach(([start, end], at) => {
    for (let i = start; i < end; i++) asIs[at]! += emissions[i]!;
  });
  const untouched = untouchedKeys(tokens, ids, input.locked, dictionary);
  const rates = new Float64Array(dictionary.families.length).fill(FIRST_RATE);
  const builder = new GraphBuilder(background, mixture, reading, dictionary.found.length > DENSE * tokens.count);
  const hits = phraseHits(dictionary, ids);
  const latticeInput = { raw: new RawNodes(), tokens, hits, words, dictionary, locked: input.locked };
  ranges.forEach(([start, end], range) => {
    const lattice = buildLattice(latticeInput, start, end);
    builder.add(lattice, firstCosts(lattice), range);
  });
  const { graph } = builder;
  const frequencies = (word: number) => {
    let p = 0;
    for (let k = 0; k < mixture.length; k++) p += mixture[k]! * background.models[k]!.unigram(word);
    return p;
  };
  const surcharges = new Float64Array(graph.nodes);
  for (let node = 0; node < graph.nodes; node++) {
    const entry = graph.nodeEntries.data[node]!;
    if (entry === Plain.Identity) surcharges[node] = emissions[graph.nodeStarts.data[node]!]!;
    if (!isSwap(entry) || graph.nodePlaces.data[node] !== 0) continue;
    surcharges[node] = surcharge(dictionary, entry);
  }
  const state = inferState({
    shares: sharesOf(ids, ranges),
    graph,
    dictionary,
    nodes: weighedNodes(graph, dictionary, untouched),
    asIs,
    mixture,
    surcharges,
    frequencies,
    assumedRate: input.assumedRate,
  });
  return { state, dictionary, graph, background, mixture, words, asIs: reading, ...edgesOf(graph, state) };

  function firstCost(index: number): number {
    const { columns, entries } = dictionary;
    if (index >= entries.length) {
      const { family, keep, log } = entryAt(dictionary, index);
      return Math.log(firstSwapChance(family, keep, rates)) + log + surcharge(dictionary, index);
    }
    const chance = firstSwapChance(columns.families[index]!, columns.keeps[index]!, rates);
    return Math.log(chance) + columns.logs[index]! + surcharge(dictionary, index);
  }

  function firstCosts(lattice: Lattice): Float64Array {
    const costs = new Float64Array(lattice.count);
    for (let node = 0; node < lattice.count; node++) {
      const entry = lattice.entries[node]!;
      if (isSwap(entry)) {
        if (lattice.places[node] === 0) costs[node] = firstCost(entry);
      } else if (entry === Plain.Identity) {
        const keys = untouched[lattice.starts[node]!];
        costs[node] = emissions[lattice.starts[node]!]! + (keys ? firstKeepCost(keys, rates) : 0);
      }
    }
    return costs;
  }
}

interface Suited {
  readonly whole: Background<MixturePart>;
  readonly parts: SuitedParts<MixturePart>;
}

/** A document may be decoded with one dictionary after the other: the parts that suit its words stay the same. */
const SUITED = new WeakMap<Int32Array, Suited>();

function suitedParts(
  whole: Background<MixturePart>,
  words: Int32Array,
  ranges: readonly TokenRange[],
): SuitedParts<MixturePart> {
  const known = SUITED.get(words);
  if (known?.whole === whole) return known.parts;
  const parts = suitParts(whole, words, ranges);
  SUITED.set(words, { whole, parts });
  return parts;
}

/** What makes a swap less likely, whatever the tool's rate; in nats. @param index the row, as the lattice names it. */
export function surcharge({ rowCosts, columns, entries, found }: DocumentDictionary, index: number): number {
  const { bias, guard, contraction, symbol } = CHANNEL;
  const isRow = index < entries.length;
  const flags = isRow ? columns.flags[index]! : entryFlags(found[index - entries.length]!);
  const emission = isRow ? columns.emissions[index]! : found[index - entries.length]!.emission;
  return (
    bias +
    emission +
    ((flags & EntryFlag.Guarded) !== 0 ? guard : 0) +
    ((flags & EntryFlag.Contracts) !== 0 ? contraction : 0) +
    ((flags & EntryFlag.Symbol) !== 0 ? symbol : 0) +
    (rowCosts.size === 0 ? 0 : (rowCosts.get(index) ?? 0))
  );
}

/** The sentences, cut where they are too long, as ranges of tokens. */
function stretches(input: DecodingInput): TokenRange[] {
  const { sentences, tokens } = input;
  const ranges: TokenRange[] = [];
  for (let s = 0; s < sentences.length; s++) {
    const end = s + 1 < sentences.length ? sentences[s + 1]! : tokens.count;
    for (let start = sentences[s]!; start < end; start += LONGEST) ranges.push([start, Math.min(end, start + LONGEST)]);
  }
  return ranges;
}

/** 1 over how often each stretch stands in the document, word for word. */
function sharesOf(ids: Int32Array, ranges: readonly TokenRange[]): Float64Array {
  const prints = ranges.map(([start, end]) => printOf(ids, start, end));
  const times = new Map<number, number>();
  for (const print of prints) times.set(print, (times.get(print) ?? 0) + 1);
  return Float64Array.from(prints, (print) => 1 / times.get(print)!);
}

/** A fingerprint of some tokens (FNV-1a, twice 26 bits); two stretches that share one by chance only count for less. */
function printOf(ids: Int32Array, start: number, end: number): number {
  let a = 0x811c9dc5;
  let b = 0x2545f491;
  for (let i = start; i < end; i++) {
    a = Math.imul(a ^ ids[i]!, 0x01000193);
    b = Math.imul(b ^ ids[i]!, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a & 0x3ffffff) * 0x4000000 + (b & 0x3ffffff);
}

/** ln P of every stretch as it stands. */
function readAsIs(
  background: Background<MixturePart>,
  mixture: Float64Array,
  words: Int32Array,
  ranges: readonly TokenRange[],
): Float64Array {
  return Float64Array.from(ranges, ([start, end]) => sentenceLog(background, mixture, words.subarray(start, end)));
}

function edgesOf(graph: DocumentGraph, state: DocumentState): Pick<Decoded, "best" | "edges" | "onPath"> {
  const onPath = new Uint8Array(graph.nodes);
  const passes = new Passes();
  const best: DecodedEdge[] = [];
  const edges: DecodedEdge[] = [];
  graph.sentences.forEach((sentence, at) => {
    const spun = state.sentences.spun[at]!;
    passes.viterbi(graph, sentence, state.weights, onPath);
    for (let node = sentence.firstNode; node < sentence.endNode; node++) {
      const entry = graph.nodeEntries.data[node]!;
      if (graph.nodePlaces.data[node] !== 0 || !isSwap(entry)) continue;
      const edge = {
        startToken: graph.nodeStarts.data[node]!,
        endToken: graph.nodeEnds.data[node]!,
        entry,
        posterior: state.posteriors[node]! * spun,
      };
      edges.push(edge);
      if (onPath[node] === 1) best.push(edge);
    }
  });
  return { best: best.sort(byStart), edges: edges.sort(byStart), onPath };
}

function byStart(a: DecodedEdge, b: DecodedEdge): number {
  return a.startToken - b.startToken || a.endToken - b.endToken || a.entry - b.entry;
}
