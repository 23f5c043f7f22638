/** The closed lists of English number words. */

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

const count = (words: readonly string[], step: number, from: number) =>
  words.map((word, at): [string, number] => [word, (at + from) * step]);

/** Cardinals below a hundred that are one word: "seven", "forty". */
export const CARDINALS: ReadonlyMap<string, number> = new Map([...count(UNITS, 1, 0), ...count(TENS, 10, 2)]);

/** Ordinals below a hundred that are one word: "seventh", "fortieth". */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map([...count(ORDINALS, 1, 0), ...count(TENTHS, 10, 2)]);

/** "nineties" by the year within its century: "the nineteen nineties". */
export const DECADES: ReadonlyMap<string, number> = new Map(
  TENS.map((word, at): [string, number] => [word.replace(/y$/, "ies"), (at + 2) * 10]),
);

/** Words that multiply what stands before them, or stand for themselves: "dozens", "two decades". */
export const SCALES: ReadonlyMap<string, number> = new Map(
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

/** Letters right after digits: "4bn". */
export const SUFFIXES: ReadonlyMap<string, number> = new Map(
  Object.entries({ k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, tn: 1e12 }),
);

/** A cardinal below a hundred in words: 21 gives "twenty-one"; undefined when it is none. */
export function cardinalWord(value: number): string | undefined {
  return below(UNITS, UNITS, TENS, value);
}

/** An ordinal from 1 to 99 in words: 21 gives "twenty-first"; undefined when it is none. */
export function ordinalWord(value: number): string | undefined {
  return value < 1 ? undefined : below(ORDINALS, ORDINALS, TENTHS, value);
}

function below(
  small: readonly string[],
  last: readonly string[],
  tens: readonly string[],
  value: number,
): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 99) return undefined;
  if (value < 20) return small[value];
  const ten = Math.floor(value / 10) - 2;
  return value % 10 === 0 ? tens[ten] : `${TENS[ten]}-${last[value % 10]}`;
}

/** An ordinal in digits: 21 gives "21st", 112 gives "112th". */
export function ordinalDigits(value: number): string {
  const teen = Math.floor(value / 10) % 10 === 1;
  const suffix = teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${value}${suffix}`;
}
