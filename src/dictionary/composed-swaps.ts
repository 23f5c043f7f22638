import { Gap, type Tokens } from "../tokens/tokenize.js";
import { type CompiledDictionary, type Entry, shapeFits } from "./compile.js";
import type { DocumentText } from "./document-dictionary.js";
import { MAX_PHRASE } from "./phrase-trie.js";

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

/** A row that may have written the tokens from one on: what it stands for, and ln P of that. */
interface Fired {
  readonly words: Int32Array;
  /** Where a phrase of the first pass that begins with them has got to in the trie of spun phrases, or -1. */
  readonly opening: number;
  readonly log: number;
  readonly endToken: number;
}

const NONE: Fired[] = [];

/**
 * The table of one family composed with itself over a text: where a row's spun phrase stood before other rows of the family
 * replaced some of its words. The likeliest way is kept for each place and original. Linear in the text: phrases are short, and
 * the trie of spun phrases ends nearly every path at once.
 */
export function composedSwaps(dictionary: CompiledDictionary, text: DocumentText, family: number): ComposedSwap[] {
  return new Walker(dictionary, text, family).walkAll();
}

class Walker {
  /** Rows by the token that they begin at. */
  private readonly fired: readonly (readonly Fired[])[];
  /** The next token from each on at which a row fires. */
  private readonly nextFired: Int32Array;
  private readonly all: ComposedSwap[] = [];
  private readonly rows: FamilyRows;
  /** Place in `all` of what was found from `start` on, by where it ends and its original. */
  private readonly places = new Map<string, number>();
  private start = 0;

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly text: DocumentText,
    family: number,
  ) {
    const { length } = text.ids;
    this.rows = rowsOf(dictionary, family);
    this.fired = Array.from(text.ids, (_, token) => this.firedAt(token));
    this.nextFired = new Int32Array(length + 1).fill(length);
    for (let token = length - 1; token >= 0; token--)
      this.nextFired[token] = this.fired[token]!.length > 0 ? token : this.nextFired[token + 1]!;
  }

  walkAll(): ComposedSwap[] {
    for (; this.start < this.text.ids.length; this.start++) {
      this.places.clear();
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
    const next = this.dictionary.spuns.child(node, this.text.ids[token]!);
    if (next >= 0) this.walk(token + 1, next, words + 1, swaps, log);
    const fired = this.fired[token]!;
    for (let at = 0; at < fired.length; at++) {
      const { endToken, words: before, opening, log: cost } = fired[at]!;
      if (endToken - this.start > MAX_PHRASE) continue;
      const after = node === 0 ? opening : this.childOf(node, before);
      if (after >= 0) this.walk(endToken, after, words + before.length, swaps + 1, log + cost);
    }
  }

  private childOf(node: number, words: Int32Array): number {
    return follow(this.dictionary, node, words);
  }

  /** Adds the originals of the phrase that ends at a node. */
  private add(endToken: number, node: number, log: number): void {
    const { spuns, entriesAt } = this.dictionary;
    const at = spuns.value(node);
    if (at < 0) return;
    for (const index of entriesAt[at]!) {
      const row = this.rows.at(index);
      if (row === null || standsAlready(row.entry, this.text, this.start, endToken)) continue;
      this.keep({ startToken: this.start, endToken, first: row.entry, log: log + row.entry.log });
    }
  }

  /** Keeps the likelier of two ways to the same original at the same place. */
  private keep(swap: ComposedSwap): void {
    const key = `${swap.endToken} ${swap.first.original}`;
    const place = this.places.get(key);
    if (place === undefined) this.places.set(key, this.all.push(swap) - 1);
    else if (this.all[place]!.log < swap.log) this.all[place] = swap;
  }

  private firedAt(start: number): readonly Fired[] {
    const { dictionary, text } = this;
    let fired = NONE;
    let node = 0;
    for (let i = start; i < text.ids.length && i < start + MAX_PHRASE && isOpen(text, start, i); i++) {
      node = dictionary.spuns.child(node, text.ids[i]!);
      if (node < 0) break;
      const at = dictionary.spuns.value(node);
      if (at < 0) continue;
      for (const index of dictionary.entriesAt[at]!) {
        const row = this.rows.at(index);
        if (row === null || !fits(row.entry, text.tokens, start)) continue;
        if (fired === NONE) fired = [];
        fired.push({ words: row.entry.words, opening: row.opening, log: row.entry.log, endToken: i + 1 });
      }
    }
    return fired;
  }
}

/** Node of the trie of spun phrases that some words lead to from another, or -1. */
function follow({ spuns }: CompiledDictionary, from: number, words: Int32Array): number {
  let node = from;
  for (let at = 0; at < words.length && node >= 0; at++) node = spuns.child(node, words[at]!);
  return node;
}

/** A row that composes with others of its family, and where its original leads to from the root of the trie of spun phrases. */
interface Row {
  readonly entry: Entry;
  readonly opening: number;
}

/** The rows of one family; what has been found of a row serves every text. */
class FamilyRows {
  private readonly rows: (Row | null | undefined)[];

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly family: number,
  ) {
    this.rows = new Array<Row | null | undefined>(dictionary.entries.length).fill(undefined);
  }

  /** The row with an index, or null when it is not the family's or not sure: two guesses in a row are one too many. */
  at(index: number): Row | null {
    const known = this.rows[index];
    if (known !== undefined) return known;
    const entry = this.dictionary.entries[index]!;
    const isOurs = entry.family === this.family && !entry.guarded && entry.unless.length === 0;
    const row = isOurs ? { entry, opening: follow(this.dictionary, 0, entry.words) } : null;
    this.rows[index] = row;
    return row;
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

function fits({ shapes }: Entry, tokens: Tokens, start: number): boolean {
  for (let at = 0; at < shapes.length; at++)
    if (!shapeFits(shapes[at]!, tokens.shapes[start + at]!, at === 0)) return false;
  return true;
}

/** Would the original be just what stands in the text? */
function standsAlready({ original }: Entry, { tokens }: DocumentText, start: number, end: number): boolean {
  const from = tokens.starts[start]!;
  const to = tokens.ends[end - 1]!;
  return to - from === original.length && tokens.text.slice(from, to).toLowerCase() === original.toLowerCase();
}
