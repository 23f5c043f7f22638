/** Ordinals and decades: "twenty first century", "20 th", "1st" for "first", "Nineteen Eighties". */
import { DECADES, ordinalDigits, ordinalWord } from "../dictionary/number-words.js";
import { type NumberTokens, Written } from "./number-tokens.js";
import type { NumberRule, Proposer } from "./proposer.js";

const SPLIT: NumberRule = { log: -0.02, guarded: false, reason: "an ordinal's ending has come loose from its figures" };
const UNJOINED: NumberRule = {
  log: -0.2,
  guarded: false,
  reason: "ordinals in words have a hyphen; a tool spelled out figures",
};
const UNJOINED_WORD: NumberRule = { ...UNJOINED, log: -3 };
/** "A twenty second delay" is one of twenty seconds. */
const SECONDS: NumberRule = { ...UNJOINED, log: -0.5, guarded: true };
const IN_WORDS: NumberRule = { log: -0.3, guarded: true, reason: "news writes ordinals from tenth on in figures" };
/** Tools leave the hyphen out. */
const WELL_FORMED: NumberRule = { ...IN_WORDS, log: -2 };
const IN_FIGURES: NumberRule = { log: -0.5, guarded: true, reason: "news writes ordinals below tenth in words" };
const LONG_DECADE: NumberRule = { log: -0.1, guarded: false, reason: "news writes a decade in figures" };
const DECADE: NumberRule = { ...LONG_DECADE, log: -0.2, guarded: true };

const ENDING = /^(?:st|nd|rd|th)$/;
const ORDINAL = /^(\d+)(?:st|nd|rd|th)$/;
const LEAST_IN_FIGURES = 10;
/** After what an ordinal belongs to a date, a name or a law. */
const AFTER =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|century|centuries|street|avenue|floor|district|circuit|amendment|of|st|ave)$/;

export function proposeOrdinals(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; token++) {
    proposeSplit(numbers, proposer, token);
    proposeUnjoined(numbers, proposer, token);
    proposeOtherForm(numbers, proposer, token);
    proposeDecade(numbers, proposer, token);
  }
}

/** "20 th century". */
function proposeSplit(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (!numbers.is(token, Written.Figures) || !numbers.spaced(token + 1) || !ENDING.test(numbers.text(token + 1)))
    return;
  const value = numbers.value(token);
  const ordinal = Number.isInteger(value) ? ordinalDigits(value) : "";
  if (ordinal === numbers.text(token) + numbers.text(token + 1)) proposer.add(token, token + 2, ordinal, SPLIT);
}

/** "twenty first". */
function proposeUnjoined(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const next = token + 1;
  if (!numbers.is(token, Written.Word) || !numbers.is(next, Written.Ordinal) || !numbers.spaced(next)) return;
  const [tens, unit] = [numbers.value(token), numbers.value(next)];
  if (tens < 20 || tens % 10 !== 0 || unit < 1 || unit > 9) return;
  const rule = unit === 2 ? SECONDS : UNJOINED;
  proposer.add(token, token + 2, ordinalDigits(tens + unit), rule);
  proposer.add(token, token + 2, ordinalWord(tens + unit)!, unit === 2 ? SECONDS : UNJOINED_WORD);
}

/** "nineteenth" for "19th", "3rd" for "third". */
function proposeOtherForm(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (numbers.is(token, Written.Ordinal)) {
    const value = numbers.value(token);
    if (value >= LEAST_IN_FIGURES && !numbers.is(token - 1, Written.Word))
      proposer.add(token, token + 1, ordinalDigits(value), numbers.text(token).includes("-") ? WELL_FORMED : IN_WORDS);
    return;
  }
  if (!numbers.isNumber(token)) return;
  const value = Number(ORDINAL.exec(numbers.text(token))?.[1] ?? Number.NaN);
  if (!(value >= 1 && value < LEAST_IN_FIGURES) || AFTER.test(numbers.lower(token + 1))) return;
  if (AFTER.test(numbers.lower(token - 1)) || numbers.glued(token)) return;
  proposer.add(token, token + 1, ordinalWord(value)!, IN_FIGURES);
}

/** "the Nineteen Eighties", "the Eighties": of the last century, as news has it. */
function proposeDecade(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const decade = numbers.startsRaised(token) ? DECADES.get(numbers.lower(token)) : undefined;
  if (decade === undefined) return;
  const century = numbers.spaced(token) ? numbers.value(token - 1) : Number.NaN;
  if (century >= 15 && century <= 20 && numbers.is(token - 1, Written.Word)) {
    proposer.add(token - 1, token + 1, `${century * 100 + decade}s`, LONG_DECADE);
  } else if (BEFORE_DECADE.test(numbers.lower(token - 1))) proposer.addRead(token, token + 1, `19${decade}s`, DECADE);
}

/** "In his Eighties" is an age. */
const BEFORE_DECADE = /^(?:the|late|early|mid|mid-|and|of|since|from|to|in)$/;
