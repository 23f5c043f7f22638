/** Words of phrases as the term lexicon counts them: lower case, without accents, hyphens apart. */

export interface PhraseWords {
  readonly words: readonly string[];
  /** What stands before each word. */
  readonly gaps: readonly Gap[];
}

export type Gap = "start" | "space" | "hyphen" | "break";

const PIECE = /[a-z0-9]+(?:'[a-z]+)?|\s+|[^a-z0-9\s]/g;

/** Splits a text into words; punctuation other than one hyphen between letters is a break. */
export function phraseWords(text: string): PhraseWords {
  const words: string[] = [];
  const gaps: Gap[] = [];
  let gap: Gap = "start";
  for (const [piece] of folded(text).matchAll(PIECE)) {
    if (/^[a-z0-9]/.test(piece)) {
      words.push(piece);
      gaps.push(words.length === 1 ? "start" : gap);
      gap = "start";
    } else gap = gapAfter(gap, piece);
  }
  return { words, gaps };
}

function gapAfter(gap: Gap, piece: string): Gap {
  if (piece.trim() === "") return gap === "start" ? "space" : gap === "hyphen" ? "break" : gap;
  return piece === "-" && gap === "start" ? "hyphen" : "break";
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/’/g, "'")
    .replace(/[\u2010\u2011]/g, "-");
}

/** Words that neither begin nor end a term, and that tools leave alone. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the of in on for to and or with by from at as is are be was were been being that this these those it its we " +
    "our their which can may not also has have had into than then such between over under using used use via per more " +
    "most some any all each other s t i you he she they them his her will would could should there here where when " +
    "how what who whose while during after before about against among through both but if so no nor only own same too " +
    "very do does did"
  ).split(" "),
);

/** Endings that a swap carries over: none, -ing, -ed, -ly, -s. */
export function endingOf(word: string): number {
  if (word.endsWith("ing")) return 1;
  if (word.endsWith("ed")) return 2;
  if (word.endsWith("ly")) return 3;
  return /[^s]s$/.test(word) ? 4 : 0;
}

/** The same for all inflected forms of a word ("studies", "studied", "studying"), and seldom for others; no word by itself. */
export function inflectionKey(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (/[^aeiou]ies$|[^aeiou]ied$/.test(word)) return `${word.slice(0, -3)}i`;
  let stem = word;
  if (/(?:ss|x|ch|sh|zz)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
  const bare = stem.endsWith("ing") ? stem.slice(0, -3) : stem.endsWith("ed") ? stem.slice(0, -2) : stem;
  if (bare.length >= 3 && bare !== stem && /[aeiouy]/.test(bare)) stem = undoubled(bare);
  else if (stem.endsWith("e") && stem.length > 4) stem = stem.slice(0, -1);
  return /[^aeiou]y$/.test(stem) ? `${stem.slice(0, -1)}i` : stem.replace(/e$/, "");
}

function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
