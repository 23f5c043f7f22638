import type { CompiledDictionary } from "../dictionary/compile.js";
import type { GenericChannel } from "../dictionary/generic-file.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { vocabularyIds } from "../language/word-ids.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { tokenize } from "../tokens/tokenize.js";
import type { QueryTerm } from "./store.js";
import { referenceTerms } from "./terms.js";

/** What a query is made with. */
export interface QueryTools {
  readonly vocabulary: Vocabulary;
  readonly dictionary: CompiledDictionary;
  readonly generic: GenericChannel;
  /** P(word) in general text, by vocabulary id. */
  readonly frequencyOf: (word: number) => number;
}

/** Distinct terms that a query names at most: a text of a hundred pages has said what it is about by then. */
const MOST_TERMS = 5000;
/**
 * A text of fewer terms may have lost most of its rare words to the tool: what its words may have been is looked for as well. Of
 * texts of 40 words, .4 of them swapped, .98 find their source among five instead of .96; longer texts need no such help.
 */
const FEW_TERMS = 90;
/** Words more frequent than this say nothing of where a text comes from, nor do their originals. P(word). */
const RARE = 1e-4;
/** Words more frequent than this are not looked up for texts that have enough others. P(word). */
const COMMON = 2e-4;
/** What a word that may have been there counts for beside one that is. */
const GUESS = 0.3;

/**
 * What to look for: the document's own words, and in a short text what the channel says that they may have been. A store weighs them
 * by their rarity, so what a tool wrote counts little.
 */
export function queryTerms(tools: QueryTools, text: string): QueryTerm[] {
  const terms = new Set<string>();
  for (const term of referenceTerms(text)) {
    terms.add(term);
    if (terms.size === MOST_TERMS) break;
  }
  if (terms.size >= FEW_TERMS) {
    return [...terms].filter((term) => isTelling(tools, term)).map((term) => ({ term, weight: 1 }));
  }
  const query = Array.from(terms, (term) => ({ term, weight: 1 }));
  for (const guess of guesses(tools, text)) if (!terms.has(guess)) query.push({ term: guess, weight: GUESS });
  return query;
}

/** Is a term worth a look into the store? Its common words stand in too many articles to tell them apart. */
function isTelling({ vocabulary, frequencyOf }: QueryTools, term: string): boolean {
  const id = vocabulary.find(term);
  return id < CLASS_WORDS.length || frequencyOf(id) <= COMMON;
}

/** Rare single words that rare words of the text may stand for. */
function guesses({ vocabulary, dictionary, generic, frequencyOf }: QueryTools, text: string): Set<string> {
  const found = new Set<string>();
  const add = (original: number) => {
    if (original >= CLASS_WORDS.length && frequencyOf(original) <= RARE) found.add(vocabulary.word(original));
  };
  for (const id of vocabularyIds(vocabulary, tokenize(text))) {
    if (id < CLASS_WORDS.length || frequencyOf(id) > RARE) continue;
    const last = id + 1 < generic.offsets.length ? generic.offsets[id + 1]! : 0;
    for (let pair = generic.offsets[id] ?? 0; pair < last; pair++) add(generic.originals[pair]!);
    const node = dictionary.spuns.child(0, id);
    const value = node < 0 ? -1 : dictionary.spuns.value(node);
    for (const entry of value < 0 ? [] : dictionary.entriesAt[value]!) {
      const { originalId, words } = dictionary.entries[entry]!;
      if (words.length === 1) add(originalId);
    }
  }
  return found;
}
