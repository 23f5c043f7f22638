/** What is known of a name; bits of `NameTables.nodeKinds`. */
export const NameKind = {
  /** A person's: only its surname may have been swapped, and only by what is no surname. */
  Person: 1,
  /** From a list of organisations, places or titles, not only counted in text. */
  Listed: 2,
  /** Only ever seen inside longer names ("Conference Finals"). */
  Part: 4,
  /** A month or a day: stands alone, and only beside a number. */
  Calendar: 8,
} as const;

/**
 * Names as a trie over cased words, and word pairs of thesauri, in flat arrays. Words are sorted by their lower-case
 * form, then by code units, so that the spellings of one form stand side by side; a form is named by its first word.
 * Edges stand in the order of their nodes, breadth first, sorted by word: edge e leads to node e + 1.
 */
export interface NameTables {
  /** The words in Latin-1, in lower case and as they are; both lie at the same offsets. */
  readonly folded: Uint8Array;
  readonly cased: Uint8Array;
  readonly offsets: Uint32Array;
  /** How often each word stands in names: `packCount`. 0 when it never does. */
  readonly wordWeights: Uint8Array;
  /** First edge of each node; one entry more than nodes. */
  readonly firstEdges: Uint32Array;
  readonly edgeWords: Uint32Array;
  /** How often the name that ends at each node was seen: `packCount`; 0 where none ends. */
  readonly nodeWeights: Uint8Array;
  /** Bits of `NameKind`. */
  readonly nodeKinds: Uint8Array;
  /** Pairs of single words, by the first word of the spun form; one entry more than words. */
  readonly firstPairs: Uint32Array;
  readonly pairOriginals: Uint32Array;
  /** −ln P(spun | original, swapped), in sixteenths of a nat. */
  readonly pairLogs: Uint8Array;
  /** Pairs with two words on a side, four forms a row in two columns of two, `NO_WORD` where a side has one; sorted. */
  readonly phraseSpuns: Uint32Array;
  readonly phraseOriginals: Uint32Array;
  readonly phraseLogs: Uint8Array;
  /** Abbreviations that are no initials: word and node. */
  readonly shortForms: Uint32Array;
  readonly shortNodes: Uint32Array;
}

export const NO_WORD = 0xffffffff;

/** Sixteenths of a nat: ln of a count from 1 on, and one more so that 0 says "none". */
export function packCount(count: number): number {
  return Math.min(255, 1 + Math.round(16 * Math.log(Math.max(1, count))));
}

/** ln of what `packCount` packed. */
export function unpackLog(packed: number): number {
  return (packed - 1) / 16;
}

/** What is asked of words again and again; bits of `wordFlags`. The last two stand at the first spelling of a form. */
const WordFlag = {
  /** It begins with a capital. */
  Raised: 1,
  /** It is the first spelling of its form. */
  First: 2,
  /** Some name begins with one of its form's spellings. */
  Opens: 4,
  /** Its form has a spelling in lower case. */
  Lower: 8,
} as const;

/** Flags of all words; takes some milliseconds, so that an image of the dictionaries keeps them. */
export function wordFlags({ folded, cased, offsets, firstEdges, edgeWords }: NameTables): Uint8Array {
  const flags = new Uint8Array(offsets.length - 1);
  let form = 0;
  for (let word = 0; word < flags.length; word++) {
    const start = offsets[word]!;
    if (word === 0 || !sameText(folded, offsets, form, word)) {
      form = word;
      flags[word] = WordFlag.First;
    }
    if (cased[start] !== folded[start]) flags[word]! |= WordFlag.Raised;
    else flags[form]! |= WordFlag.Lower;
  }
  for (let edge = firstEdges[0]!; edge < firstEdges[1]!; edge++) {
    let word = edgeWords[edge]!;
    while ((flags[word]! & WordFlag.First) === 0) word--;
    flags[word]! |= WordFlag.Opens;
  }
  return flags;
}

/** The names that are known, and what their words may have become. All look-ups are free of allocation. */
export class Gazetteer {
  readonly wordCount: number;
  readonly phraseCount: number;
  /** First edge of the root whose word is not before each word, plus 1; 0 where nobody has asked. */
  private readonly rootEdges: Uint32Array;
  /** First phrase pair of each form, plus 1; 0 where nobody has asked. */
  private readonly firstPhrases: Uint32Array;

  constructor(
    readonly tables: NameTables,
    private readonly flags = wordFlags(tables),
  ) {
    this.wordCount = tables.offsets.length - 1;
    this.phraseCount = tables.phraseLogs.length;
    this.rootEdges = new Uint32Array(this.wordCount);
    this.firstPhrases = new Uint32Array(this.wordCount);
  }

