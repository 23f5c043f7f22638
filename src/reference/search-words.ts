import { questionParts } from "./question.js";

/** Words of people's questions, as they are stored for the full-text search of PostgreSQL (its types tsvector and tsquery). */

/** PostgreSQL's limits: places count up to 16,383 and are 255 a word; all of an article's words take less than 1 MB. */
const LAST_PLACE = 16_383;
const MOST_PLACES = 255;
const MOST_BYTES = 900_000;
/** More words than anyone asks. */
const MOST_ASKED = 64;
/** A word takes 2,046 bytes at most; what is longer counts as several words. */
const WORDS = /[\p{L}\p{N}]{1,500}/gu;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Words of a text: letters and digits, in lower case and without diacritics. */
export function searchWords(text: string): string[] {
  const lower = text.toLowerCase();
  const plain = BEYOND_ASCII.test(lower) ? lower.normalize("NFD").replace(/\p{M}+/gu, "") : lower;
  return plain.match(WORDS) ?? [];
}

/**
 * An article's words with their places, as a tsvector; those of the title weigh more, and no phrase spans both. Behind
 * 16,383 words phrases are no longer found, and behind 900 KB of different words neither are words.
 */
export function searchVector(title: string, text: string): string {
  const entries = new Map<string, Entry>();
  const budget = { bytes: MOST_BYTES };
  const titleWords = searchWords(title);
  addWords(entries, budget, { words: titleWords, first: 1, mark: "A" });
  addWords(entries, budget, { words: searchWords(text), first: titleWords.length + 2, mark: "" });
  const parts: string[] = [];
  for (const [word, { places }] of entries) parts.push(`'${word}':${places}`);
  return parts.join(" ");
}

interface Entry {
  places: string;
  count: number;
}

interface Words {
  readonly words: readonly string[];
  readonly first: number;
  readonly mark: string;
}

function addWords(entries: Map<string, Entry>, budget: { bytes: number }, { words, first, mark }: Words): void {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const place = Math.min(first + at, LAST_PLACE);
    const entry = entries.get(word);
    if (entry === undefined) {
      // Four bytes beside each word, two beside its places; a letter takes four at most.
      budget.bytes -= word.length * (BEYOND_ASCII.test(word) ? 4 : 1) + 8;
      if (budget.bytes < 0) return;
      entries.set(word, { places: `${place}${mark}`, count: 1 });
    } else if (entry.count < MOST_PLACES && (place < LAST_PLACE || !entry.places.endsWith(`${LAST_PLACE}`))) {
      budget.bytes -= 2;
      entry.places += `,${place}${mark}`;
      entry.count += 1;
    }
  }
}

/** A question: what articles must hold, and the words that tell how well they do. Both are empty without a word in it. */
export interface SearchQuery {
  readonly all: string;
  readonly any: string;
}

/** A question of people as tsqueries: all of its words, and its "quoted phrases" word by word. */
export function searchQuery(question: string): SearchQuery {
  const all: string[] = [];
  const words = new Set<string>();
  let left = MOST_ASKED;
  for (const part of questionParts(question)) {
    const asked = searchWords(part).slice(0, left);
    if (asked.length === 0) continue;
    left -= asked.length;
    all.push(`(${asked.map(quoted).join(" <-> ")})`);
    for (const word of asked) words.add(word);
  }
  return { all: all.join(" & "), any: [...words].map(quoted).join(" | ") };
}

/** Words hold letters and digits alone: nothing needs a backslash. */
function quoted(word: string): string {
  return `'${word}'`;
}
