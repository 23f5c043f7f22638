import { Gap, type Tokens } from "../tokens/tokenize.js";
import { type CompiledDictionary, type Entry, shapeFits } from "./compile.js";
import type { DocumentText } from "./document-dictionary.js";
import { type EntryColumns, EntryFlag } from "./entry-columns.js";
import { phraseHits } from "./phrase-hits.js";
import { MAX_PHRASE } from "./phrase-trie.js";
import type { TokenTrie } from "./token-trie.js";

/** Two passes of one tool over the same words: the first wrote `first.spun`, the second replaced some or all of that. */
export interface ComposedSwap {
  /** First and past-the-last token of what stands in the text now. */
  readonly startToken: number;
  readonly endToken: number;
  /** The row of the first pass, which knows the original. */
  readonly first: Entry;
  /** ln P(the words as they stand | original, swapped twice), in nats; at most 0. */
  readonly log: number;
}

/**
 * The table of one family composed with itself over a text: where a row's spun phrase stood before other rows of the family
 * replaced some of its words. The likeliest way is kept for each place and original. Linear in the text: phrases are short, and
 * the trie of spun phrases ends nearly every path at once.
 */
export function composedSwaps(dictionary: CompiledDictionary, text: DocumentText, family: number): ComposedSwap[] {
  return new Walker(dictionary, text, family).walkAll();
}

class Walker {
  /** Rows that may have written the tokens from one on: first of each token in `fired`, and one offset more. */
  private readonly offsets: Int32Array;
  private fired: Int32Array;
  private firedEnds: Int32Array;
  /** The next token from each on at which a row fires. */
  private readonly nextFired: Int32Array;
  private readonly all: ComposedSwap[] = [];
  private readonly rows: FamilyRows;
  /** Place in `all` of the first that was found from `start` on. */
  private first = 0;
  private start = 0;

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly text: DocumentText,
    family: number,
  ) {
    const { length } = text.ids;
    this.rows = rowsOf(dictionary, family);
    this.offsets = new Int32Array(length + 1);
    this.fired = new Int32Array(4 * length + 16);
    this.firedEnds = new Int32Array(4 * length + 16);
    for (let token = 0; token < length; token++) this.offsets[token + 1] = this.fire(token, this.offsets[token]!);
    this.nextFired = new Int32Array(length + 1).fill(length);
    for (let token = length - 1; token >= 0; token--)
      this.nextFired[token] = this.offsets[token + 1]! > this.offsets[token]! ? token : this.nextFired[token + 1]!;
  }

  walkAll(): ComposedSwap[] {
    for (; this.start < this.text.ids.length; this.start++) {
      this.first = this.all.length;
      this.walk(this.start, 0, 0, 0, 0);
    }
    return this.all;
  }

  /**
   * Follows the spun phrases over words that the second pass left and words that it replaced: up to `token`, at `node` of their
   * trie, over `words` words with `swaps` swaps of the second pass among them, whose ln P is `log`.
   */
  private walk(token: number, node: number, words: number, swaps: number, log: number): void {
    if (swaps > 0) this.add(token, node, log);
    if (token - this.start >= MAX_PHRASE || words >= MAX_PHRASE || !isOpen(this.text, this.start, token)) return;
    // Nothing is composed of one pass alone.
    if (swaps === 0 && this.nextFired[token]! - this.start >= MAX_PHRASE) return;
    const { spuns, columns } = this.dictionary;
    const next = spuns.child(node, this.text.ids[token]!);
    if (next >= 0) this.walk(token + 1, next, words + 1, swaps, log);
    const last = this.offsets[token + 1]!;
    for (let at = this.offsets[token]!; at < last; at++) {
      const index = this.fired[at]!;
      const endToken = this.firedEnds[at]!;
      if (endToken - this.start > MAX_PHRASE) continue;
      const after = node === 0 ? this.rows.opening(index) : this.after(node, index);
      if (after < 0) continue;
      const count = columns.wordOffsets[index + 1]! - columns.wordOffsets[index]!;
      this.walk(endToken, after, words + count, swaps + 1, log + columns.logs[index]!);
    }
  }

  /** Where a row's original leads to from a node. */
  private after(node: number, index: number): number {
    const { columns, spuns } = this.dictionary;
    return follow(spuns, node, columns, index);
  }

  /** Adds the originals of the phrase that ends at a node. */
  private add(endToken: number, node: number, log: number): void {
    const { spuns, entriesAt, entries, columns } = this.dictionary;
    const at = spuns.value(node);
    if (at < 0) return;
    const rows = entriesAt[at]!;
    for (let place = 0; place < rows.length; place++) {
      const index = rows[place]!;
      if (!this.rows.composes(index)) continue;
      const total = log + columns.logs[index]!;
      const known = this.find(endToken, index);
      if (known !== undefined && known.log >= total) continue;
      const first = entries[index]!;
      if (known === undefined && standsAlready(first, this.text, this.start, endToken)) continue;
      const swap = { startToken: this.start, endToken, first, log: total };
      if (known === undefined) this.all.push(swap);
      else this.all[this.all.indexOf(known, this.first)] = swap;
    }
  }

  /** What has been found for the same place and original. */
  private find(endToken: number, index: number): ComposedSwap | undefined {
    const { columns, entries } = this.dictionary;
    for (let at = this.first; at < this.all.length; at++) {
      const swap = this.all[at]!;
      if (swap.endToken !== endToken || columns.keys[swap.first.index] !== columns.keys[index]) continue;
      if (swap.first.original === entries[index]!.original) return swap;
    }
    return undefined;
  }

  /** Notes the rows that may have written the tokens from `start` on, from `at` on; returns the place after. */
  private fire(start: number, at: number): number {
    const { dictionary, text } = this;
    const hits = phraseHits(dictionary, text.ids);
    let open = start;
    let count = at;
    for (let hit = hits.offsets[start]!; hit < hits.offsets[start + 1]!; hit++) {
      const end = hits.ends[hit]!;
      for (; open < end; open++) if (!isOpen(text, start, open)) return count;
      const rows = dictionary.entriesAt[hits.phrases[hit]!]!;
      if (count + rows.length > this.fired.length) this.grow(rows.length);
      for (let place = 0; place < rows.length; place++) {
        const index = rows[place]!;
        if (!this.rows.composes(index) || !fits(dictionary.columns, index, text.tokens, start)) continue;
        this.fired[count] = index;
        this.firedEnds[count++] = end;
      }
    }
    return count;
  }

  private grow(rows: number): void {
    const size = this.fired.length * 2 + rows;
    const [fired, ends] = [new Int32Array(size), new Int32Array(size)];
    fired.set(this.fired);
    ends.set(this.firedEnds);
    this.fired = fired;
    this.firedEnds = ends;
  }
}

