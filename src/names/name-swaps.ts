import type { CompiledDictionary } from "../dictionary/compile.js";
import { EntryFlag } from "../dictionary/entry-columns.js";
import { phraseHits } from "../dictionary/phrase-hits.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { Shape, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { areCognate, otherSpelling } from "./cognates.js";
import { type Gazetteer, NO_WORD } from "./gazetteer.js";
import { byForm, EMPTY, joined, listed, type NameSwap, NONE, type TokenSwaps } from "./swap-lists.js";

/** Tokens of one swap inside a name, on either side. */
const LONGEST = 3;
/** A thesaurus's pair is worth this much less than a table's, in nats: no tool is known to write it. */
const HEARSAY = 1;
/** A pair that its author holds to a higher bar, in nats. */
const GUARDED = 2;
/** ln P(a text writes a name in the other spelling). */
const SPELLING = -1;
/** Words of two letters that are kept: more are no words. */
const MOST_OF_TWO = 5000;
/** No edit swaps an article for another word. */
const ARTICLES = new Set(["a", "an", "the"]);

/** No table holds "TV" or "UK" for a word; longer words in capitals may be a headline's. */
function isAbbreviation(tokens: Tokens, at: number): boolean {
  return tokens.shapes[at] === Shape.Upper && tokens.ends[at]! - tokens.starts[at]! <= 4;
}

/** More forms than a gazetteer holds: word and form make one exact number. */
const FORMS = 0x100000;
type Keep = (length: number, originals: readonly number[], log: number) => void;

/**
 * What the words of a text may stand for inside a name: by the dictionary's rows of every family, and by the thesaurus pairs of
 * the gazetteer. What it works out for a row it keeps.
 */
export class NameSwaps {
  /** Form of each word of the vocabulary, plus 2; 0 where nobody has asked. */
  private formsOfWords = new Int32Array(0);
  /** Single-token swaps by word; there are no more of them than words. */
  private readonly singles = new Map<number, TokenSwaps>();
  private readonly formsOfTwo = new Map<string, number>();
  /** See `formsOf`, by row; undefined where nobody has asked. */
  private readonly formsOfEntry: (readonly number[] | null | undefined)[];

  constructor(
    private readonly gazetteer: Gazetteer,
    private readonly dictionary: CompiledDictionary,
  ) {
    this.formsOfEntry = new Array<undefined>(dictionary.entries.length).fill(undefined);
  }

  /** Form of each token in the gazetteer, or -1. `ids` are the tokens' words in the dictionary's vocabulary. */
  forms(tokens: Tokens, ids: Int32Array): Int32Array {
    const { vocabulary } = this.dictionary;
    if (this.formsOfWords.length < vocabulary.size) {
      const grown = new Int32Array(vocabulary.size);
      grown.set(this.formsOfWords);
      this.formsOfWords = grown;
    }
    const forms = new Int32Array(tokens.count);
    for (let i = 0; i < tokens.count; i++) {
      const id = ids[i]!;
      // Words of a class have no word of their own, and "US" is read as "u.s.".
      const length = tokens.ends[i]! - tokens.starts[i]!;
      if (id < CLASS_WORDS.length || length === 2) {
        const text = tokenText(tokens, i).toLowerCase();
        forms[i] = length === 2 ? this.formOfTwo(text) : this.gazetteer.formOf(text);
        continue;
      }
      if (this.formsOfWords[id] === 0) this.formsOfWords[id] = this.gazetteer.formOf(vocabulary.word(id)) + 2;
      forms[i] = this.formsOfWords[id]! - 2;
    }
    return forms;
  }

  /** The form of a word of two letters: many a word of any text is one, and there are few of them. */
  private formOfTwo(text: string): number {
    let form = this.formsOfTwo.get(text);
    if (form === undefined) {
      form = this.gazetteer.formOf(text);
      if (this.formsOfTwo.size < MOST_OF_TWO) this.formsOfTwo.set(text, form);
    }
    return form;
  }

  /**
   * Swaps of the tokens from `start` on, sorted by the first form of what they stand for; of equal ones the likeliest.
   * `forms` are the tokens' forms, or -1.
   */
  at(tokens: Tokens, ids: Int32Array, forms: Int32Array, start: number): TokenSwaps {
    const text = tokenText(tokens, start);
    if (ARTICLES.has(text.toLowerCase()) || isAbbreviation(tokens, start)) return NONE;
    const single = this.single(text, ids, forms, start);
    const longer: NameSwap[] = [];
    const keep: Keep = (length, originals, log) => {
      if (length > 1) longer.push({ length, forms: originals, log, isSpelling: false });
    };
    this.addRows(ids, start, LONGEST, keep);
    if (forms[start]! >= 0) this.addPhrases(forms, start, keep);
    return longer.length === 0 ? single : joined(single, this.sorted(longer));
  }

