/** A pile of pages of one tool, read once: tokens, and how often each word and phrase stands in it. */
import type { Background } from "../language/background.js";
import { modelWordIds } from "../language/word-ids.js";
import { WordClass } from "../language/word-key.js";
import { readTokens } from "../tokens/reading.js";
import { Gap, Shape, TokenKind, type Tokens } from "../tokens/tokenize.js";

export interface Page {
  readonly tokens: Tokens;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
}

/** A phrase of the pile. */
export interface PilePhrase {
  count: number;
  /** As written: beginning in lower case, if it ever does. */
  form: string;
  /** Does it ever begin in lower case, and ever with a capital inside a sentence? */
  lower: boolean;
  capitalInside: boolean;
}

export interface Pile {
  readonly pages: readonly Page[];
  /** Number of all tokens. */
  readonly tokens: number;
  /** Every phrase of up to `LONGEST` tokens, by its form in lower case. */
  readonly phrases: ReadonlyMap<string, PilePhrase>;
  /** How often each word, as the model reads it, stands before another; the beginning of a sentence is one. */
  readonly contexts: ReadonlyMap<number, number>;
}

/** Longest spun phrase that is looked for, in tokens; longer ones seldom come twice in a pile. */
const LONGEST = 4;

/** Reads the pages; a line that stands in several of them (a site's furniture) is kept once. */
export function readPile(background: Background, texts: readonly string[]): Pile {
  const seen = new Set<string>();
  const pages: Page[] = [];
  const phrases = new Map<string, PilePhrase>();
  const contexts = new Map<number, number>();
  for (const text of texts) {
    const { tokens, sentences } = readTokens(withoutSeen(text, seen));
    if (tokens.count === 0) continue;
    const page = { tokens, sentences, words: modelWordIds(background.vocabulary, tokens) };
    pages.push(page);
    countPhrases(page, phrases);
    countContexts(page, contexts);
  }
  return { pages, tokens: pages.reduce((sum, { tokens }) => sum + tokens.count, 0), phrases, contexts };
}

/** A word that inside sentences only ever has a capital. */
export function isName({ form, lower, capitalInside }: PilePhrase): boolean {
  return capitalInside && !lower && !form.includes(" ");
}

/** A phrase as it stands inside a sentence: a capital that only ever begins one is dropped. */
export function formInside({ form, lower, capitalInside }: PilePhrase): string {
  return lower || capitalInside ? form : form.charAt(0).toLowerCase() + form.slice(1);
}

/** Occurrences of a phrase, in lower case. */
export function timesIn(pile: Pile, phrase: string): number {
  return pile.phrases.get(phrase)?.count ?? 0;
}

function withoutSeen(text: string, seen: Set<string>): string {
  const isNew = (line: string) => {
    const content = line.trim();
    if (content !== "" && seen.has(content)) return false;
    seen.add(content);
    return true;
  };
  return text.split("\n").filter(isNew).join("\n");
}

/** Tokens as written, white space folded, typographic apostrophes straight. */
function surfaceAt({ text, starts, ends }: Tokens, start: number, end: number): string {
  return text
    .slice(starts[start]!, ends[end - 1]!)
    .replace(/\s+/g, " ")
    .replace(/[‘’]/g, "'");
}

function countPhrases({ tokens, sentences }: Page, into: Map<string, PilePhrase>): void {
  const begins = new Set(sentences);
  for (let start = 0; start < tokens.count; start++) {
    for (let end = start + 1; end <= tokens.count && end <= start + LONGEST; end++) {
      if (isDivider(tokens, end - 1) || (end > start + 1 && tokens.gaps[end - 1]! >= Gap.Paragraph)) break;
      const form = surfaceAt(tokens, start, end);
      const phrase = form.toLowerCase();
      const known = into.get(phrase) ?? { count: 0, form, lower: false, capitalInside: false };
      into.set(phrase, known);
      known.count++;
      if (tokens.shapes[start] !== Shape.Lower) known.capitalInside ||= !begins.has(start);
      else if (!known.lower) Object.assign(known, { form, lower: true });
    }
  }
}

/** No phrase of a table holds punctuation or a number. */
function isDivider(tokens: Tokens, at: number): boolean {
  return tokens.kinds[at] === TokenKind.Punctuation || tokens.kinds[at] === TokenKind.Number;
}

function countContexts({ words, sentences }: Page, into: Map<number, number>): void {
  const begins = new Set(sentences);
  for (let i = 0; i < words.length; i++) {
    const before = begins.has(i) ? WordClass.Begin : words[i - 1]!;
    into.set(before, (into.get(before) ?? 0) + 1);
  }
}
