import type { CompiledDictionary, Entry } from "../dictionary/compile.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { Shape, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { areCognate, otherSpelling } from "./cognates.js";
import { type Gazetteer, NO_WORD } from "./gazetteer.js";

/** Words of a name that a tool may have written as some tokens of the text. */
export interface NameSwap {
  /** How many tokens of the text. */
  readonly length: number;
  /** The name's words, as forms of the gazetteer. */
  readonly forms: readonly number[];
  /** ln P(the tokens | the name's words, swapped). */
  readonly log: number;
  /** The same word in another spelling ("Organisation"): no swap, and the text's spelling stays. */
  readonly isSpelling: boolean;
}

/** Swaps, sorted by the first form of what they stand for. */
export interface SwapList {
  readonly all: readonly NameSwap[];
  /** First form of each. */
  readonly firsts: Int32Array;
}

/** The swaps of the tokens from one on. */
export interface TokenSwaps extends SwapList {
  /** Those that a name can begin with. */
  readonly opening: readonly NameSwap[];
  /** Those that begin with a word that some name has in lower case: none else can have become one. */
  readonly lower: SwapList;
}

/** Tokens of one swap inside a name, on either side. */
const LONGEST = 3;
/** A thesaurus's pair is worth this much less than a table's, in nats: no tool is known to write it. */
const HEARSAY = 1;
/** A pair that its author holds to a higher bar, in nats. */
const GUARDED = 2;
/** ln P(a text writes a name in the other spelling). */
const SPELLING = -1;
/** No edit swaps an article for another word. */
const ARTICLES = new Set(["a", "an", "the"]);

/** No table holds "TV" or "UK" for a word; longer words in capitals may be a headline's. */
function isAbbreviation(tokens: Tokens, at: number): boolean {
  return tokens.shapes[at] === Shape.Upper && tokens.ends[at]! - tokens.starts[at]! <= 4;
}

const EMPTY: SwapList = { all: [], firsts: new Int32Array(0) };
const NONE: TokenSwaps = { ...EMPTY, opening: [], lower: EMPTY };
/** More forms than a gazetteer holds: word and form make one exact number. */
const FORMS = 0x100000;
function listed(all: readonly NameSwap[]): SwapList {
  return { all, firsts: Int32Array.from(all, ({ forms }) => forms[0]!) };
}

/** Two lots of swaps in one; where they stand for the same form, the first lot's come first. */
function joined(a: TokenSwaps, b: TokenSwaps): TokenSwaps {
  return {
    ...listed(merged(a.all, b.all)),
    opening: merged(a.opening, b.opening),
    lower: b.lower === EMPTY ? a.lower : listed(merged(a.lower.all, b.lower.all)),
  };
}

function merged(a: readonly NameSwap[], b: readonly NameSwap[]): readonly NameSwap[] {
  if (b.length === 0) return a;
  const all: NameSwap[] = [];
  let at = 0;
  for (const swap of b) {
    while (at < a.length && a[at]!.forms[0]! <= swap.forms[0]!) all.push(a[at++]!);
    all.push(swap);
  }
  while (at < a.length) all.push(a[at++]!);
  return all;
}

const byForm = (a: NameSwap, b: NameSwap) => a.forms[0]! - b.forms[0]!;

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
  private readonly formsOfEntry = new Map<number, readonly number[] | null>();

  constructor(
    private readonly gazetteer: Gazetteer,
    private readonly dictionary: CompiledDictionary,
  ) {}

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
      if (id < CLASS_WORDS.length || tokens.ends[i]! - tokens.starts[i]! === 2) {
        forms[i] = this.gazetteer.formOf(tokenText(tokens, i).toLowerCase());
        continue;
      }
      if (this.formsOfWords[id] === 0) this.formsOfWords[id] = this.gazetteer.formOf(vocabulary.word(id)) + 2;
      forms[i] = this.formsOfWords[id]! - 2;
    }
    return forms;
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
    const found = new Map<string, NameSwap>();
    const keep: Keep = (length, originals, log) => {
      const key = originals.join(" ");
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
    const lower = all.filter(({ forms }) => this.hasLower(forms[0]!));
    return { ...listed(all), opening, lower: lower.length === 0 ? EMPTY : listed(lower) };
  }

  /** Does a form have a spelling in lower case? */
  private hasLower(form: number): boolean {
    const end = this.gazetteer.formEnd(form);
    for (let word = form; word < end; word++) if (!this.gazetteer.isRaised(word)) return true;
    return false;
  }

  /** Tools swap a word for another one, hardly ever for a form of itself; authors write both. */
  private isCognate(a: number, b: number): boolean {
    return a >= 0 && areCognate(this.gazetteer.form(a), this.gazetteer.form(b));
  }

  private spellings(word: string): NameSwap[] {
    const other = otherSpelling(word.toLowerCase());
    const form = other === null ? -1 : this.gazetteer.formOf(other);
    return form < 0 ? [] : [{ length: 1, forms: [form], log: SPELLING, isSpelling: true }];
  }

  private addRows(ids: Int32Array, start: number, longest: number, keep: Keep): void {
    const { dictionary } = this;
    let node = 0;
    for (let i = start; i < ids.length && i < start + longest; i++) {
      node = dictionary.spuns.child(node, ids[i]!);
      if (node < 0) return;
      const at = dictionary.spuns.value(node);
      if (at < 0) continue;
      for (const index of dictionary.entriesAt[at]!) {
        const entry = dictionary.entries[index]!;
        const forms = this.formsOf(entry);
        if (forms !== null) keep(i + 1 - start, forms, entry.log - (entry.guarded ? GUARDED : 0));
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
  private formsOf(entry: Entry): readonly number[] | null {
    const known = this.formsOfEntry.get(entry.index);
    if (known !== undefined) return known;
    const forms = this.readForms(entry.original);
    this.formsOfEntry.set(entry.index, forms);
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
