/** The lists that the gazetteer is made of; see data/README.md of the shared folder for where they come from. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLines } from "../evaluation/lines.js";
import { NameKind } from "../names/gazetteer.js";
import { TokenKind, tokenize, tokenText } from "../tokens/tokenize.js";
import { isPlain, type KnownName } from "./name-tables.js";

/** Words of web pages' furniture: a "name" that holds one is a button. */
const FURNITURE =
  /\b(?:Continue|Reading|Read|See|Getty|Images|Subscribe|Click|Sign|Download|Best Prices?|Advertisement|Newsletter|Cookie|Screenshot|Credit|Photograph|Photo|Courtesy|Image|Prices Today|Via|Deal|Deals)\b/;
/** Words that begin sentences and courtesies, not names, and what ends none. */
const NO_START =
  /^(?:Mr|Mrs|Ms|Though|Although|Once|While|When|After|Since|If|Because|Said|Says|What|Why|How|His|Her|Their|Our|My|This|That|These|Those|But|So|As|It|He|She|They|We|You|I|More|However|Not|Also|Even|Only|Just|Now|Then|Here|There|Like|Both|Each|Some|Many|Most|Other|Another|Last|Next|Until|Before|During|Former|Whilst) | I$/;
/** How much a listed name counts beside those counted in text. */
const LISTED = 6;
/** In words; longer ones are sentences more often than names. */
const LONGEST_NAME = 10;
const FUNCTION_WORDS = new Set("of and for the in on at to de la du von van der & or with by".split(" "));

/** The first names by which a person's name is told from others. */
export interface People {
  readonly first: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
}

/** Words that no person's name ends with. */
const NOT_PERSON =
  /^(?:University|College|School|County|City|Park|Street|Road|Avenue|Company|Corporation|Inc|Group|Club|Party|Award|Awards|Cup|Prize|Act|Hospital|Church|Museum|Library|Center|Centre|Foundation|Institute|Brand|Islands?|River|Lake|Bay|Hall|House|Court|Stadium|Arena|Airport|Station|Times|Post|News|Press|Journal|Show|Army|Navy|League|Society|Association|Administration|Department)$/;

/** Words of a name as the text's tokens will have them; null when it cannot be a name of several words. */
export function nameWords(text: string, fewest: number): string[] | null {
  const tokens = tokenize(text.trim().replace(/^The /, "").replaceAll("’", "'"));
  const words: string[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const isPoint = tokens.kinds[i] === TokenKind.Punctuation;
    const word = tokenText(tokens, i);
    if (isPoint && word !== "&") {
      if (word === "." && i === tokens.count - 1) continue;
      return null;
    }
    words.push(word);
  }
  const ends = [words[0] ?? "the", words.at(-1) ?? "the"];
  const isShouted = words.some((word) => word.length > 5 && word === word.toUpperCase());
  const isName =
    !isShouted &&
    words.length >= fewest &&
    words.length <= LONGEST_NAME &&
    words.every(
      (word) => isPlain(word) && (/^\p{Lu}|^\d/u.test(word) || /^'s$/.test(word) || FUNCTION_WORDS.has(word)),
    ) &&
    ends.every((word) => !FUNCTION_WORDS.has(word.toLowerCase()) && word !== "'s");
  return isName ? words : null;
}

/** Names counted in text, cleaned of furniture. */
export async function countedNames(folder: string, people: People): Promise<KnownName[]> {
  const names: KnownName[] = [];
  for await (const line of readLines(join(folder, "proper-names.tsv.xz"))) {
    const [name, wikipedia, news] = line.split("\t");
    const count = Number(wikipedia) + Number(news);
    if (!Number.isFinite(count) || FURNITURE.test(name!) || NO_START.test(name!)) continue;
    if (/ (?:and|or) the |^\S+ and \S+$/.test(name!)) continue;
    const words = nameWords(name!, 2);
    if (words !== null) names.push({ words, count, kind: isPerson(words, people) ? NameKind.Person : 0 });
  }
  return names;
}

/** Titles of articles in which every word is capitalised. */
export async function titleNames(folder: string, people: People): Promise<KnownName[]> {
  const names: KnownName[] = [];
  for await (const line of readLines(join(folder, "wikipedia-titles.txt.xz"))) {
    const words = nameWords(line.replace(/ \([^)]*\)$/, ""), 2);
    if (words === null || /^(?:List|History|Geography|Economy|Politics|Demographics) of/.test(line)) continue;
    names.push({ words, count: 2, kind: isPerson(words, people) ? NameKind.Person : 0 });
  }
  return names;
}

/** A person's name, perhaps after a title ("President Joe Biden"). */
function isPerson(words: readonly string[], people: People): boolean {
  const firsts = [0, 1, 2].filter((at) => at <= words.length - 2);
  return firsts.some((at) => isBareName(words.slice(at), people));
}

function isBareName(words: readonly string[], { first }: People): boolean {
  return (
    words.length <= 4 && first.has(words[0]!.toLowerCase()) && !NOT_PERSON.test(words.at(-1)!) && !words.includes("of")
  );
}

