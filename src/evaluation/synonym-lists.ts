/**
 * Synonyms that the channel does not hold: the English sides of a German-English dictionary (Ding, Frank Richter, TU
 * Chemnitz; GPL 2 or later), whose records list English words of one meaning side by side. It is read where Debian's
 * package trans-de-en puts it, for measuring only, and never becomes part of the project.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DataSet } from "./datasets.js";
import { collect, readLines } from "./lines.js";

export type WordKind = "noun" | "verb" | "adjective" | "adverb" | "conjunction";

/** Words and phrases of one meaning, in base form, lower case. At least two. */
export interface SynonymList {
  readonly kind: WordKind;
  readonly phrases: readonly string[];
}

const INSTALLED = "/usr/share/trans/de-en";
const GET_IT =
  'install it ("apt-get install trans-de-en"), or, without being root, run "cd .cache && apt-get download trans-de-en && dpkg -x trans-de-en_*.deb trans"';

/** `root` is the repository's folder. */
export async function loadSynonymLists(root: string): Promise<DataSet<SynonymList>> {
  const path = [INSTALLED, join(root, ".cache", "trans", INSTALLED)].find(existsSync);
  if (path === undefined) return { items: null, reason: `the dictionary ${INSTALLED} is not there: ${GET_IT}` };
  return { items: synonymLists(await collect(readLines(path))), reason: null };
}

/** What one German word of one kind may mean in English, over all records of the dictionary. */
export function synonymLists(lines: Iterable<string>): SynonymList[] {
  const lists = new Map<string, { kind: WordKind; phrases: Set<string> }>();
  for (const line of lines) {
    const record = recordOf(line);
    for (const german of record?.german ?? []) {
      const key = `${record!.kind} ${german}`;
      const list = lists.get(key) ?? { kind: record!.kind, phrases: new Set() };
      lists.set(key, list);
      for (const phrase of record!.english) list.phrases.add(phrase);
    }
  }
  return Array.from(lists.values(), ({ kind, phrases }) => ({ kind, phrases: [...phrases] })).filter(
    ({ phrases }) => phrases.length > 1,
  );
}

/** German marks of the kinds of words that a spinner swaps; anything else (pronouns, prepositions) is passed over. */
const MARKS: readonly (readonly [RegExp, WordKind])[] = [
  [/\{v[ti,; r]*\}|\{v[ti]/, "verb"],
  [/\{(?:[mfn]|pl)\b/, "noun"],
  [/\{adj/, "adjective"],
  [/\{adv\}/, "adverb"],
  [/\{conj\}/, "conjunction"],
];

interface DictionaryRecord {
  readonly kind: WordKind;
  readonly german: readonly string[];
  readonly english: readonly string[];
}

/**
 * A record is "German; German | German :: English; English | English". Its parts correspond, and within a part a semicolon
 * parts words of one meaning. Only the first part is read: the others are forms and examples.
 */
function recordOf(line: string): DictionaryRecord | null {
  const [left, right, ...more] = line.split(" :: ");
  if (line.startsWith("#") || right === undefined || more.length > 0) return null;
  const first = left!.split(" | ")[0]!;
  const kind = MARKS.find(([mark]) => mark.test(first))?.[1];
  if (kind === undefined) return null;
  const english = right.split(" | ")[0]!.split(";");
  return { kind, german: first.split(";").flatMap(germanOf), english: english.flatMap((part) => phraseOf(part, kind)) };
}

/** The German word without its marks, objects and notes. */
function germanOf(part: string): string[] {
  const bare = part.replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|\b(?:etw|jdn?|jdm|jds)\./g, " ");
  const word = bare.replace(/\s+/g, " ").trim();
  return word === "" ? [] : [word];
}

/** One to three plain words; none where the entry says more than that. */
function phraseOf(part: string, kind: WordKind): string[] {
  const bare = part
    .replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|<>|\b(?:sb|sth)\.(?:\/(?:sb|sth)\.)?/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const phrase = kind === "verb" ? /^to (.+)$/.exec(bare)?.[1] : bare;
  return phrase !== undefined && /^[a-z]{2,}(?: [a-z]{2,}){0,2}$/.test(phrase) ? [phrase] : [];
}
