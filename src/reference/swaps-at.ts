import type { CompiledDictionary } from "../dictionary/compile.js";
import type { GenericChannel } from "../dictionary/generic-file.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import { vocabularyIds } from "../language/word-ids.js";
import { tokenize } from "../tokens/tokenize.js";
import type { ReadText } from "./read-text.js";

/** A row of a table that may have written some tokens of a text. */
export interface PossibleRow {
  /** Tokens of the text that it covers. */
  readonly length: number;
  /** Vocabulary ids of its original. */
  readonly original: Int32Array;
  /** Index of the dictionary's entry. */
  readonly entry: number;
}

const NO_ROWS: readonly PossibleRow[] = [];

/** What the channel says that the words of a text may have been, whatever the family: what explains that two texts differ. */
export class ChannelSwaps {
  private readonly originals = new Map<number, Int32Array>();

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly generic: GenericChannel,
  ) {}

  /** Rows whose spun phrase begins at a token, by the first word of their original; only such as begin with one of `wanted`. */
  rowsAt({ ids }: ReadText, start: number, end: number, wanted: ReadonlySet<number>): Map<number, PossibleRow[]> {
    const { dictionary } = this;
    const found = new Map<number, PossibleRow[]>();
    let node = 0;
    for (let at = start; at < end && at < start + MAX_PHRASE; at++) {
      node = dictionary.spuns.child(node, ids[at]!);
      if (node < 0) break;
      const value = dictionary.spuns.value(node);
      if (value < 0) continue;
      for (const index of dictionary.entriesAt[value]!) {
        const first = dictionary.entries[index]!.originalId;
        if (!wanted.has(first)) continue;
        const row = { length: at + 1 - start, original: this.originalOf(index), entry: index };
        const list = found.get(first);
        if (list) list.push(row);
        else found.set(first, [row]);
      }
    }
    return found;
  }

  /** Does a thesaurus hold `original` among what a tool may have written `spun` for? Vocabulary ids. */
  isPair(spun: number, original: number): boolean {
    const { offsets, originals } = this.generic;
    if (spun < 0 || spun + 1 >= offsets.length) return false;
    for (let at = offsets[spun]!; at < offsets[spun + 1]!; at++) if (originals[at] === original) return true;
    return false;
  }

  private originalOf(index: number): Int32Array {
    let ids = this.originals.get(index);
    if (ids === undefined) {
      ids = vocabularyIds(this.dictionary.vocabulary, tokenize(this.dictionary.entries[index]!.original));
      this.originals.set(index, ids);
    }
    return ids;
  }
}

/** Rows of one place that begin with a word. */
export function rowsWith(rows: ReadonlyMap<number, readonly PossibleRow[]>, word: number): readonly PossibleRow[] {
  return rows.get(word) ?? NO_ROWS;
}
