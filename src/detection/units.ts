import { CharClass, classOf } from "../tokens/characters.js";
import { hintOf, LONGEST_KEYED, WordHint } from "./function-words.js";

/**
 * `english`: surely so, by its function words alone; `names`: mostly words with a raised first letter, such as
 * team sheets and headlines in title case, which say nothing of a language; `open`: anything else.
 */
export type UnitKind = "english" | "names" | "open";

/** A stretch of text, of a sentence or more, that is judged as one. Offsets are UTF-16 units. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  /** Words with a letter; scripts without spaces count two characters for a word. */
  readonly words: number;
  readonly kind: UnitKind;
}

/** What stands in a text, in UTF-16 units; white space is not counted. */
export interface Material {
  readonly units: readonly Unit[];
  readonly words: number;
  readonly letters: number;
  readonly digits: number;
  /** Signs that prose has few of: code, markup, tables, formulas. */
  readonly signs: number;
}

/** A unit ends with a line or a sentence once it holds this many words, and in any case at the most. */
const WORDS_TO_CLOSE = 8;
const MOST_WORDS = 60;
/** A line of its own (a headline, a caption) is a unit from this many words on. */
const WORDS_OF_A_LINE = 4;

/**
 * Shares of function words from which a unit is surely English. English news has about 20 % from the first
 * list and 40 % from both; other languages have none from the first, and up to 15 % from the second.
 */
const SURE_SHARE = 0.22;
const SURE_ENGLISH_SHARE = 0.12;
/** A share of words with a raised first letter that no language but German comes near, and German keeps below. */
const NAMES_SHARE = 0.6;
/** A share of foreign function words that calls for a closer look. */
const FOREIGN_SHARE = 0.06;

/** Reads a text once, makes no strings, and sorts its stretches into English ones, names and others. */
export function readUnits(text: string): Material {
  const reader = new Reader();
  for (let at = 0; at < text.length; ) at = reader.read(text, at);
  return reader.finish(text.length);
}

class Reader {
  private readonly units: Unit[] = [];
  private start = 0;
  private words = 0;
  private spaceless = 0;
  private raised = 0;
  private hints = [0, 0, 0, 0];
  private allWords = 0;
  private letters = 0;
  private digits = 0;
  private signs = 0;

  /** Reads the word or the mark at `at` and returns where the next begins. */
  read(text: string, at: number): number {
    const mark = markOf(text.charCodeAt(at));
    if (mark === Mark.Letter) return this.readWord(text, at);
    if (mark === Mark.Line) {
      if (this.size() >= WORDS_OF_A_LINE) this.close(at);
    } else if (mark === Mark.SentenceEnd) {
      if (this.size() >= WORDS_TO_CLOSE) this.close(at + 1);
    } else if (mark === Mark.Digit) this.digits++;
    else if (mark === Mark.Sign) this.signs++;
    return at + 1;
  }

  private readWord(text: string, from: number): number {
    let at = from;
    let key = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const mark = markOf(code);
      if (mark !== Mark.Letter && mark !== Mark.Apostrophe) break;
      if (code < 0x80 && mark === Mark.Letter) key = (key << 5) | (code & 31);
      else {
        key = NO_KEY;
        if (isSpaceless(code)) this.spaceless++;
      }
    }
    this.letters += at - from;
    this.words++;
    if (isRaised(text, from)) this.raised++;
    if (at - from <= LONGEST_KEYED && key > 0) this.hints[hintOf(key)]!++;
    if (this.size() >= MOST_WORDS) this.close(at);
    return at;
  }

  finish(length: number): Material {
    if (this.size() > 0) this.close(length);
    return { units: this.units, words: this.allWords, letters: this.letters, digits: this.digits, signs: this.signs };
  }

  private size(): number {
    return this.words + (this.spaceless >> 1);
  }

  private close(end: number): void {
    const words = this.size();
    this.units.push({ start: this.start, end, words, kind: this.kindOf(words) });
    this.allWords += words;
    this.start = end;
    this.words = 0;
    this.spaceless = 0;
    this.raised = 0;
    this.hints = [0, 0, 0, 0];
  }

  private kindOf(words: number): UnitKind {
    if (isSurelyEnglish(words, this.hints)) return "english";
    return this.raised > NAMES_SHARE * words ? "names" : "open";
  }
}

function isSurelyEnglish(words: number, hints: readonly number[]): boolean {
  const english = hints[WordHint.English]!;
  const shared = hints[WordHint.Shared]!;
  const foreign = hints[WordHint.Foreign]!;
  if (english === 0 || (foreign >= 2 && foreign >= FOREIGN_SHARE * words)) return false;
  return english >= SURE_ENGLISH_SHARE * words || english + shared >= SURE_SHARE * words;
}

/** Is the word at `at` capitalised, and not all in capitals? */
function isRaised(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return first <= 0x5a && text.charCodeAt(at + 1) >= 0x61;
}

const Mark = { Other: 0, Letter: 1, Apostrophe: 2, Digit: 3, Line: 4, SentenceEnd: 5, Sign: 6 } as const;

/** The key of a word with a letter beyond a-z: negative, and it stays so whatever letters follow. */
const NO_KEY = -1;

const ASCII_MARKS = Uint8Array.from({ length: 0x80 }, (_, code) => classify(code));

function markOf(code: number): number {
  return code < 0x80 ? ASCII_MARKS[code]! : classify(code);
}

function classify(code: number): number {
  const kind = classOf(code);
  if (kind === CharClass.Letter) return Mark.Letter;
  if (kind === CharClass.Apostrophe) return Mark.Apostrophe;
  if (kind === CharClass.Digit) return Mark.Digit;
  if (kind === CharClass.LineBreak) return Mark.Line;
  const character = String.fromCharCode(code);
  if (".!?。！？".includes(character)) return Mark.SentenceEnd;
  return "{}[]<>=_|\\/#*+^~`;$%@&".includes(character) ? Mark.Sign : Mark.Other;
}

/** Scripts that set no spaces between words: Thai and Lao, Burmese, Khmer, kana, Han. */
function isSpaceless(code: number): boolean {
  return (
    (code >= 0x0e00 && code <= 0x0eff) ||
    (code >= 0x1000 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff)
  );
}
