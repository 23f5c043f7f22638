import { isLower } from "./characters.js";
import { Gap, Shape, TokenKind, type Tokens, tokenText } from "./tokenize.js";

/** Abbreviations whose point does not end a sentence, lower case, without the point. */
const ABBREVIATIONS = new Set(
  `mr mrs ms dr prof rev hon gen col lt sgt capt cmdr adm maj sen sens rep reps gov govs pres supt det insp st mt ft
   jr sr vs etc inc ltd co corp bros dept univ assn no nos vol fig figs ed eds al approx est min max jan feb mar apr jun
   jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd p pp ch sec`.split(/\s+/),
);

/** Words that begin a sentence far more often than they follow an acronym inside one. */
const STARTERS = new Set(
  `the a an he she it they we you i in on at but and or if when while as after before this that these those there his her
   its their our my for from with what who how why where however meanwhile mr mrs ms`.split(/\s+/),
);

/**
 * Indices of the tokens that begin a sentence, the first token included, in order. A sentence
 * ends at a full stop, question or exclamation mark that closes it, at a paragraph break, and at
 * a line break unless the next line goes on in lower case (hard-wrapped text).
 */
export function sentenceStarts(tokens: Tokens): Uint32Array {
  const starts: number[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (i === 0 || isBoundary(tokens, i)) starts.push(i);
  }
  return Uint32Array.from(starts);
}

function isBoundary(tokens: Tokens, index: number): boolean {
  const gap = tokens.gaps[index]!;
  if (gap === Gap.None) return false;
  if (gap === Gap.Paragraph) return true;
  if (gap === Gap.Line && !goesOn(tokens, index)) return true;
  return endsSentence(tokens, lastContent(tokens, index - 1), index);
}

/** Does the line that starts at `index` continue the sentence of the line before? */
function goesOn(tokens: Tokens, index: number): boolean {
  return isLower(tokens.text.charCodeAt(tokens.starts[index]!));
}

/** Closing marks that may stand in a row after a sentence; a bound keeps a megabyte of quotes linear. */
const MOST_CLOSERS = 4;

/** Steps back over closing quotes and brackets. */
function lastContent(tokens: Tokens, from: number): number {
  let at = from;
  const least = Math.max(0, from - MOST_CLOSERS);
  while (
    at > least &&
    tokens.kinds[at] === TokenKind.Punctuation &&
    isCloser(tokens.text.charCodeAt(tokens.starts[at]!))
  )
    at--;
  return at;
}

function isCloser(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x201d || code === 0x2019 || code === 0x29 || code === 0x5d;
}

function endsSentence(tokens: Tokens, last: number, next: number): boolean {
  const mark = tokens.text.charCodeAt(tokens.ends[last]! - 1);
  if (mark === 0x3f || mark === 0x21) return startsLikeSentence(tokens, next);
  if (mark === 0x2026) return startsLikeSentence(tokens, next);
  if (mark !== 0x2e || !startsLikeSentence(tokens, next)) return false;
  if (tokens.kinds[last] !== TokenKind.Punctuation) return isStarter(tokens, next);
  if (last !== next - 1 || last === 0 || tokens.gaps[last] !== Gap.None) return true;
  return !isAbbreviation(tokens, last - 1, next);
}

function startsLikeSentence(tokens: Tokens, index: number): boolean {
  return !isLower(tokens.text.charCodeAt(tokens.starts[index]!));
}

function isStarter(tokens: Tokens, index: number): boolean {
  return STARTERS.has(tokenText(tokens, index).toLowerCase());
}

function isAbbreviation(tokens: Tokens, index: number, next: number): boolean {
  if (tokens.kinds[index] !== TokenKind.Word) return false;
  const word = tokenText(tokens, index);
  if (word.length === 1 && tokens.shapes[index] === Shape.Title) return word !== "I" && !isStarter(tokens, next);
  return ABBREVIATIONS.has(word.toLowerCase()) && !(isStarter(tokens, next) && !TITLES.has(word.toLowerCase()));
}

const TITLES = new Set("mr mrs ms dr prof gen col lt sgt capt sen rep gov st".split(" "));