/** Lists of organisations, teams and places: file in the archive, and where its names stand. */
const LISTS: readonly (readonly [file: string, key: string])[] = [
  ["dariusk_corpora/corporations/newspapers.json", "newspapers"],
  ["dariusk_corpora/corporations/fortune500.json", "companies"],
  ["dariusk_corpora/corporations/nasdaq.json", "name"],
  ["dariusk_corpora/corporations/djia.json", "name"],
  ["dariusk_corpora/corporations/charities.json", "charities"],
  ["dariusk_corpora/governments/us_federal_agencies.json", "agencies"],
  ["dariusk_corpora/governments/uk_political_parties.json", "parties"],
  ["dariusk_corpora/sports/nfl_teams.json", "name"],
  ["dariusk_corpora/sports/nba_teams.json", "name"],
  ["dariusk_corpora/sports/nhl_teams.json", "name"],
  ["dariusk_corpora/sports/mlb_teams.json", "name"],
  ["dariusk_corpora/sports/football/epl_teams.json", "name"],
  ["dariusk_corpora/geography/countries.json", "countries"],
  ["dariusk_corpora/geography/us_cities.json", "city"],
  ["dariusk_corpora/geography/english_towns_cities.json", "cities"],
  ["dariusk_corpora/geography/oceans.json", "name"],
  ["dariusk_corpora/geography/canada_provinces_and_territories.json", "name"],
  ["gazetteers/countries.txt", ""],
  ["gazetteers/uscities.txt", ""],
  ["gazetteers/usstates.txt", ""],
  ["gazetteers/caprovinces.txt", ""],
  ["gazetteers/mexstates.txt", ""],
  ["compromise/data/lexicon/nouns/organizations.js", ""],
  ["compromise/data/lexicon/nouns/sportsTeams.js", ""],
];

/** Names of organisations, teams and places from the public lists. */
export function listedNames(folder: string): KnownName[] {
  return LISTS.flatMap(([file, key]) =>
    stringsOf(folder, file, key).flatMap((name) => {
      const words = nameWords(name, 2);
      return words === null ? [] : [{ words, count: LISTED, kind: NameKind.Listed }];
    }),
  );
}

/** First and last names from the public lists, lower case. */
export function peopleOf(folder: string): People {
  const lower = (files: readonly (readonly [string, string])[]) =>
    new Set(files.flatMap(([file, key]) => stringsOf(folder, file, key)).map((name) => name.toLowerCase()));
  return {
    first: lower([
      ["dariusk_corpora/humans/firstNames.json", "firstNames"],
      ["compromise/data/lexicon/people/maleNames.js", ""],
      ["compromise/data/lexicon/people/femaleNames.js", ""],
    ]),
    last: lower([
      ["dariusk_corpora/humans/lastNames.json", "lastNames"],
      ["compromise/data/lexicon/people/lastnames.js", ""],
    ]),
  };
}

/** Words that stand for one place, people or day, lower case: they have no synonyms, whatever a thesaurus says. */
export function ownWords(folder: string, people: People): Set<string> {
  const lists = [...LISTS.filter(([file]) => /countr|states|provinces/.test(file)), NATIONALITIES, CAPITALS];
  const words = lists.flatMap(([file, key]) => stringsOf(folder, file, key)).map((name) => name.toLowerCase());
  const single = words.filter((word) => /^\p{L}+$/u.test(word));
  const continents = "europe asia africa america australia antarctica european asian african american".split(" ");
  return new Set([...single, ...continents, ...[...people.first].filter((name) => !COMMON_WORDS.has(name))]);
}

const NATIONALITIES = ["gazetteers/nationalities.txt", ""] as const;
const CAPITALS = ["gazetteers/uscities.txt", ""] as const;
/** First names that are common words in names too. */
const COMMON_WORDS = new Set(
  "art may grace hope faith rich major duke king prince royal star sky sunny summer autumn justice earnest frank mark bill pat rob will dean grant miles price guy lane page case".split(
    " ",
  ),
);

function stringsOf(folder: string, file: string, key: string): string[] {
  const archive = join(folder, "public-lists.tar.xz");
  const text = execFileSync("tar", ["-xJOf", archive, file], { encoding: "utf8", maxBuffer: 1 << 26 });
  if (file.endsWith(".json")) return [...valuesAt(JSON.parse(text), key)];
  const lines = text.split("\n");
  if (file.endsWith(".txt")) return lines.map((line) => line.trim());
  return lines.flatMap((line) => /^\s*'([^']+)',?\s*$/.exec(line)?.[1] ?? []).map(titled);
}

function titled(name: string): string {
  return name
    .replace(/(?<![\p{L}'])\p{Ll}/gu, (letter) => letter.toUpperCase())
    .replace(/ (Of|And|For|The) /g, (word) => word.toLowerCase());
}

/** Every string, or list of strings, below a key anywhere in a JSON value. */
function* valuesAt(value: unknown, key: string): Generator<string> {
  if (value === null || typeof value !== "object") return;
  for (const [name, inner] of Object.entries(value)) {
    if (name !== key) yield* valuesAt(inner, key);
    else if (typeof inner === "string") yield inner;
    else if (Array.isArray(inner)) for (const item of inner) if (typeof item === "string") yield item;
  }
}

/** Our own list: a name a line, after a tab its abbreviation if that is no initials. `#` begins a comment. */
export function ownNames(path: string): KnownName[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line, at) => {
    const [name, short] = line.split("\t");
    if (name!.trim() === "" || name!.startsWith("#")) return [];
    const words = nameWords(name!, 1);
    if (words === null) throw new Error(`${path}:${at + 1}: "${name}" is no name: it needs capitals and no marks.`);
    const kind = words.length === 1 ? NameKind.Calendar : NameKind.Listed;
    return [{ words, count: LISTED, kind, ...(short !== undefined && { short: short.trim() }) }];
  });
}

/** One name for each row of words: the counts of equal ones are added, listed ones stay listed. */
export function mergedNames(names: readonly KnownName[]): KnownName[] {
  const merged = new Map<string, KnownName>();
  for (const name of names) {
    const key = name.words.join(" ");
    const before = merged.get(key);
    if (before === undefined) merged.set(key, name);
    else merged.set(key, { ...before, ...name, count: before.count + name.count, kind: before.kind | name.kind });
  }
  return [...merged.values()];
}
