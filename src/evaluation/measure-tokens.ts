import type { Range } from "../result.js";

/**
 * The tokens that the measure counts. They are those of `../shared/tools/score.py`, not the engine's:
 * figures are only comparable when both cut the text at the same places.
 *
 * Python's `\w`, `\d` and `\s` follow Unicode, JavaScript's only ASCII (and a different white space), so each
 * class is spelled out: a word character is a letter, a number of any kind or `_`, never a combining mark.
 */
const W = "[\\p{L}\\p{N}_]";
const D = "\\p{Nd}";
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** In the order tried: a figure; a word that ends in an initial ("U.S."); any other word; one other sign. */
const TOKEN = new RegExp(
  [
    `${D}[${D},.]*${D}`,
    `${W}+(?:['.-]${W}+)*\\.?(?<=(?<!${W})[A-Z]\\.)`,
    `${W}+(?:['-]${W}+)*`,
    `[^\\p{L}\\p{N}_${SPACE}]`,
  ].join("|"),
  "gu",
);

const STARTS_AS_WORD = /^[\p{L}\p{N}_]/u;

/** Word and punctuation tokens, case kept, typographic quotes made straight; white space is dropped. */
export function measureTokens(text: string): string[] {
  return straight(text).match(TOKEN) ?? [];
}

/** Where those tokens stand, in UTF-16 code units. */
export function measureTokenSpans(text: string): Range[] {
  return Array.from(straight(text).matchAll(TOKEN), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Changes no offset: every quote is one code unit. */
function straight(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
}

/** How many of the tokens are words or figures: the "words" of every rate per 1,000 words. */
export function countWords(text: string): number {
  return measureTokens(text).filter((token) => STARTS_AS_WORD.test(token)).length;
}
