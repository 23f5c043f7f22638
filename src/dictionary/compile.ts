import type { Vocabulary } from "../language/vocabulary.js";
import { emission, modelWordIds } from "../language/word-ids.js";
import { Shape, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { type EntryColumns, entryColumns } from "./entry-columns.js";
import { sameFacts } from "./facts.js";
import type { Family, Substitution } from "./family.js";
import { MAX_PHRASE } from "./phrase-trie.js";
import { TokenTrie } from "./token-trie.js";

/** One substitution as the decoder reads it. */
export interface Entry {
  /** Its place in the dictionary's list. */
  readonly index: number;
  readonly family: number;
  readonly original: string;
  readonly spun: string;
  /** P(spun | original, swapped). */
  readonly probability: number;
  /** How often the pair was seen; 0 for a curated one. */
  readonly count: number;
  /** Phrases whose presence in the sentence forbids the pair, lower case. */
  readonly unless: readonly string[];
  /** Part of speech that the spun phrase must have; see `Substitution`. */
  readonly pos?: Substitution["pos"];
  /** What the language model reads for the original's words. */
  readonly words: Int32Array;
  /** ln P of the original's words that the model only knows by their class, in nats. */
  readonly emission: number;
  /** Vocabulary id of the original's first word. */
  readonly originalId: number;
  /** Vocabulary ids of the spun phrase. */
  readonly spunIds: Int32Array;
  /** Shape of each token of the canonical spun phrase. */
  readonly shapes: Uint8Array;
  /** The original phrase as an integer, the same in every family. */
  readonly key: number;
  /** ln of `probability`. */
  readonly log: number;
  /** P(left alone | original, the tool is at work). */
  readonly keep: number;
  /** The tool would have written a contraction that the original is not. */
  readonly contracts: boolean;
  /** The tool would have written nothing but a symbol. */
  readonly symbol: boolean;
  /** A pair that is not sure by itself: legitimate phrase, or a fact changes (`sameFacts`). */
  readonly guarded: boolean;
  /** Why it is proposed, where no row of a table says so. */
  readonly reason?: string;
}

/** An original phrase of a family that may be left alone. */
export interface Key {
  readonly family: number;
  readonly key: number;
  readonly keep: number;
}

export type FamilyName = Pick<Family, "id" | "title">;

/** All families in force as two tries over token ids: what tools write, and what they would have replaced. */
export interface CompiledDictionary {
  readonly families: readonly FamilyName[];
  readonly vocabulary: Vocabulary;
  readonly entries: readonly Entry[];
  /** The same entries in columns. */
  readonly columns: EntryColumns;
  /** Spun phrases; values index `entriesAt`. */
  readonly spuns: TokenTrie;
  readonly entriesAt: readonly (readonly number[])[];
  /** Original phrases; values index `keysAt`. */
  readonly originals: TokenTrie;
  readonly keysAt: readonly (readonly Key[])[];
  /** Number of distinct original phrases. */
  readonly keyCount: number;
}

/** A dictionary without any family. */
export function emptyDictionary(vocabulary: Vocabulary): CompiledDictionary {
  return {
    families: [],
    vocabulary,
    entries: [],
    columns: entryColumns([]),
    spuns: new TokenTrie(),
    entriesAt: [],
    originals: new TokenTrie(),
    keysAt: [],
    keyCount: 0,
  };
}

/** Compiles families over a vocabulary, which takes in the words that it lacks. Phrases over six tokens are left out. */
export function compileDictionary(families: readonly Family[], vocabulary: Vocabulary): CompiledDictionary {
  return extendDictionary(emptyDictionary(vocabulary), families);
}

/**
 * Adds families to a dictionary, which is taken over and must not be used any more. Files that name the same family
 * are one family.
 */
export function extendDictionary(base: CompiledDictionary, families: readonly Family[]): CompiledDictionary {
  if (families.length === 0) return base;
  const builder = new Builder(base);
  for (const family of families) builder.addFamily(family);
  return builder.finish();
}

class Builder {
  private readonly families: FamilyName[];
  private readonly entries: Entry[];
  private readonly spuns: TokenTrie;
  private readonly entriesAt: number[][];
  private readonly originals: TokenTrie;
  private readonly keysAt: Key[][];
  private readonly keyIds = new Map<string, number>();
  private readonly vocabulary: Vocabulary;
  /** Substitutions come sorted by original: the last one's tokens serve again. */
  private last: { text: string; tokens: Tokens; ids: Int32Array } = {
    text: "",
    tokens: tokenize(""),
    ids: new Int32Array(0),
  };

  constructor(base: CompiledDictionary) {
    this.families = [...base.families];
    this.entries = base.entries as Entry[];
    this.spuns = base.spuns;
    this.entriesAt = base.entriesAt as number[][];
    this.originals = base.originals;
    this.keysAt = base.keysAt as Key[][];
    this.vocabulary = base.vocabulary;
    for (const entry of base.entries) this.keyIds.set(entry.original.toLowerCase(), entry.key);
  }

  addFamily(family: Family): void {
    let index = this.families.findIndex(({ id }) => id === family.id);
    if (index < 0) index = this.families.push({ id: family.id, title: family.title }) - 1;
    for (const substitution of family.substitutions) this.add(index, substitution);
  }

  finish(): CompiledDictionary {
    const { families, entries, spuns, entriesAt, originals, keysAt, vocabulary } = this;
    const columns = entryColumns(entries);
    return { families, vocabulary, entries, columns, spuns, entriesAt, originals, keysAt, keyCount: this.keyIds.size };
  }

  private add(family: number, substitution: Substitution): void {
    const { original, spun } = substitution;
    if (original !== this.last.text) {
      const tokens = tokenize(original);
      this.last = { text: original, tokens, ids: this.ids(tokens) };
    }
    const spunTokens = tokenize(spun);
    const { ids } = this.last;
    if (ids.length === 0 || ids.length > MAX_PHRASE || spunTokens.count === 0 || spunTokens.count > MAX_PHRASE) return;
    const key = this.keyOf(original);
    const spunIds = this.ids(spunTokens);
    const words = modelWordIds(this.vocabulary, this.last.tokens);
    const entry: Entry = {
      index: this.entries.length,
      family,
      original,
      spun,
      probability: substitution.probability,
      count: substitution.count,
      unless: substitution.unless ?? [],
      ...(substitution.pos !== undefined && { pos: substitution.pos }),
      words,
      emission: emissionOf(this.last.tokens, words),
      originalId: ids[0]!,
      spunIds,
      shapes: spunTokens.shapes,
      key,
      log: Math.log(substitution.probability),
      keep: Math.min(0.99, Math.max(MINIMUM_KEEP, substitution.keep)),
      contracts: spun.includes("'") && !original.includes("'"),
      symbol: !/[\p{L}\p{N}]/u.test(spun),
      guarded: substitution.guarded === true || !sameFacts(spun, original),
    };
    this.entries.push(entry);
    listAt(this.entriesAt, this.spuns.insert(spunIds)).push(entry.index);
    this.addKey({ family, key, keep: entry.keep }, ids);
  }

  private addKey(key: Key, ids: Int32Array): void {
    const list = listAt(this.keysAt, this.originals.insert(ids));
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

function emissionOf(tokens: Tokens, words: Int32Array): number {
  let total = 0;
  for (let i = 0; i < words.length; i++) total += emission(words[i]!, tokens.ends[i]! - tokens.starts[i]!);
  return total;
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

/** The list at a place; a new one where there is none yet. */
function listAt<T>(lists: T[][], at: number): T[] {
  let list = lists[at];
  if (list === undefined) {
    list = [];
    lists[at] = list;
  }
  return list;
}
