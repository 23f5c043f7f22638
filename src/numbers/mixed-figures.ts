/** Numbers half in figures and half in words: "six.5", "sixteen,000", "2:fifteen", "$five", "ten%", "three-0". */
import { cardinalValue, figures, isScale, type NumberTokens, Written } from "./number-tokens.js";
import type { NumberRule, Proposer } from "./proposer.js";

const CERTAIN: NumberRule = {
  log: -0.02,
  guarded: false,
  reason: "a number half in words is never written so; a tool spelled out a part of it",
};
/** "He beat one.28 people came": a blank that is missing after a sentence looks the same. */
const LIKELY: NumberRule = { ...CERTAIN, log: -0.1, guarded: true };

const CURRENCY = /^\p{Sc}$/u;
const CONNECTORS = new Set([".", ",", ":", "/", "–"]);

/** A run of figures, number words and the marks between them, all touching. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly hasFigures: boolean;
  readonly hasWords: boolean;
}

export function proposeMixedFigures(numbers: NumberTokens, proposer: Proposer): void {
  for (let token = 0; token < numbers.count; ) {
    const run = readRun(numbers, token);
    if (run === undefined) {
      proposeHyphened(numbers, proposer, token);
      proposeLabelled(numbers, proposer, token);
      token++;
    } else {
      proposeRun(numbers, proposer, run);
      token = run.end;
    }
  }
}

function readRun(numbers: NumberTokens, start: number): Run | undefined {
  const first = part(numbers, start);
  if (first === undefined) return undefined;
  let end = start + 1;
  let original = first;
  let hasFigures = !numbers.is(start, Written.Word);
  let hasWords = !hasFigures;
  while (CONNECTORS.has(numbers.text(end)) && numbers.glued(end) && numbers.glued(end + 1)) {
    const next = part(numbers, end + 1);
    if (next === undefined || !joins(numbers, end, next)) break;
    const isWord = numbers.is(end + 1, Written.Word);
    hasFigures ||= !isWord;
    hasWords ||= isWord;
    original += numbers.text(end) + next;
    end += 2;
  }
  return { start, end, original, hasFigures, hasWords };
}

/** The figures of a token; a word with a capital begins a sentence. */
function part(numbers: NumberTokens, token: number): string | undefined {
  if (numbers.is(token, Written.Figures)) return numbers.text(token);
  return numbers.is(token, Written.Word) ? String(numbers.value(token)) : undefined;
}

/** Could this mark join what stands around it to one number? */
function joins(numbers: NumberTokens, mark: number, next: string): boolean {
  const sign = numbers.text(mark);
  if (/^\p{Lu}/u.test(numbers.text(mark + 1))) return false;
  if (sign === ",") return numbers.is(mark + 1, Written.Figures) && /^\d{3}(?:\D|$)/.test(next);
  return sign !== ":" || next.length === 2 || numbers.is(mark + 1, Written.Word);
}

function proposeRun(numbers: NumberTokens, proposer: Proposer, run: Run): void {
  if (!run.hasWords) return;
  const { start, end } = run;
  const isAmount = beforeAmount(numbers, start) || afterAmount(numbers, end);
  if (end > start + 1) {
    const follows = isAmount || isScale(numbers.lower(end));
    if (run.hasFigures || follows)
      proposer.add(start, end, run.original, follows || !looksLikeStop(numbers, run) ? CERTAIN : LIKELY);
    return;
  }
  const spelled = numbers.spelled(start);
  if (spelled === undefined) return;
  if (beforeAmount(numbers, start) || afterAmount(numbers, spelled.endToken))
    proposer.add(start, spelled.endToken, figures(spelled.value), CERTAIN);
}

/** "$five". */
function beforeAmount(numbers: NumberTokens, token: number): boolean {
  return numbers.glued(token) && CURRENCY.test(numbers.text(token - 1));
}

/** "five%". */
function afterAmount(numbers: NumberTokens, token: number): boolean {
  return numbers.glued(token) && numbers.text(token) === "%";
}

/** Could its point be the end of a sentence that lost its blank? Few sentences end in a number word but "one". */
function looksLikeStop(numbers: NumberTokens, { start }: Run): boolean {
  return numbers.text(start + 1) === "." && numbers.lower(start) === "one";
}

/** Letters that name a model, a group or a disease: "G", "MH", "Covid". */
const LABEL = /^(?:\p{Lu}{1,4}|Covid|COVID|SARS-CoV|Sars-Cov|MiG|Mig|Apollo|Boeing|Airbus)$/u;

/** "three-0", "G-seven", "Covid-nineteen": one token of pieces. */
function proposeHyphened(numbers: NumberTokens, proposer: Proposer, token: number): void {
  if (!numbers.isCompound(token)) return;
  const text = numbers.text(token);
  const hyphen = text.indexOf("-");
  if (hyphen < 0) return;
  const last = cardinalValue(text.slice(text.lastIndexOf("-") + 1).toLowerCase());
  if (last === undefined && !/^\d/.test(text) && cardinalValue(text.slice(0, hyphen).toLowerCase()) === undefined)
    return;
  const label = text.slice(0, hyphen);
  if (LABEL.test(label)) {
    const value = cardinalValue(text.slice(hyphen + 1).toLowerCase());
    if (value !== undefined && value > 1) proposer.add(token, token + 1, `${label}-${value}`, CERTAIN);
    return;
  }
  // "A two-12 months plan" is one of two years: see the units of time.
  if (/^(?:months|days)\b/.test(numbers.lower(token + 1))) return;
  const pieces = pieceFigures(text.toLowerCase().split("-"));
  if (pieces === undefined || !/\d/.test(text) || !/\p{L}/u.test(text) || /-\p{Lu}/u.test(text)) return;
  proposer.add(token, token + 1, pieces.join("-"), CERTAIN);
}

/** "Covid nineteen", "the G seven". */
function proposeLabelled(numbers: NumberTokens, proposer: Proposer, token: number): void {
  const next = token + 1;
  if (!numbers.is(next, Written.Word)) return;
  const label = numbers.text(token);
  if (!/^(?:G|Covid|COVID)$/.test(label) || !numbers.spaced(next)) return;
  // "Covid zero" is a policy.
  if (numbers.value(next) > 1) proposer.add(token, token + 2, `${label}-${numbers.value(next)}`, CERTAIN);
}

/** All pieces in figures, "twenty" and "five" as one; undefined where one is no number. */
function pieceFigures(pieces: readonly string[]): string[] | undefined {
  const found: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]!;
    const pair = cardinalValue(`${piece}-${pieces[at + 1]}`);
    if (pair !== undefined) at++;
    const value = pair ?? cardinalValue(piece);
    if (value !== undefined) found.push(String(value));
    else if (/^\d+$/.test(piece)) found.push(piece);
    else return undefined;
  }
  return found;
}
