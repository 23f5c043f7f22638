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

/** A row that may have written the tokens from one on. */
interface Fired {
  readonly entry: Entry;
  readonly endToken: number;
}

/**
 * The table of one family composed with itself over a text: where a row's spun phrase stood before other rows of the family
 * replaced some of its words. The likeliest way is kept for each place and original. Linear in the text: phrases are short, and
 * the trie of spun phrases ends nearly every path at once.
 */
export function composedSwaps(dictionary: CompiledDictionary, text: DocumentText, family: number): ComposedSwap[] {
  return new Walker(dictionary, text, family).all();
}

/** How far a phrase of the first pass has been followed. */
interface Path {
  /** The next token of the text. */
  readonly token: number;
  /** Node of the trie of spun phrases. */
  readonly node: number;
  /** Words of the first pass's phrase so far, and swaps of the second pass among them. */
  readonly words: number;
  readonly swaps: number;
  /** ln P(those swaps), in nats. */
  readonly log: number;
}

class Walker {
  /** Rows by the token that they begin at. */
  private readonly fired: readonly (readonly Fired[])[];
  private found = new Map<string, ComposedSwap>();
  private start = 0;

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly text: DocumentText,
    private readonly family: number,
  ) {
    this.fired = Array.from(text.ids, (_, token) => this.firedAt(token));
  }

  all(): ComposedSwap[] {
    const all: ComposedSwap[] = [];
    for (; this.start < this.text.ids.length; this.start++) {
      this.found = new Map();
      this.walk({ token: this.start, node: 0, words: 0, swaps: 0, log: 0 });
      all.push(...this.found.values());
    }
    return all;
  }

  /** Follows the spun phrases over words that the second pass left and words that it replaced. */
  private walk(path: Path): void {
    const { token, node, words, swaps, log } = path;
    if (swaps > 0) this.add(path);
    if (token - this.start >= MAX_PHRASE || words >= MAX_PHRASE || !isOpen(this.text, this.start, token)) return;
    const next = this.dictionary.spuns.child(node, this.text.ids[token]!);
    if (next >= 0) this.walk({ token: token + 1, node: next, words: words + 1, swaps, log });
    for (const { entry, endToken } of this.fired[token]!) {
      if (endToken - this.start > MAX_PHRASE) continue;
      const after = this.childOf(node, entry.words);
      const more = words + entry.words.length;
      if (after >= 0) this.walk({ token: endToken, node: after, words: more, swaps: swaps + 1, log: log + entry.log });
    }
  }

  private childOf(node: number, words: Int32Array): number {
    let child = node;
    for (let at = 0; at < words.length && child >= 0; at++) child = this.dictionary.spuns.child(child, words[at]!);
    return child;
  }

  /** Adds the originals of the phrase that ends at a node. */
  private add({ token: endToken, node, log }: Path): void {
    const { spuns, entriesAt, entries } = this.dictionary;
    const at = spuns.value(node);
    if (at < 0) return;
    for (const index of entriesAt[at]!) {
      const first = entries[index]!;
      if (!this.isOurs(first) || standsAlready(first, this.text, this.start, endToken)) continue;
      const total = log + first.log;
      const key = `${endToken} ${first.original}`;
      const known = this.found.get(key);
      if (known === undefined || known.log < total)
        this.found.set(key, { startToken: this.start, endToken, first, log: total });
    }
  }

  private firedAt(start: number): Fired[] {
    const { dictionary, text } = this;
    const fired: Fired[] = [];
    let node = 0;
    for (let i = start; i < text.ids.length && i < start + MAX_PHRASE && isOpen(text, start, i); i++) {
      node = dictionary.spuns.child(node, text.ids[i]!);
      if (node < 0) break;
      const at = dictionary.spuns.value(node);
      if (at < 0) continue;
      for (const index of dictionary.entriesAt[at]!) {
        const entry = dictionary.entries[index]!;
        if (this.isOurs(entry) && fits(entry, text.tokens, start)) fired.push({ entry, endToken: i + 1 });
      }
    }
    return fired;
  }

  /** Two guesses in a row are one too many where a single one is not sure already. */
  private isOurs(entry: Entry): boolean {
    return entry.family === this.family && !entry.guarded && entry.unless.length === 0;
  }
}

/** Can one phrase reach from `start` over this token? */
function isOpen({ tokens, locked, ids }: DocumentText, start: number, token: number): boolean {
  return token < ids.length && locked[token] === 0 && (token === start || tokens.gaps[token]! < Gap.Line);
}

function fits({ shapes }: Entry, tokens: Tokens, start: number): boolean {
  return shapes.every((shape, at) => shapeFits(shape, tokens.shapes[start + at]!, at === 0));
}

/** Would the original be just what stands in the text? */
function standsAlready({ original }: Entry, { tokens }: DocumentText, start: number, end: number): boolean {
  const from = tokens.starts[start]!;
  const to = tokens.ends[end - 1]!;
  return to - from === original.length && tokens.text.slice(from, to).toLowerCase() === original.toLowerCase();
}
