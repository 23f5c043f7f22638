/**
 * Facts in a phrase: the values of its numbers, and its negations. No edit may change either, unless it restores what
 * a tool damaged. Reads digits, ordinals, number words, mixtures that spinners make ("six.5", "one.28 million").
 */

export interface NumberRead {
  readonly value: number;
  /** Written "one" or "first", which are as often a pronoun or an adjective: may stand on one side only. */
  readonly soft: boolean;
}

const UNITS = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const ORDINALS = (
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth " +
  "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(" ");

/** Words below a hundred, with what they add. */
const SMALL: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...ORDINALS.map((word, value): [string, number] => [word, value]),
  ...ORDINALS.map((word, value): [string, number] => [`${word}s`, value]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ...TENTHS.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);
// A number of seconds is a time, not a row of ordinals.
const SECONDS = "seconds";

/** Words that multiply what stands before them, or stand for themselves: "dozens", "two decades". */
const SCALES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    dozen: 12,
    decade: 10,
    hundred: 100,
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
    trillion: 1e12,
  }).flatMap(([word, value]): [string, number][] => [
    [word, value],
    [`${word}s`, value],
    [`${word}th`, value],
  ]),
);

const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, tn: 1e12 };

/** Spans that name one unit of time each: "the last 12 months" is "the last year", which holds no number. */
const WHOLE_UNITS =
  /\b(?:12|twelve)[ -]months?\b|\b(?:7|seven)[ -]days?\b|\b(?:24|twenty-four)[ -]hours?\b|\b(?:1|one)[ -](?:year|week|day)\b/g;

