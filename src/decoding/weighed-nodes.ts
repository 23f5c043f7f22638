import type { Key } from "../dictionary/compile.js";
import { type DocumentDictionary, entryAt } from "../dictionary/document-dictionary.js";
import type { DocumentGraph } from "./document-graph.js";
import { Floats, Ints } from "./growable.js";
import { isSwap, Plain } from "./lattice.js";

/** The first nodes of all swaps of a graph, with what their entries say; in flat columns, in the order of the nodes. */
export interface SwapNodes {
  readonly count: number;
  readonly nodes: Int32Array;
  /** Place of the node's sentence in the graph's list. */
  readonly sentences: Int32Array;
  readonly pairs: Int32Array;
  readonly keys: Int32Array;
  readonly families: Int32Array;
  readonly probabilities: Float64Array;
  readonly keeps: Float64Array;
}

/** The nodes of words that stand unchanged where an original phrase of some family ends. */
export interface KeptNodes {
  readonly count: number;
  readonly nodes: Int32Array;
  readonly sentences: Int32Array;
  /** First original of each node in the columns below; one offset more than nodes. */
  readonly offsets: Int32Array;
  readonly keys: Int32Array;
  readonly families: Int32Array;
  readonly keeps: Float64Array;
}

/** The dictionary entries among the swaps. */
export interface Pairs {
  readonly count: number;
  readonly keys: Int32Array;
  readonly probabilities: Float64Array;
}

/**
 * The nodes whose weight depends on the document's state: expectation-maximisation goes over them again and again. Originals (`keys`)
 * and pairs are numbered anew, from 0 on: a document meets few of those that the dictionary has.
 */
export interface WeighedNodes {
  readonly keyCount: number;
  readonly pairs: Pairs;
  readonly swaps: SwapNodes;
  readonly kept: KeptNodes;
}

/** `untouched` holds the original phrases that stand unchanged, by their last token. */
export function weighedNodes(
  graph: DocumentGraph,
  dictionary: DocumentDictionary,
  untouched: readonly (readonly Key[] | null)[],
): WeighedNodes {
  const keys = new Numbers();
  const swaps = new SwapColumns(keys);
  const kept = new KeptColumns(keys);
  graph.sentences.forEach(({ firstNode, endNode }, sentence) => {
    for (let node = firstNode; node < endNode; node++) {
      const entry = graph.nodeEntries.data[node]!;
      if (entry === Plain.Identity) {
        const keys = untouched[graph.nodeStarts.data[node]!];
        if (keys) kept.add(node, sentence, keys);
      } else if (isSwap(entry) && graph.nodePlaces.data[node] === 0) swaps.add(node, sentence, entry, dictionary);
    }
  });
  return { keyCount: keys.count, pairs: swaps.pairs.done(), swaps: swaps.done(), kept: kept.done() };
}

/** Numbers from 0 on for what is met. */
class Numbers {
  private readonly numbers = new Map<number, number>();

  get count(): number {
    return this.numbers.size;
  }

  of(value: number): number {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(value, number);
    }
    return number;
  }
}

class PairColumns {
  private readonly numbers = new Numbers();
  private readonly keys = new Ints();
  private readonly probabilities = new Floats();

  /** The number of an entry whose original has this number. */
  of(entry: number, key: number, probability: number): number {
    const number = this.numbers.of(entry);
    if (number === this.keys.length) {
      this.keys.push(key);
      this.probabilities.push(probability);
    }
    return number;
  }

  done(): Pairs {
    return { count: this.keys.length, keys: this.keys.data, probabilities: this.probabilities.data };
  }
}

class SwapColumns {
  readonly pairs = new PairColumns();
  private readonly nodes = new Ints();
  private readonly sentences = new Ints();
  private readonly pairNumbers = new Ints();
  private readonly keys = new Ints();
  private readonly families = new Ints();
  private readonly probabilities = new Floats();
  private readonly keeps = new Floats();

  constructor(private readonly numbers: Numbers) {}

  add(node: number, sentence: number, index: number, dictionary: DocumentDictionary): void {
    const { columns, entries } = dictionary;
    if (index >= entries.length) {
      const { key, family, probability, keep } = entryAt(dictionary, index);
      this.push(node, sentence, index, key, family, probability, keep);
    } else {
      const key = columns.keys[index]!;
      const probability = columns.probabilities[index]!;
      this.push(node, sentence, index, key, columns.families[index]!, probability, columns.keeps[index]!);
    }
  }

  private push(
    node: number,
    sentence: number,
    index: number,
    original: number,
    family: number,
    probability: number,
    keep: number,
  ): void {
    const key = this.numbers.of(original);
    this.nodes.push(node);
    this.sentences.push(sentence);
    this.pairNumbers.push(this.pairs.of(index, key, probability));
    this.keys.push(key);
    this.families.push(family);
    this.probabilities.push(probability);
    this.keeps.push(keep);
  }

  done(): SwapNodes {
    return {
      count: this.nodes.length,
      nodes: this.nodes.data,
      sentences: this.sentences.data,
      pairs: this.pairNumbers.data,
      keys: this.keys.data,
      families: this.families.data,
      probabilities: this.probabilities.data,
      keeps: this.keeps.data,
    };
  }
}

class KeptColumns {
  private readonly nodes = new Ints();
  private readonly sentences = new Ints();
  private readonly offsets = new Ints();
  private readonly keys = new Ints();
  private readonly families = new Ints();
  private readonly keeps = new Floats();

  constructor(private readonly numbers: Numbers) {
    this.offsets.push(0);
  }

  add(node: number, sentence: number, keys: readonly Key[]): void {
    this.nodes.push(node);
    this.sentences.push(sentence);
    for (const { key, family, keep } of keys) {
      this.keys.push(this.numbers.of(key));
      this.families.push(family);
      this.keeps.push(keep);
    }
    this.offsets.push(this.keys.length);
  }

  done(): KeptNodes {
    return {
      count: this.nodes.length,
      nodes: this.nodes.data,
      sentences: this.sentences.data,
      offsets: this.offsets.data,
      keys: this.keys.data,
      families: this.families.data,
      keeps: this.keeps.data,
    };
  }
}
