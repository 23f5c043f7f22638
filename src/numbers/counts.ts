/** Counts: "2 nations" for "two nations", "fifteen people" for "15 people", "5 hundred", "1 of the", "1000's". */
import { cardinalWord, SCALES } from "../dictionary/number-words.js";
import { TokenKind } from "../tokens/tokenize.js";
import { cardinalValue, figures, isScale, type NumberTokens, Written } from "./number-tokens.js";
import type { NumberRule, Proposer } from "./proposer.js";

const SMALL_COUNT: NumberRule = { log: -0.2, guarded: true, reason: "news writes counts below ten in words" };
const LARGE_COUNT: NumberRule = { log: -1.2, guarded: true, reason: "news writes numbers from ten on in figures" };
const MEASURE: NumberRule = { log: -1.5, guarded: true, reason: "agencies write amounts with a unit in figures" };
const ONE_OF: NumberRule = { log: -0.05, guarded: false, reason: "no good English counts 1 of some things in figures" };
const HUNDREDS: NumberRule = {
  log: -0.7,
  guarded: false,
  reason: "figures do not go before hundred; a tool wrote a part of the number as a figure",
};
const DOZENS: NumberRule = { ...HUNDREDS, log: -1, guarded: true };
const PLURAL: NumberRule = { log: -0.1, guarded: false, reason: "a round number of things is written as a word" };
const HALF_DOZEN: NumberRule = { log: -1.5, guarded: true, reason: "six is written for half a dozen" };

const LEAST_IN_FIGURES = 10;
/** What makes the figure before it an amount, a score, a time or a label. */
const UNIT = new Set(
  (
    "percent per % percentage million billion trillion thousand hundred dozen point points km mm cm kg mg ml m g ft feet foot " +
    "inch inches miles mile metres meters kilometres kilometers degrees degree cents cent dollars pounds euros yuan pence am " +
    "pm a.m. p.m. a.m p.m st nd rd th x vs v bn mn k gb mb tb ghz mph to"
  ).split(" "),
);
/** What makes the figure after it a label. */
const LABELLED = new Set(
  (
    "no number page pages chapter season episode phase type level stage group day week round game part section version " +
    "title class grade article channel table figure step tier category aged age size route line unit volume act scene verse " +
    "top under over at series league division room gate lane flight platform mark lap row order model question option"
  ).split(" "),
);
const OF_WHAT = new Set("the these those my our your his her its their them us you several many a".split(" "));
/** Before "1 of the", where no noun can be that it numbers. */
const OPENS = new Set(
  (
    "is was are were be been being as in for at by with from to and or but that than of on after became become becomes " +
    "only just least about under over said has had have not it's that's he's she's"
  ).split(" "),
);

export function proposeCounts(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; token++) {
    if (numbers.is(token, Written.Figures)) {
      if (!proposeHundreds(numbers, proposer, token) && !proposePlural(numbers, proposer, token))
        proposeWord(numbers, proposer, token);
    } else proposeCompound(numbers, proposer, token);
  }
}

/**
 * "Fifteen people", "five percent": right in many a house's style, and in garbled news nearly always the original. Only for
 * documents in which a tool is known to spell out figures.
 */
export function proposeSpelledCounts(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; token++) {
    if (numbers.is(token, Written.Word)) proposeFigures(numbers, proposer, token);
  }
}

/** "2 nations". */
function proposeWord(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const text = numbers.text(token);
  if (!/^\d$/.test(text) || numbers.glued(token) || numbers.glued(token + 1)) return;
  const word = cardinalWord(Number(text))!;
  if (text === "1" && isOneOf(numbers, token)) proposer.add(token, token + 1, word, ONE_OF);
  else if (countsThings(numbers, token)) proposer.add(token, token + 1, word, SMALL_COUNT);
}