  /** Swaps of one token; they are the same wherever its word stands. */
  private single(text: string, ids: Int32Array, forms: Int32Array, start: number): TokenSwaps {
    const cacheKey = ids[start]! * FORMS + forms[start]! + 1;
    const known = this.singles.get(cacheKey);
    if (known !== undefined) return known;
    const found = new Map<number | string, NameSwap>();
    const keep: Keep = (length, originals, log) => {
      const key = originals.length === 1 ? originals[0]! : originals.join(" ");
      if (length > 1 || (found.get(key)?.log ?? Number.NEGATIVE_INFINITY) >= log) return;
      if (originals.length === 1 && this.isCognate(forms[start]!, originals[0]!)) return;
      found.set(key, { length, forms: originals, log, isSpelling: false });
    };
    this.addRows(ids, start, 1, keep);
    if (forms[start]! >= 0) {
      this.addPairs(forms[start]!, keep);
      this.addPhrases(forms, start, keep);
    }
    const swaps = this.sorted([...found.values(), ...this.spellings(text)]);
    // Unknown words share an id, and say nothing of each other.
    if (ids[start]! >= CLASS_WORDS.length || forms[start]! >= 0) this.singles.set(cacheKey, swaps);
    return swaps;
  }

  private sorted(swaps: NameSwap[]): TokenSwaps {
    const all = swaps.sort(byForm);
    const opening = all.filter(({ forms }) => this.gazetteer.hasEdge(0, forms[0]!));
    const lower = all.filter(({ forms }) => this.gazetteer.hasLower(forms[0]!));
    return { ...listed(all), opening, lower: lower.length === 0 ? EMPTY : listed(lower) };
  }

  /** Tools swap a word for another one, hardly ever for a form of itself; authors write both. */
  private isCognate(a: number, b: number): boolean {
    const { gazetteer } = this;
    return a >= 0 && gazetteer.mayBeCognate(a, b) && areCognate(gazetteer.form(a), gazetteer.form(b));
  }

  private spellings(word: string): NameSwap[] {
    const other = otherSpelling(word.toLowerCase());
    const form = other === null ? -1 : this.gazetteer.formOf(other);
    return form < 0 ? [] : [{ length: 1, forms: [form], log: SPELLING, isSpelling: true }];
  }

  private addRows(ids: Int32Array, start: number, longest: number, keep: Keep): void {
    const { entriesAt, columns } = this.dictionary;
    const { offsets, ends, phrases } = phraseHits(this.dictionary, ids);
    for (let hit = offsets[start]!; hit < offsets[start + 1]!; hit++) {
      const length = ends[hit]! - start;
      if (length > longest) return;
      const rows = entriesAt[phrases[hit]!]!;
      for (let at = 0; at < rows.length; at++) {
        const index = rows[at]!;
        const forms = this.formsOf(index);
        const isGuarded = (columns.flags[index]! & EntryFlag.Guarded) !== 0;
        if (forms !== null) keep(length, forms, columns.logs[index]! - (isGuarded ? GUARDED : 0));
      }
    }
  }

  private addPairs(form: number, keep: Keep): void {
    const { firstPairs, pairOriginals, pairLogs } = this.gazetteer.tables;
    for (let at = firstPairs[form]!; at < firstPairs[form + 1]!; at++) {
      keep(1, [pairOriginals[at]!], -pairLogs[at]! / 16 - HEARSAY);
    }
  }

  private addPhrases(forms: Int32Array, start: number, keep: Keep): void {
    const { gazetteer } = this;
    const { phraseSpuns, phraseOriginals, phraseLogs } = gazetteer.tables;
    for (let at = gazetteer.phraseFrom(forms[start]!); at < gazetteer.phraseCount; at++) {
      if (phraseSpuns[at * 2] !== forms[start]) return;
      const second = phraseSpuns[at * 2 + 1]!;
      if (second !== NO_WORD && (start + 1 >= forms.length || forms[start + 1] !== second)) continue;
      const last = phraseOriginals[at * 2 + 1]!;
      const originals = last === NO_WORD ? [phraseOriginals[at * 2]!] : [phraseOriginals[at * 2]!, last];
      keep(second === NO_WORD ? 1 : 2, originals, -phraseLogs[at]! / 16 - HEARSAY);
    }
  }

  /** The forms of a row's original; null when no name holds one of its words, or it is an article. */
  private formsOf(index: number): readonly number[] | null {
    const known = this.formsOfEntry[index];
    if (known !== undefined) return known;
    const forms = this.readForms(this.dictionary.entries[index]!.original);
    this.formsOfEntry[index] = forms;
    return forms;
  }

  private readForms(original: string): readonly number[] | null {
    const tokens = tokenize(original);
    if (tokens.count > LONGEST) return null;
    const forms: number[] = [];
    for (let i = 0; i < tokens.count; i++) {
      const word = tokenText(tokens, i).toLowerCase();
      const form = ARTICLES.has(word) ? -1 : this.gazetteer.formOf(word);
      if (form < 0) return null;
      forms.push(form);
    }
    return forms;
  }
}