/** Node of the trie of spun phrases that the words of an original lead to from another, or -1. */
function follow(spuns: TokenTrie, from: number, { words, wordOffsets }: EntryColumns, index: number): number {
  let node = from;
  const last = wordOffsets[index + 1]!;
  for (let at = wordOffsets[index]!; at < last && node >= 0; at++) node = spuns.child(node, words[at]!);
  return node;
}

/** Not looked up yet. */
const UNKNOWN = -2;

/** The rows of one family; what has been found of a row serves every text. */
class FamilyRows {
  /** Where each row's original leads to from the root of the trie of spun phrases. */
  private readonly openings: Int32Array;

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly family: number,
  ) {
    this.openings = new Int32Array(dictionary.entries.length).fill(UNKNOWN);
  }

  /** Is a row the family's, and sure? Two guesses in a row are one too many. */
  composes(index: number): boolean {
    const { families, flags } = this.dictionary.columns;
    return families[index] === this.family && (flags[index]! & (EntryFlag.Guarded | EntryFlag.Unless)) === 0;
  }

  opening(index: number): number {
    if (this.openings[index] === UNKNOWN)
      this.openings[index] = follow(this.dictionary.spuns, 0, this.dictionary.columns, index);
    return this.openings[index]!;
  }
}

const ROWS = new WeakMap<CompiledDictionary, Map<number, FamilyRows>>();

function rowsOf(dictionary: CompiledDictionary, family: number): FamilyRows {
  const families = ROWS.get(dictionary) ?? new Map<number, FamilyRows>();
  ROWS.set(dictionary, families);
  const rows = families.get(family) ?? new FamilyRows(dictionary, family);
  families.set(family, rows);
  return rows;
}

/** Can one phrase reach from `start` over this token? */
function isOpen({ tokens, locked, ids }: DocumentText, start: number, token: number): boolean {
  return token < ids.length && locked[token] === 0 && (token === start || tokens.gaps[token]! < Gap.Line);
}

function fits({ shapes, shapeOffsets }: EntryColumns, index: number, tokens: Tokens, start: number): boolean {
  const first = shapeOffsets[index]!;
  const count = shapeOffsets[index + 1]! - first;
  for (let at = 0; at < count; at++)
    if (!shapeFits(shapes[first + at]!, tokens.shapes[start + at]!, at === 0)) return false;
  return true;
}

/** Would the original be just what stands in the text? */
function standsAlready({ original }: Entry, { tokens }: DocumentText, start: number, end: number): boolean {
  const from = tokens.starts[start]!;
  const to = tokens.ends[end - 1]!;
  return to - from === original.length && tokens.text.slice(from, to).toLowerCase() === original.toLowerCase();
}