  /** The form of a word in lower case: the first of its spellings, or -1. */
  formOf(lower: string): number {
    let low = 0;
    let high = this.wordCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, lower) < 0) low = middle + 1;
      else high = middle;
    }
    return low < this.wordCount && this.compare(low, lower) === 0 ? low : -1;
  }

  /** The form of a word that is known by its place: its first spelling. */
  formStart(word: number): number {
    let start = word;
    while ((this.flags[start]! & WordFlag.First) === 0) start--;
    return start;
  }

  /** Past the last spelling of a form. */
  formEnd(form: number): number {
    let end = form + 1;
    while (end < this.wordCount && (this.flags[end]! & WordFlag.First) === 0) end++;
    return end;
  }

  word(id: number): string {
    const { cased, offsets } = this.tables;
    return String.fromCharCode(...cased.subarray(offsets[id]!, offsets[id + 1]!));
  }

  /** Is a word written just as `text` has it from `start` to `end`? */
  isWritten(id: number, text: string, start: number, end: number): boolean {
    const { cased, offsets } = this.tables;
    const from = offsets[id]!;
    if (offsets[id + 1]! - from !== end - start) return false;
    for (let at = start; at < end; at++) if (text.charCodeAt(at) !== cased[from + at - start]) return false;
    return true;
  }

  /** Does a word begin with a capital? */
  isRaised(word: number): boolean {
    return (this.flags[word]! & WordFlag.Raised) !== 0;
  }

  /** Does a form have a spelling in lower case? */
  hasLower(form: number): boolean {
    return (this.flags[form]! & WordFlag.Lower) !== 0;
  }

  /** A form as a string, lower case. */
  form(id: number): string {
    const { folded, offsets } = this.tables;
    return String.fromCharCode(...folded.subarray(offsets[id]!, offsets[id + 1]!));
  }

  /** First edge of a node whose word is not before `word`; compare with `tables.firstEdges[node + 1]`. */
  edgeFrom(node: number, word: number): number {
    if (node > 0) return this.searchEdge(node, word);
    if (this.rootEdges[word] === 0) this.rootEdges[word] = this.searchEdge(0, word) + 1;
    return this.rootEdges[word]! - 1;
  }

  /** Does an edge lead from a node by some spelling of a form? */
  hasEdge(node: number, form: number): boolean {
    if (node === 0) return (this.flags[form]! & WordFlag.Opens) !== 0;
    const { firstEdges, edgeWords } = this.tables;
    const edge = this.edgeFrom(node, form);
    return edge < firstEdges[node + 1]! && edgeWords[edge]! < this.formEnd(form);
  }

  private searchEdge(node: number, word: number): number {
    const { firstEdges, edgeWords } = this.tables;
    let low = firstEdges[node]!;
    let high = firstEdges[node + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edgeWords[middle]! < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** First phrase pair whose spun side begins with a form. */
  phraseFrom(form: number): number {
    if (this.firstPhrases[form] === 0) this.firstPhrases[form] = this.searchPhrase(form) + 1;
    return this.firstPhrases[form]! - 1;
  }

  private searchPhrase(form: number): number {
    const { phraseSpuns } = this.tables;
    let low = 0;
    let high = this.phraseCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (phraseSpuns[middle * 2]! < form) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** ln of how often the words of a form stand in names, added over its spellings; -1 when they never do. */
  formLog(form: number): number {
    let best = 0;
    for (let id = form, end = this.formEnd(form); id < end; id++) best = Math.max(best, this.tables.wordWeights[id]!);
    return best === 0 ? -1 : unpackLog(best);
  }

  private compare(id: number, lower: string): number {
    const { folded, offsets } = this.tables;
    const start = offsets[id]!;
    const length = offsets[id + 1]! - start;
    for (let at = 0; at < length && at < lower.length; at++) {
      const difference = folded[start + at]! - lower.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return length - lower.length;
  }

  /** May two forms be forms of one word (see `areCognate`)? Most pairs show at their first letters that they are not. */
  mayBeCognate(a: number, b: number): boolean {
    const { folded, offsets } = this.tables;
    if (folded[offsets[a]!] === folded[offsets[b]!]) return true;
    const [lengthOfA, lengthOfB] = [offsets[a + 1]! - offsets[a]!, offsets[b + 1]! - offsets[b]!];
    const longer = lengthOfA > lengthOfB ? a : b;
    const rest = Math.abs(lengthOfA - lengthOfB);
    return rest > 0 && folded[offsets[longer]! + rest - 1] === HYPHEN;
  }
}

const HYPHEN = 0x2d;

function sameText(bytes: Uint8Array, offsets: Uint32Array, a: number, b: number): boolean {
  const length = offsets[a + 1]! - offsets[a]!;
  if (offsets[b + 1]! - offsets[b]! !== length) return false;
  for (let at = 0; at < length; at++) if (bytes[offsets[a]! + at] !== bytes[offsets[b]! + at]) return false;
  return true;
}
