/** `npm run data:names`: writes `dictionaries/names.bin` from the lists in ../shared/data and our own `dictionaries/names.txt`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findShared } from "../evaluation/datasets.js";
import { openBackground } from "../language/background.js";
import { NameKind } from "../names/gazetteer.js";
import { encodeNames } from "../names/gazetteer-file.js";
import { builtIn, MODEL, NAMES } from "../resources.js";
import { namePairs, OFTEN } from "./name-pairs.js";
import { countedNames, listedNames, mergedNames, ownNames, ownWords, peopleOf, titleNames } from "./name-sources.js";
import { buildNames, type KnownName, partNames } from "./name-tables.js";
import { wordFrequency } from "./word-frequency.js";

/** A part of longer names has to be in so many of their mentions. */
const LEAST_PART = 12;
/** A word has to be in so many mentions of names for its synonyms to be kept. */
const LEAST_WORD = 30;
/** A person has to be named so often. */
const LEAST_PERSON = 8;

const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
if (shared === null)
  throw new Error("There is no folder shared/data beside the repository: the lists of names are there.");
const lists = join(shared, "data", "names");
const people = peopleOf(lists);
const sources: [string, readonly KnownName[]][] = [
  ["names.txt of this project", ownNames(builtIn("names.txt"))],
  ["names counted in Wikipedia of 2015 and in news feeds", await countedNames(lists, people)],
  ["titles of Wikipedia articles", await titleNames(lists, people)],
  ["public lists: dariusk/corpora, compromise, NLTK gazetteers", listedNames(lists)],
];
const whole = mergedNames(sources.flatMap(([, names]) => names));
const parts = partNames(whole, new Set(whole.map(({ words }) => words.join(" "))), LEAST_PART);
const names = [...whole, ...parts].filter(isWorthwhile);
const background = openBackground(builtIn(MODEL));
const pairs = await namePairs(join(shared, "data", "thesauri"), {
  wanted: wantedForms(names),
  unwanted: ownWords(lists, people),
  frequency: wordFrequency(background, background.prior),
});
const header = {
  sources: [
    ...sources.map(([source, { length }]) => `${source}: ${length}`),
    "word pairs: Moby II, PPDB 1.0, WordNet 3.1",
  ],
  names: names.length,
  pairs: pairs.length,
};
const bytes = encodeNames(header, buildNames(names, pairs));
writeFileSync(builtIn(NAMES), bytes);
process.stdout.write(`${JSON.stringify(header, null, 2)}\n${bytes.length} bytes\n`);

/** Words and two-word phrases of names, lower case, that are worth synonyms: not those of people's names. */
function wantedForms(all: readonly KnownName[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words, count, kind } of all) {
    if ((kind & (NameKind.Person | NameKind.Part)) !== 0) continue;
    const forms = words.map((word) => word.toLowerCase());
    const phrases = forms.slice(1).map((form, at) => `${forms[at]} ${form}`);
    // Months are few, and what stands for them is far from them.
    const share = (kind & NameKind.Calendar) !== 0 ? OFTEN : (kind & NameKind.Listed) !== 0 ? LEAST_WORD : count;
    for (const form of new Set([...forms, ...phrases])) counts.set(form, (counts.get(form) ?? 0) + share);
  }
  return new Map([...counts].filter(([form, count]) => count >= LEAST_WORD && form.length > 2));
}

/** A person that is rarely named protects little and takes up room. */
function isWorthwhile({ kind, count }: KnownName): boolean {
  return (kind & NameKind.Person) === 0 || count >= LEAST_PERSON;
}