const WORD = /\p{Sc}|\d[\d,]*(?:\.\d+)?|\p{L}[\p{L}\d]*(?:['’]\p{L}+)?|\.(?=[\p{L}\d])|\S/gu;

/** Values of the numbers in `text`, in their order; a pronoun "one" ("the second one") has none. */
export function numberValues(text: string): number[] {
  return readNumbers(text).map((number) => number.value);
}

export function readNumbers(text: string): NumberRead[] {
  const words = text.toLowerCase().replace(WHOLE_UNITS, "").match(WORD) ?? [];
  const found: NumberRead[] = [];
  for (let at = 0; at < words.length; ) {
    const read = readNumber(words, at);
    if (read === undefined) at++;
    else {
      at = read.next;
      const pronoun = isPronounOne(words, read, found.length > 0);
      if (!pronoun) found.push({ value: read.value, soft: read.soft });
    }
  }
  return found;
}

interface Read extends NumberRead {
  readonly start: number;
  readonly next: number;
}

/** "the second one", "3rd one": "one" right after another number's last word is a pronoun. */
function isPronounOne(words: readonly string[], read: Read, anyBefore: boolean): boolean {
  return anyBefore && read.soft && words[read.start] === "one" && isNumberWord(words[read.start - 1] ?? "");
}

function isNumberWord(word: string): boolean {
  return SMALL.has(word) || /^(?:st|nd|rd|th|d)$/.test(word);
}

/** The number that begins at word `at`, with its decimals, scale words and suffix; undefined if none does. */
function readNumber(words: readonly string[], at: number): Read | undefined {
  const whole = readWhole(words, at);
  if (whole === undefined) return undefined;
  const decimals = readDecimals(words, whole.next);
  const first = decimals === undefined ? whole.value : Number(`${whole.value}.${decimals.digits}`);
  const { value, next } = readScales(words, { value: first, next: decimals?.next ?? whole.next });
  const word = words[at] ?? "";
  const soft = next === at + 1 && (word === "one" || word === "first");
  return { value, soft, start: at, next };
}

function readWhole(words: readonly string[], at: number): Whole | undefined {
  const word = words[at] ?? "";
  if (/^\d/.test(word)) {
    const value = Number(word.replaceAll(",", ""));
    const ordinal = /^(?:st|nd|rd|th|d|s)$/.test(words[at + 1] ?? "");
    return { value, next: at + (ordinal ? 2 : 1) };
  }
  if (SCALES.has(word)) return { value: 1, next: at };
  const small = word === SECONDS ? undefined : SMALL.get(word);
  if (small === undefined) return word === "twice" ? { value: 2, next: at + 1 } : undefined;
  return readTens(words, { value: small, next: at + 1 });
}

/** "twenty-one", "twenty one". */
function readTens(words: readonly string[], from: Whole): Whole {
  const at = words[from.next] === "-" ? from.next + 1 : from.next;
  const unit = SMALL.get(words[at] ?? "");
  const joins = from.value >= 20 && from.value % 10 === 0 && unit !== undefined && unit > 0 && unit < 10;
  return joins ? { value: from.value + unit, next: at + 1 } : from;
}

/** ".28", ".fifteen", as in "one.28" and "one.fifteen". */
function readDecimals(words: readonly string[], at: number): { digits: string; next: number } | undefined {
  if (words[at] !== ".") return undefined;
  const word = words[at + 1] ?? "";
  const digits = /^\d+$/.test(word) ? word : SMALL.get(word)?.toString();
  return digits === undefined ? undefined : { digits, next: at + 2 };
}

/** Goes on over scale words and what they leave room for: "million", "bn", "two hundred and five thousand and six". */
function readScales(words: readonly string[], from: Whole): Whole {
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

interface Whole {
  readonly value: number;
  readonly next: number;
}

/** A scale word, perhaps after a hyphen, or a suffix right after digits: "4bn". */
function scaleAt(words: readonly string[], next: number): Whole | undefined {
  const at = words[next] === "-" ? next + 1 : next;
  const word = words[at] ?? "";
  const value = SCALES.get(word) ?? (/^\d/.test(words[next - 1] ?? "") ? SUFFIXES[word] : undefined);
  return value === undefined ? undefined : { value, next: at + 1 };
}

/** What may follow a scale word: a word below a hundred, after "and" only if the sum ends there ("a thousand and two"). */
function remainder(words: readonly string[], next: number, group: number): Whole | undefined {
  if (group % 100 !== 0) return undefined;
  const joined = words[next] === "and";
  const at = joined ? next + 1 : next;
  if (!/^[a-z]/.test(words[at] ?? "")) return undefined;
  const small = readWhole(words, at);
  if (small === undefined || small.next === at) return undefined;
  const endsThere = scaleAt(words, small.next) === undefined;
  return joined && group === 0 && !endsThere ? undefined : small;
}

const NEGATION =
  /\b(?:not|never|none|neither|nor|nobody|nothing|nowhere|without|with out|cannot)\b|n['’]t\b|\bno\b(?!\.? ?\d)/g;

/** Idioms with a "not" that negates nothing. */
const NO_NEGATION = /\b(?:whether or not|no matter|not only|if not|more often than not)\b/g;

/** The negations of `text`, each as a plain word: "didn't" gives "not", "with out" gives "without". */
export function negations(text: string): string[] {
  return (text.toLowerCase().replace(NO_NEGATION, " ").match(NEGATION) ?? []).map((found) =>
    found === "with out"
      ? "without"
      : found === "cannot" || (found.endsWith("t") && found.startsWith("n") && found.length === 3)
        ? "not"
        : found,
  );
}

/** True when both texts state the same values; "one" and "first" may stand on one side only. */
export function sameNumbers(a: string, b: string): boolean {
  const left = readNumbers(a);
  const right = readNumbers(b);
  const unmatched = (from: readonly NumberRead[], other: readonly NumberRead[]) => {
    const pool = other.map((number) => number.value);
    return from.filter((number) => {
      const at = pool.indexOf(number.value);
      if (at >= 0) pool.splice(at, 1);
      return at < 0 && !number.soft;
    });
  };
  return unmatched(left, right).length === 0 && unmatched(right, left).length === 0;
}

/** True when both texts hold equally many negations, of whatever wording ("no longer", "not any more"). */
export function sameNegations(a: string, b: string): boolean {
  return negations(a).length === negations(b).length;
}
