/**
 * Terms and their counts as a trie of words, in arrays: node n < `size` is the word n by itself; the children of a node lie
 * side by side, sorted by word.
 */
export interface LexiconArrays {
  /** The words, UTF-8, sorted, one a line. */
  readonly words: Uint8Array;
  /** Weighed count of each word. */
  readonly counts: Float32Array;
  /** Counts in scientific text and in general text of the nodes that are no single words, packed; see `packCount`. */
  readonly science: Uint8Array;
  readonly general: Uint8Array;
  /** `TermFlag` bits, and from bit 2 on a bit for each gap that mostly is a hyphen. */
  readonly flags: Uint8Array;
  /** Last word of each of them. */
  readonly wordOf: Uint16Array;
  /** First child of every node, single words included, and one more. */
  readonly firstChild: Uint32Array;
}

export enum TermFlag {
  /** A term, and not only the beginning of one. */
  Term = 1,
  /** A noun of several words in WordNet. */
  WordNet = 2,
  /** The first gap is a hyphen; the bits above it stand for the next gaps. */
  FirstHyphen = 4,
}

/** General text counts less: most terms are scientific. */
export const GENERAL_WEIGHT = 0.3;
const STEPS = 10;
/** ln of what is left for a word that did not follow in the counts: "stupid back-off" (Brants et al. 2007). */
const BACK_OFF = Math.log(0.4);
const UNSEEN = 0.5;

/** A count in a byte: tenths of its binary logarithm. */
export function packCount(count: number): number {
  return Math.min(255, Math.round(STEPS * Math.log2(1 + count)));
}

const UNPACKED = Float64Array.from({ length: 256 }, (_, packed) => 2 ** (packed / STEPS) - 1);

/** The term lexicon: which words follow each other in terms, and how often. */
export class TermLexicon {
  readonly words: readonly string[];
  readonly size: number;
  private readonly ids: ReadonlyMap<string, number>;
  private predecessors: { readonly starts: Uint32Array; readonly nodes: Uint32Array } | undefined;

  constructor(
    private readonly arrays: LexiconArrays,
    /** Weighed count of all running words. */
    private readonly total: number,
  ) {
    this.words = Buffer.from(arrays.words).toString("utf8").split("\n");
    this.size = this.words.length;
    this.ids = new Map(this.words.map((word, id) => [word, id]));
  }

  /** A word's id, or -1. */
  find(word: string): number {
    return this.ids.get(word) ?? -1;
  }

  /** Weighed count of a node. */
  count(node: number): number {
    if (node < this.size) return this.arrays.counts[node]!;
    return this.science(node) + GENERAL_WEIGHT * this.general(node);
  }

  science(node: number): number {
    return UNPACKED[this.arrays.science[node - this.size]!]!;
  }

  general(node: number): number {
    return UNPACKED[this.arrays.general[node - this.size]!]!;
  }

  /** Bits of a node of several words. */
  flags(node: number): number {
    return this.arrays.flags[node - this.size]!;
  }

  /** Last word of a node. */
  lastWord(node: number): number {
    return node < this.size ? node : this.arrays.wordOf[node - this.size]!;
  }

  /** First child of a node, and past its last one. */
  children(node: number): readonly [number, number] {
    const { firstChild } = this.arrays;
    if (node + 1 >= firstChild.length) return [0, 0];
    return [firstChild[node]!, firstChild[node + 1]!];
  }

  /** The node one word further, or -1. */
  child(node: number, word: number): number {
    if (node < 0 || word < 0) return -1;
    const { wordOf } = this.arrays;
    let [low, high] = this.children(node);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = wordOf[middle - this.size]!;
      if (there === word) return middle;
      if (there < word) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** The node of a sequence of words, or -1. */
  node(words: readonly number[]): number {
    let node = words[0] ?? -1;
    for (let at = 1; at < words.length; at++) node = this.child(node, words[at]!);
    return node;
  }

  /** ln P(word) anywhere. */
  logWord(word: number): number {
    return Math.log((word < 0 ? UNSEEN : this.arrays.counts[word]!) / this.total);
  }

  /** ln P(word | the words of the longest of the given nodes that it follows); nodes from long to short, -1 for none. */
  logNext(contexts: readonly number[], word: number): number {
    let left = 0;
    for (const context of contexts) {
      if (context < 0) continue;
      const next = this.child(context, word);
      if (next >= 0) return left + Math.log((this.count(next) + 0.1) / (this.count(context) + 0.1));
      left += BACK_OFF;
    }
    return left + this.logWord(word);
  }

  /** Nodes of two words whose last word this is. */
  endingIn(word: number): Uint32Array {
    this.predecessors ??= this.reversed();
    return this.predecessors.nodes.subarray(this.predecessors.starts[word]!, this.predecessors.starts[word + 1]!);
  }

  /** First word of a node of two words. */
  firstWord(pair: number): number {
    const { firstChild } = this.arrays;
    let [low, high] = [0, this.size];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (firstChild[middle]! <= pair) low = middle;
      else high = middle;
    }
    return low;
  }

  private reversed() {
    const { wordOf, firstChild } = this.arrays;
    const [from, to] = [firstChild[0]!, firstChild[this.size]!];
    const starts = new Uint32Array(this.size + 1);
    for (let node = from; node < to; node++) starts[wordOf[node - this.size]! + 1]!++;
    for (let word = 0; word < this.size; word++) starts[word + 1]! += starts[word]!;
    const filled = starts.slice();
    const nodes = new Uint32Array(to - from);
    for (let node = from; node < to; node++) {
      const word = wordOf[node - this.size]!;
      nodes[filled[word]!++] = node;
    }
    return { starts, nodes };
  }
}