function isOneOf(numbers: NumberTokens, token: number): boolean {
  const before = numbers.text(token - 1);
  const opens = OPENS.has(before) || (token > 0 && !/[\p{L}\p{N}]/u.test(before));
  if (numbers.lower(token + 1) === "another") return true;
  return opens && numbers.lower(token + 1) === "of" && OF_WHAT.has(numbers.lower(token + 2));
}

/** Does the figure stand before a plain word, and after nothing that it could number? */
function countsThings(numbers: NumberTokens, token: number): boolean {
  const next = numbers.text(token + 1);
  const isPlain = numbers.spaced(token + 1) && numbers.isWord(token + 1) && /^\p{Ll}/u.test(next) && !UNIT.has(next);
  const before = numbers.text(token - 1);
  const isName =
    numbers.spaced(token) &&
    /^\p{Lu}/u.test(before) &&
    numbers.spaced(token - 1) &&
    !/^[.!?:]$/.test(numbers.text(token - 2));
  // "7 of 10", "1 for 9": a score.
  const isScore = /^(?:of|for|from|in)$/.test(next) && numbers.is(token + 2, Written.Figures);
  return isPlain && !isName && !isScore && !LABELLED.has(before.toLowerCase()) && !/^[#\p{Sc}/:.]$/u.test(before);
}

/** "5 hundred", "5 hundred thousand" hold a figure that was a word, or stand for "500". */
function proposeHundreds(numbers: NumberTokens, proposer: Proposer, token: number): boolean {
  const scale = numbers.text(token + 1);
  if (!numbers.spaced(token + 1) || (scale !== "hundred" && scale !== "dozen")) return false;
  const value = numbers.value(token);
  const word = cardinalWord(value);
  if (word === undefined || value === 0) return false;
  const rule = scale === "dozen" ? DOZENS : HUNDREDS;
  proposer.add(token, token + 1, word, rule);
  proposer.add(token, token + 2, figures(value * SCALES.get(scale)!), rule);
  return true;
}

const ROUND: ReadonlyMap<number, string> = new Map([
  [100, "hundreds"],
  [1e3, "thousands"],
  [1e6, "millions"],
]);

/** "1000's of", "100's of". */
function proposePlural(numbers: NumberTokens, proposer: Proposer, token: number): boolean {
  const word = ROUND.get(numbers.value(token));
  const isPlural = word !== undefined && numbers.lower(token + 1).replace("’", "'") === "'s";
  if (!isPlural || numbers.lower(token + 2) !== "of") return false;
  proposer.add(token, token + 2, word, PLURAL);
  return true;
}

/** "fifteen people", "five percent". */
function proposeFigures(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (numbers.is(token - 1, Written.Word) || numbers.glued(token) || LABELLED.has(numbers.lower(token - 1))) return;
  const spelled = numbers.spelled(token);
  if (spelled === undefined || numbers.glued(spelled.endToken)) return;
  const { value, endToken } = spelled;
  const next = numbers.lower(endToken);
  if (numbers.is(endToken, Written.Ordinal)) return;
  if (value > 0 && next !== "to" && next !== "hundred" && UNIT.has(next))
    proposer.add(token, endToken, figures(value), MEASURE);
  else if (value >= LEAST_IN_FIGURES && !isScale(next)) proposer.add(token, endToken, figures(value), LARGE_COUNT);
}

const COMPOUND = /^(\d|\p{L}+)-(\p{Ll}.*)$/u;

/** "2-day", "half-dozen". */
function proposeCompound(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (numbers.tokens.kinds[token] !== TokenKind.Compound) return;
  const text = numbers.text(token);
  if (text === "half-dozen") {
    proposer.add(token, token + 1, "six", HALF_DOZEN);
    return;
  }
  const [, first = "", rest = ""] = COMPOUND.exec(text) ?? [];
  // Agencies write ages in figures.
  if (!/^\d$/.test(first) || /-old$|^d$/.test(rest) || cardinalValue(rest) !== undefined) return;
  proposer.add(token, token + 1, `${cardinalWord(Number(first))}-${rest}`, SMALL_COUNT);
}
