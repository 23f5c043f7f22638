import { Gap, Shape, TokenKind, type Tokens } from "../tokens/tokenize.js";

/** How much each token's capital says. */
export const Capital = {
  /** Lower case, a number or a mark. */
  None: 0,
  /** At a sentence's start, or in a line that raises every word: it says nothing. */
  Idle: 1,
  /** Inside a sentence: the word is, or was, part of a name. */
  Telling: 2,
} as const;

/** Of so many words of a line, the share that is capitalised in a headline in title case. */
const HEADLINE_WORDS = 4;
const HEADLINE_SHARE = 0.7;
/** No headline is longer, in tokens: what is, and raises every word, is no text that names could be told in. */
const LONGEST_HEADLINE = 60;

/** `Capital` of each token. `sentences` holds the first token of each sentence. */
export function capitals(tokens: Tokens, sentences: Uint32Array): Uint8Array {
  const found = new Uint8Array(tokens.count);
  for (let at = 0; at < sentences.length; at++) {
    const start = sentences[at]!;
    const end = sentences[at + 1] ?? tokens.count;
    const isTitled = isHeadline(tokens, start, end);
    if (isTitled && end - start > LONGEST_HEADLINE) continue;
    const telling = isTitled ? Capital.Idle : Capital.Telling;
    let isFirst = true;
    for (let i = start; i < end; i++) {
      if (isCapital(tokens, i)) found[i] = isFirst ? Capital.Idle : telling;
      // A list's number or an opening bracket does not begin a sentence.
      if (tokens.kinds[i] !== TokenKind.Punctuation && tokens.kinds[i] !== TokenKind.Number) isFirst = false;
      if (isOpening(tokens, i)) isFirst = true;
    }
  }
  return found;
}

function isCapital(tokens: Tokens, i: number): boolean {
  const shape = tokens.shapes[i];
  return shape === Shape.Title || shape === Shape.Upper || shape === Shape.Mixed;
}

/** After a colon, a dash or what stood in quotation marks a sentence may begin. */
function isOpening(tokens: Tokens, i: number): boolean {
  const mark = tokens.text.charCodeAt(tokens.starts[i]!);
  return mark === 0x3a || mark === 0x2013 || mark === 0x2014 || (tokens.gaps[i + 1] ?? 0) >= Gap.Line;
}

/** Most of its longer words are capitalised. */
function isHeadline(tokens: Tokens, start: number, end: number): boolean {
  let words = 0;
  let raised = 0;
  for (let i = start; i < end; i++) {
    if (tokens.kinds[i] === TokenKind.Punctuation || tokens.ends[i]! - tokens.starts[i]! < 4) continue;
    words++;
    if (isCapital(tokens, i)) raised++;
  }
  return words >= HEADLINE_WORDS && raised >= words * HEADLINE_SHARE;
}
