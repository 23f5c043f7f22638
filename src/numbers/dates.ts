/** Days, years, hours and ranks in words where news writes figures: "Nov. fourteen", "two p.m.", "No. eight". */
import { figures, type NumberTokens, Written } from "./number-tokens.js";
import type { NumberRule, Proposer } from "./proposer.js";

const DAY: NumberRule = {
  log: -0.05,
  guarded: false,
  reason: "a day of the month is written in figures",
};
/** "In May three men were held". */
const DAY_PERHAPS: NumberRule = { ...DAY, log: -0.3, guarded: true };
const RANK: NumberRule = { log: -0.05, guarded: false, reason: "what follows No. is written in figures" };
const HOUR: NumberRule = { log: -0.3, guarded: true, reason: "an hour before a.m. or p.m. is written in figures" };
const YEAR: NumberRule = { log: -0.2, guarded: true, reason: "a year is written in figures" };

const MONTH =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)$/;
const SHORT_MONTH = /^(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)$/;
const HALF_DAY = /^(?:[ap]\.m\.?|am|pm)$/;
const LAST_DAY = 31;
const LAST_HOUR = 12;

export function proposeDates(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; token++) {
    if (!numbers.is(token, Written.Word) || numbers.is(token - 1, Written.Word)) continue;
    proposeYear(numbers, proposer, token);
    const spelled = numbers.spelled(token);
    if (spelled === undefined) continue;
    const { value, endToken } = spelled;
    const rule = dayRule(numbers, token, endToken) ?? rankRule(numbers, token) ?? hourRule(numbers, endToken, value);
    const fits = rule !== undefined && (rule === RANK || (value >= 1 && value <= LAST_DAY));
    if (fits) proposer.add(token, endToken, figures(value), rule);
  }
}

/** The token before, over the point of a short form ("Nov.", "No."). */
function wordBefore(numbers: NumberTokens, token: number): number {
  return numbers.text(token - 1) === "." && numbers.glued(token - 1) ? token - 2 : token - 1;
}

function dayRule(numbers: NumberTokens, token: number, endToken: number): NumberRule | undefined {
  const before = wordBefore(numbers, token);
  if (!MONTH.test(numbers.text(before))) return undefined;
  if (SHORT_MONTH.test(numbers.text(before))) return DAY;
  // A full month with a point ends a sentence.
  if (before !== token - 1) return undefined;
  return /^[.,;)]$/.test(numbers.text(endToken)) ? DAY : DAY_PERHAPS;
}

function rankRule(numbers: NumberTokens, token: number): NumberRule | undefined {
  const before = wordBefore(numbers, token);
  return numbers.text(before) === "No" && before === token - 2 ? RANK : undefined;
}

function hourRule(numbers: NumberTokens, endToken: number, value: number): NumberRule | undefined {
  return HALF_DAY.test(numbers.lower(endToken)) && value >= 1 && value <= LAST_HOUR ? HOUR : undefined;
}

/** "nineteen ninety-one", "twenty nineteen". */
function proposeYear(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const century = numbers.value(token);
  const next = token + 1;
  if (century < 15 || century > 20 || !numbers.spaced(next) || !numbers.is(next, Written.Word)) return;
  const decade = numbers.value(next);
  if (decade < 10) return;
  const unit = decade >= 20 && decade % 10 === 0 && numbers.spaced(next + 1) ? numbers.value(next + 1) : Number.NaN;
  const hasUnit = numbers.is(next + 1, Written.Word) && unit >= 1 && unit <= 9;
  proposer.add(token, next + (hasUnit ? 2 : 1), String(century * 100 + decade + (hasUnit ? unit : 0)), YEAR);
}
