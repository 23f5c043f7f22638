/** Units of time that tools count out: "a 12 months" for "a year", "20-12 months-old", "three-yr". */
import { cardinalValue, type NumberTokens, Written } from "./number-tokens.js";
import type { NumberRule, Proposer } from "./proposer.js";

const COUNTED: NumberRule = {
  log: -0.05,
  guarded: false,
  reason: "no plural goes with such a word before it; a tool counted out the unit of time",
};
/** "A 12 months sentence", badly written by a person. */
const COUNTED_PERHAPS: NumberRule = { ...COUNTED, log: -0.3, guarded: true };
const JOINED: NumberRule = {
  log: -0.02,
  guarded: false,
  reason: "no compound is built so; a tool replaced a word inside it",
};

/** The unit that so many of a smaller one make. */
const UNITS: ReadonlyMap<string, string> = new Map([
  ["12 months", "year"],
  ["twelve months", "year"],
  ["7 days", "week"],
  ["seven days", "week"],
  ["24 hours", "day"],
  ["twenty-four hours", "day"],
]);

/** Singular words, after which no plural can stand. */
const SINGULAR = new Set("a per this that one each single".split(" "));
/** Adjectives that go with one year, and not with twelve months. */
const OF_YEAR = new Set("new fiscal calendar leap light lunar tropical identical common".split(" "));
/** After these the phrase is complete: no noun follows that it could describe. */
const COMPLETES = new Set(
  (
    "in on at of and or but to from for with after before since than that when while as by ago later earlier prior if " +
    "because until till through throughout during between within into over under is was are were has have had will would " +
    "can could may might the it he she they we i you its his her their"
  ).split(" "),
);
/** "The last 12 months" and its like mean what they say: of 17 in garbled text, 15 stand in the original. */
const MEANT_AFTER = new Set("last past for within every entire in over least than".split(" "));

export function proposeUnitsOfTime(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; token++) {
    proposeCounted(numbers, proposer, token);
    proposeJoined(numbers, proposer, token);
  }
}

/** The unit that the tokens from `token` on count out. */
function unitAt(numbers: NumberTokens, token: number): string | undefined {
  const isCount = numbers.is(token, Written.Figures) || numbers.is(token, Written.Word);
  return isCount && numbers.spaced(token + 1)
    ? UNITS.get(`${numbers.lower(token)} ${numbers.lower(token + 1)}`)
    : undefined;
}

/** "a 12 months", "this 7 days", "the Lunar New 12 months". */
function proposeCounted(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const unit = unitAt(numbers, token);
  if (unit === undefined || !numbers.spaced(token)) return;
  const before = numbers.text(token - 1);
  if (unit === "year" && before === "New") {
    proposer.add(token - 1, token + 2, "New Year", COUNTED);
    return;
  }
  const lower = before.toLowerCase();
  const fits = SINGULAR.has(lower) || (unit === "year" && OF_YEAR.has(lower));
  if (!fits) return;
  const next = numbers.text(token + 2);
  const completes = COMPLETES.has(next) || !/^[\p{L}\p{N}'’]/u.test(next);
  proposer.add(token, token + 2, unit, completes ? COUNTED : COUNTED_PERHAPS);
}

const COUNTED_COMPOUND = /^(.+)-(12|twelve|7|seven)$/;
const SHORT_YEAR = /^(\d+|\p{L}+(?:-\p{L}+)?)-yrs?((?:-(?:old|olds|long|high))?)$/u;

/** "20-12 months-old" for "20-year-old", "three-yr-old" for "three-year-old". */
function proposeJoined(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (!numbers.isCompound(token)) return;
  const text = numbers.text(token);
  const [, first, rest] = SHORT_YEAR.exec(text) ?? [];
  if (first !== undefined) {
    proposer.add(token, token + 1, `${first}-year${rest}`, JOINED);
    return;
  }
  const [, amount, count] = COUNTED_COMPOUND.exec(text) ?? [];
  const [, smaller, tail] = /^(months|days)((?:-(?:old|olds|long))?)$/.exec(numbers.lower(token + 1)) ?? [];
  const unit = UNITS.get(`${count} ${smaller}`);
  if (unit === undefined || !numbers.spaced(token + 1) || !isAmount(amount!, unit === "year" ? 12 : 7)) return;
  proposer.addRead(token, token + 2, `${amount}-${unit}${tail}`, JOINED);
}

/** Is it a number, and no beginning of a range such as "9-12 months"? */
function isAmount(text: string, count: number): boolean {
  if (/^\d+$/.test(text)) return Number(text) >= count;
  return cardinalValue(text.toLowerCase()) !== undefined;
}

/**
 * Marks what is counted out on purpose, so that no table takes "the last 12 months" for a year: 1 for each such token, and
 * for each that `locked` has.
 */
export function withMeantCounts(numbers: NumberTokens, locked: Uint8Array): Uint8Array {
  const marked = locked.slice();
  for (let token = 1; token < numbers.count; token++) {
    if (unitAt(numbers, token) === undefined || !MEANT_AFTER.has(numbers.lower(token - 1))) continue;
    marked[token] = 1;
    marked[token + 1] = 1;
  }
  return marked;
}
