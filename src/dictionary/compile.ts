import { modelWordIds } from "../language/word-ids.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { Shape, tokenize, tokenText, type Tokens } from "../tokens/tokenize.js";
import { sameNegations, sameNumbers } from "./facts.js";
import type { Family, Substitution } from "./family.js";
import { MAX_PHRASE } from "./phrase-trie.js";
import { TokenTrie } from "./token-trie.js";

/** One substitution as the decoder reads it. */
export interface Entry {
  /** Its place in the dictionary's list. */
  readonly index: number;
  readonly family: number;
  readonly substitution: Substitution;
  readonly original: string;
  readonly spun: string;
  /** What the language model reads for the original's words. */
  readonly words: Int32Array;
  /** Shape of each token of the canonical spun phrase. */
  readonly shapes: Uint8Array;
  /** The original phrase as an integer, the same in every family. */
  readonly key: number;
  /** ln P(spun | original, swapped). */
  readonly log: number;
  /** P(left alone | original, the tool is at work). */
  readonly keep: number;
  /** A pair that is not sure by itself: legitimate phrase, or a number or negation changes. */
  readonly guarded: boolean;
}

/** An original phrase of a family that may be left alone. */
export interface Key {
  readonly family: number;
  readonly key: number;
  readonly keep: number;
}

/** All families in force as two tries over token ids: what tools write, and what they would have replaced. */
export interface CompiledDictionary {
  readonly families: readonly Family[];
  readonly vocabulary: Vocabulary;
  readonly entries: readonly Entry[];
  /** Spun phrases; values index `entriesAt`. */
  readonly spuns: TokenTrie;
  readonly entriesAt: readonly (readonly number[])[];
  /** Original phrases; values index `keysAt`. */
  readonly originals: TokenTrie;
  readonly keysAt: readonly (readonly Key[])[];
  /** Number of distinct original phrases. */
  readonly keyCount: number;
}

/** Compiles families over a vocabulary, which takes in the words that it lacks. Phrases over six tokens are left out. */
export function compileDictionary(families: readonly Family[], vocabulary: Vocabulary): CompiledDictionary {
  const builder = new Builder(vocabulary);
  families.forEach((family, index) => {
    for (const substitution of family.substitutions) builder.add(index, substitution);
  });
  return {
    families,
    vocabulary,
    entries: builder.entries,
    spuns: builder.spuns,
    entriesAt: builder.entriesAt,
    originals: builder.originals,
    keysAt: builder.keysAt,
    keyCount: builder.keyIds.size,
  };
}

class Builder {
  readonly entries: Entry[] = [];
  readonly spuns = new TokenTrie();
  readonly entriesAt: number[][] = [];
  readonly originals = new TokenTrie();
  readonly keysAt: Key[][] = [];
  readonly keyIds = new Map<string, number>();
  /** Substitutions come sorted by original: the last one's tokens serve again. */
  private last: { text: string; tokens: Tokens; ids: Int32Array } = { text: "", tokens: tokenize(""), ids: new Int32Array(0) };

  constructor(private readonly vocabulary: Vocabulary) {}

  add(family: number, substitution: Substitution): void {
    const { original, spun } = substitution;
    if (original !== this.last.text) {
      const tokens = tokenize(original);
      this.last = { text: original, tokens, ids: this.ids(tokens) };
    }
    const spunTokens = tokenize(spun);
    const { ids } = this.last;
    if (ids.length === 0 || ids.length > MAX_PHRASE || spunTokens.count === 0 || spunTokens.count > MAX_PHRASE) return;
    const key = this.keyOf(original);
    const entry: Entry = {
      index: this.entries.length,
      family,
      substitution,
      original,
      spun,
      words: modelWordIds(this.vocabulary, this.last.tokens),
      shapes: spunTokens.shapes,
      key,
      log: Math.log(substitution.probability),
      keep: Math.min(0.99, Math.max(MINIMUM_KEEP, substitution.keep)),
      guarded: substitution.guarded === true || !sameNumbers(spun, original) || !sameNegations(spun, original),
    };
    const at = this.spuns.insert(this.ids(spunTokens));
    let list = this.entriesAt[at];
    if (!list) {
      list = [];
      this.entriesAt[at] = list;
    }
    this.entries.push(entry);
    list.push(entry.index);
    this.addKey({ family, key, keep: entry.keep }, ids);
  }

  private addKey(key: Key, ids: Int32Array): void {
    const at = this.originals.insert(ids);
    let list = this.keysAt[at];
    if (!list) {
      list = [];
      this.keysAt[at] = list;
    }
    if (!list.some((known) => known.family === key.family)) list.push(key);
  }

  private keyOf(original: string): number {
    const folded = original.toLowerCase();
    const known = this.keyIds.get(folded);
    if (known !== undefined) return known;
    this.keyIds.set(folded, this.keyIds.size);
    return this.keyIds.size - 1;
  }

  private ids(tokens: Tokens): Int32Array {
    const ids = new Int32Array(tokens.count);
    for (let i = 0; i < tokens.count; i++) {
      this.vocabulary.add(tokenText(tokens, i));
      ids[i] = this.vocabulary.idOf(tokens, i);
    }
    return ids;
  }
}

/** A tool that always swaps does not exist: real pages show two to three in a hundred left alone. */
const MINIMUM_KEEP = 0.02;

/**
 * May a token of this shape be a token of that canonical shape? The first token may have its first letter raised;
 * capitals of the canonical form must be there.
 */
export function shapeFits(canonical: number, shape: number, first: boolean): boolean {
  if (shape === canonical) return true;
  return first && canonical === Shape.Lower && shape === Shape.Title;
}
