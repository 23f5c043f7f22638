import { CARDINALS, DECADES, ORDINAL_WORDS, SCALES, SUFFIXES } from "./number-words.js";

/** A number as a text states it. */
export interface NumberRead {
  readonly value: number;
  /** Written "one" or "first", which are as often a pronoun or an adjective: may stand on one side only. */
  readonly soft: boolean;
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Words below a hundred, with what they add. */
const SMALL: ReadonlyMap<string, number> = new Map([
  ...CARDINALS,
  ...ORDINAL_WORDS,
  ...[...ORDINAL_WORDS].map(([word, value]): [string, number] => [`${word}s`, value]),
]);
// A number of seconds is a time, not a row of ordinals.
const SECONDS = "seconds";

/** Spans that name one unit of time each: "the last 12 months" is "the last year", which holds no number. */
const WHOLE_UNITS =
  /\b(?:12|twelve)[ -]months?\b|\b(?:7|seven)[ -]days?\b|\b(?:24|twenty-four)[ -]hours?\b|\b(?:1|one)[ -](?:year|week|day)\b/gi;

const WORD = /\p{Sc}|\d[\d,]*(?:\.\d+)?|\p{L}[\p{L}\d]*(?:['’]\p{L}+)?|\.(?=[\p{L}\d])|\S/gu;

interface Word {
  /** Lower case. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where a number that is being read has got to. */
interface Whole {
  readonly value: number;
  readonly next: number;
}

/** Values of the numbers in `text`, in their order; a pronoun "one" ("the second one") has none. */
export function numberValues(text: string): number[] {
  return readNumbers(text).map((number) => number.value);
}

/** The numbers of `text` in digits, ordinals, words, and mixtures that spinners make ("six.5", "one.28 million"). */
export function readNumbers(text: string): NumberRead[] {
  return readEveryNumber(wholeUnitsBlank(text));
}

/** `text` with blanks for what names one unit of time ("12 months"). */
export function wholeUnitsBlank(text: string): string {
  return text.replace(WHOLE_UNITS, (unit) => " ".repeat(unit.length));
}

/** As `readNumbers`, also those of "12 months" and its like. */
export function readEveryNumber(text: string): NumberRead[] {
  const words = wordsOf(text);
  const found: NumberRead[] = [];
  for (let at = 0; at < words.length; ) {
    const read = readNumber(words, at);
    if (read === undefined) at++;
    else {
      const soft = read.next === at + 1 && /^(?:one|first)$/.test(textAt(words, at));
      const pronoun = found.length > 0 && isPronounOne(words, at);
      if (!pronoun) found.push({ value: read.value, soft, start: words[at]!.start, end: words[read.next - 1]!.end });
      at = read.next;
    }
  }
  return found;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function textAt(words: readonly Word[], at: number): string {
  return words[at]?.text ?? "";
}

/** Does word `at` touch the one before it? */
function touches(words: readonly Word[], at: number): boolean {
  return words[at] !== undefined && words[at]?.start === words[at - 1]?.end;
}

/** "the second one", "3rd one": "one" right after another number's last word is a pronoun. */
function isPronounOne(words: readonly Word[], at: number): boolean {
  const before = textAt(words, at - 1);
  return textAt(words, at) === "one" && (SMALL.has(before) || /^(?:st|nd|rd|th|d)$/.test(before));
}

/** The number that begins at word `at`, with its decimals, scale words and suffix; undefined if none does. */
function readNumber(words: readonly Word[], at: number): Whole | undefined {
  const half = readHalf(words, at);
  if (half !== undefined) return readScales(words, half);
  const whole = readYear(words, at) ?? readWhole(words, at);
  if (whole === undefined) return undefined;
  const grouped = readGroups(words, whole);
  const decimals = readDecimals(words, grouped.next);
  const first = decimals === undefined ? grouped.value : Number(`${grouped.value}.${decimals.digits}`);
  return readScales(words, { value: first, next: decimals?.next ?? grouped.next });
}

/** "half a million", "half-dozen"; other halves are no number of things. */
function readHalf(words: readonly Word[], at: number): Whole | undefined {
  if (textAt(words, at) !== "half") return undefined;
  const next = /^(?:an?|-)$/.test(textAt(words, at + 1)) ? at + 2 : at + 1;
  return SCALES.has(textAt(words, next)) ? { value: 0.5, next } : undefined;
}

/** "nineteen ninety-one", "twenty nineteen", "the nineteen eighties". */
function readYear(words: readonly Word[], at: number): Whole | undefined {
  const century = CARDINALS.get(textAt(words, at)) ?? 0;
  if (century < 11 || century > 20) return undefined;
  const decade = DECADES.get(textAt(words, at + 1));
  if (decade !== undefined) return { value: century * 100 + decade, next: at + 2 };
  const year = CARDINALS.get(textAt(words, at + 1)) ?? 0;
  if (year < 10) return undefined;
  const whole = readTens(words, { value: year, next: at + 2 });
  return { value: century * 100 + whole.value, next: whole.next };
}

function readWhole(words: readonly Word[], at: number): Whole | undefined {
  const word = textAt(words, at);
  if (/^\d/.test(word)) {
    const ordinal = /^(?:st|nd|rd|th|d|s)$/.test(textAt(words, at + 1));
    return { value: Number(word.replaceAll(",", "")), next: at + (ordinal ? 2 : 1) };
  }
  if (SCALES.has(word)) return { value: 1, next: at };
  const small = word === SECONDS ? undefined : SMALL.get(word);
  if (small !== undefined) return readTens(words, { value: small, next: at + 1 });
  const times = word === "twice" ? 2 : word === "thrice" ? 3 : undefined;
  return times === undefined ? undefined : { value: times, next: at + 1 };
}

/** "twenty-one", "twenty one". */
function readTens(words: readonly Word[], from: Whole): Whole {
  const at = textAt(words, from.next) === "-" ? from.next + 1 : from.next;
  const unit = SMALL.get(textAt(words, at));
  const joins = from.value >= 20 && from.value % 10 === 0 && unit !== undefined && unit > 0 && unit < 10;
  return joins ? { value: from.value + unit, next: at + 1 } : from;
}

/** ",000" right after a word, as in "sixteen,000": digits have swallowed theirs. */
function readGroups(words: readonly Word[], from: Whole): Whole {
  const comma = from.next;
  const group = textAt(words, comma + 1);
  const fits = textAt(words, comma) === "," && touches(words, comma) && touches(words, comma + 1);
  if (!fits || !/^\d{3}(?!\d)/.test(group)) return from;
  const [whole, fraction] = group.split(".");
  const value = Number(`${from.value}${whole!.replaceAll(",", "")}${fraction === undefined ? "" : `.${fraction}`}`);
  return { value, next: comma + 2 };
}

/** ".28", ".fifteen", as in "one.28" and "one.fifteen". */
function readDecimals(words: readonly Word[], at: number): { digits: string; next: number } | undefined {
  if (textAt(words, at) !== "." || !touches(words, at)) return undefined;
  const word = textAt(words, at + 1);
  if (/^\d+$/.test(word)) return { digits: word, next: at + 2 };
  const value = CARDINALS.get(word);
  if (value === undefined) return undefined;
  const whole = readTens(words, { value, next: at + 2 });
  return { digits: String(whole.value), next: whole.next };
}

/** Goes on over scale words and what they leave room for: "million", "bn", "two hundred and five thousand and six". */
function readScales(words: readonly Word[], from: Whole): Whole {
  let total = 0;
  let group = from.value;
  let next = from.next;
  let smallest = Number.POSITIVE_INFINITY;
  for (let scale = scaleAt(words, next); scale !== undefined && scale.value < smallest; scale = scaleAt(words, next)) {
    if (scale.value > 100) {
      total += group * scale.value;
      group = 0;
      smallest = scale.value;
    } else group *= scale.value;
    const rest = remainder(words, scale.next, group);
    group += rest?.value ?? 0;
    next = rest?.next ?? scale.next;
  }
  return { value: Math.round((total + group) * 1e6) / 1e6, next };
}

/** A scale word, perhaps after a hyphen, or a suffix right after digits: "4bn". */
function scaleAt(words: readonly Word[], next: number): Whole | undefined {
  const at = textAt(words, next) === "-" ? next + 1 : next;
  const word = textAt(words, at);
  const isSuffix = /^\d/.test(textAt(words, next - 1)) && touches(words, next);
  const value = SCALES.get(word) ?? (isSuffix ? SUFFIXES.get(word) : undefined);
  return value === undefined ? undefined : { value, next: at + 1 };
}

/** What may follow a scale word: a word below a hundred, after "and" only if the sum ends there ("a thousand and two"). */
function remainder(words: readonly Word[], next: number, group: number): Whole | undefined {
  if (group % 100 !== 0) return undefined;
  const joined = textAt(words, next) === "and";
  const at = joined ? next + 1 : next;
  if (!/^[a-z]/.test(textAt(words, at))) return undefined;
  const small = readWhole(words, at);
  if (small === undefined || small.next === at) return undefined;
  const endsThere = scaleAt(words, small.next) === undefined;
  return joined && group === 0 && !endsThere ? undefined : small;
}
