import type { CompiledDictionary } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import type { TermLexicon } from "./lexicon.js";
import { countSwaps, type SwapCounts } from "./swap-counts.js";
import type { Terms } from "./terms-file.js";
import type { Thesaurus } from "./thesaurus.js";
import { phraseWords } from "./words.js";

/** What unlisted phrases are traced with. */
export interface TracingModel {
  readonly lexicon: TermLexicon;
  readonly thesaurus: Thesaurus;
  /** Swaps behind the science table's rows. */
  readonly swaps: SwapCounts;
  /** Rows of the other families whose spun phrase begins at a word. */
  rowsAt(words: readonly string[], start: number): readonly TableRow[];
}

/** A dictionary's row, read in a phrase. */
export interface TableRow {
  readonly end: number;
  readonly words: readonly string[];
  /** ln P(spun | original). */
  readonly log: number;
}

/** The family whose phrases are swapped word by word. */
const WORD_BY_WORD = "science";

/** Counts the swaps of a dictionary's science rows, which takes about a tenth of a second. */
export function tracingModel({ lexicon, thesaurus }: Terms, dictionary: CompiledDictionary): TracingModel {
  const science = dictionary.families.findIndex(({ id }) => id === WORD_BY_WORD);
  const listed = dictionary.entries.filter(({ family }) => family === science);
  const swaps = countSwaps(listed, (spun, original) => thesaurus.has(spun, original));
  return { lexicon, thesaurus, swaps, rowsAt: (words, start) => rowsAt(dictionary, science, words, start) };
}

function rowsAt(dictionary: CompiledDictionary, science: number, words: readonly string[], start: number): TableRow[] {
  const rows: TableRow[] = [];
  let node = 0;
  for (let at = start; at < words.length && at < start + MAX_PHRASE; at++) {
    const id = dictionary.vocabulary.find(words[at]!);
    node = id < 0 ? -1 : dictionary.spuns.child(node, id);
    if (node < 0) break;
    const value = dictionary.spuns.value(node);
    for (const index of value < 0 ? [] : dictionary.entriesAt[value]!) {
      const { family, original, log } = dictionary.entries[index]!;
      const originals = phraseWords(original).words;
      if (family !== science && originals.length > 0) rows.push({ end: at + 1, words: originals, log });
    }
  }
  return rows;
}
