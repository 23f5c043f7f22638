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

/** The names that are known, and what their words may have become. All look-ups are free of allocation. */
export class Gazetteer {
  readonly wordCount: number;
  readonly phraseCount: number;
  /** First spelling of each word's form, plus 1; 0 where nobody has asked. */
  private readonly formStarts: Uint32Array;
  /** Past the last spelling of each form; 0 where nobody has asked. */
  private readonly formEnds: Uint32Array;
  /** First edge of the root whose word is not before each word, plus 1; 0 where nobody has asked. */
  private readonly rootEdges: Uint32Array;
  /** First phrase pair of each form, plus 1; 0 where nobody has asked. */
  private readonly firstPhrases: Uint32Array;
  /** 1 for each word that begins with a capital; found when first asked for. */
  private raised: Uint8Array | undefined;

  constructor(readonly tables: NameTables) {
    this.wordCount = tables.offsets.length - 1;
    this.phraseCount = tables.phraseLogs.length;
    this.formStarts = new Uint32Array(this.wordCount);
    this.formEnds = new Uint32Array(this.wordCount);
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
    if (this.formStarts[word] !== 0) return this.formStarts[word]! - 1;
    let start = word;
    while (start > 0 && this.sameForm(start - 1, word)) start--;
    this.formStarts[word] = start + 1;
    return start;
  }

  /** Past the last spelling of a form. */
  formEnd(form: number): number {
    let end = this.formEnds[form]!;
    if (end > 0) return end;
    end = form + 1;
    while (end < this.wordCount && this.sameForm(form, end)) end++;
    this.formEnds[form] = end;
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
    this.raised ??= this.findRaised();
    return this.raised[word] === 1;
  }

  private findRaised(): Uint8Array {
    const { cased, folded, offsets } = this.tables;
    const raised = new Uint8Array(this.wordCount);
    for (let word = 0; word < this.wordCount; word++)
      if (cased[offsets[word]!] !== folded[offsets[word]!]) raised[word] = 1;
    return raised;
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

  private sameForm(a: number, b: number): boolean {
    const { folded, offsets } = this.tables;
    const length = offsets[a + 1]! - offsets[a]!;
    if (offsets[b + 1]! - offsets[b]! !== length) return false;
    for (let at = 0; at < length; at++) if (folded[offsets[a]! + at] !== folded[offsets[b]! + at]) return false;
    return true;
  }
}
