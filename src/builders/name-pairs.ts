/**
 * Word pairs of thesauri for the words that names are made of: Moby, PPDB and WordNet, as facts. What a tool with another
 * table may have written for a name's word, with a probability shared out over all that it may have.
 */
import { join } from "node:path";
import { readLines } from "../evaluation/lines.js";
import { areCognate, areSpelledAlike } from "../names/cognates.js";
import { MOBY, mobyEntry } from "../thesaurus/moby.js";
import { PPDB, ppdbPair } from "../thesaurus/ppdb.js";
import { Part, readWordnet } from "../thesaurus/wordnet.js";
import { type FormKey, inflect } from "../tokens/morphology.js";
import type { KnownPair } from "./name-tables.js";
import type { Frequency } from "./word-frequency.js";

/** Weight of one mention of a pair. A pair that two thesauri agree on is what tools like best. */
const WEIGHT = { moby: 1, mobyBack: 0.6, ppdb: 2, wordnet: 2.5 } as const;
/** A form taken over from the base words' pair. */
const INFLECTED = 0.7;
/** The base word for an inflected one ("Research" for "Studies"). */
const BARE = 0.1;
/** Probability kept back for what no thesaurus holds. */
const UNHEARD = 0.2;
/** Synonyms beyond so many, the least weighty first, are left out: of a word that names often hold, and of others. */
const MOST = { often: 300, seldom: 60 } as const;
/** Mentions of names that make a word one that names often hold. */
export const OFTEN = 300;
/** Words that names hold and that have no synonyms: no edit swaps an article, and the others are the dictionaries' affair. */
const SMALL =
  /^(?:.{1,2}|the|and|for|with|from|into|over|but|nor|not|all|any|this|that|these|those|its|our|your|his|her|their|who|what|how|why|are|was|can|may|might|could|will)$/;
const FORM = /^[a-z]+(?:[ -][a-z]+)?$/;

/** Which pairs to make. */
export interface PairScope {
  /** Originals, lower case, one or two words each, with how many mentions of names hold them. */
  readonly wanted: ReadonlyMap<string, number>;
  /** Words that stand for one thing only and have no synonyms, on either side. */
  readonly unwanted: ReadonlySet<string>;
  readonly frequency: Frequency;
}

type Weights = Map<string, Map<string, number>>;

/** Pairs of all thesauri in a folder. */
export async function namePairs(folder: string, { wanted, unwanted, frequency }: PairScope): Promise<KnownPair[]> {
  const near: Weights = new Map();
  await addMoby(near, join(folder, MOBY));
  await addPpdb(near, join(folder, PPDB));
  addWordnet(near);
  const bases = inflectedBases(near, wanted);
  const pairs: KnownPair[] = [];
  const isOwn = (phrase: string) => phrase.split(/[ -]/).some((word) => unwanted.has(word) || SMALL.test(word));
  for (const original of [...wanted.keys()].sort()) {
    if (isOwn(original)) continue;
    const spuns = new Map(near.get(original) ?? []);
    for (const base of bases.get(original) ?? []) addInflected(spuns, base, near);
    for (const spun of spuns.keys())
      if (isOwn(spun) || areCognate(spun, original) || areSpelledAlike(spun, original)) spuns.delete(spun);
    const most = wanted.get(original)! >= OFTEN ? MOST.often : MOST.seldom;
    pairs.push(...sharedOut(original, spuns, { frequency, most }));
  }
  return pairs;
}

function add(weights: Weights, original: string, spun: string, weight: number): void {
  if (original === spun || !FORM.test(original) || !FORM.test(spun)) return;
  let spuns = weights.get(original);
  if (spuns === undefined) {
    spuns = new Map();
    weights.set(original, spuns);
  }
  spuns.set(spun, (spuns.get(spun) ?? 0) + weight);
}

async function addMoby(near: Weights, path: string): Promise<void> {
  for await (const line of readLines(path)) {
    const { head, synonyms } = mobyEntry(line.toLowerCase());
    for (const synonym of new Set(synonyms)) {
      add(near, head, synonym, WEIGHT.moby);
      add(near, synonym, head, WEIGHT.mobyBack);
    }
  }
}

async function addPpdb(near: Weights, path: string): Promise<void> {
  for await (const line of readLines(path)) {
    const [a, b] = ppdbPair(line.toLowerCase()) ?? [];
    if (a === undefined || b === undefined) continue;
    add(near, a, b, WEIGHT.ppdb);
    add(near, b, a, WEIGHT.ppdb);
  }
}

/** Names hold no adverbs worth the room. */
function addWordnet(near: Weights): void {
  for (const { words, part } of readWordnet().synsets()) {
    if (part === Part.Adverb) continue;
    const phrases = words.map((word) => word.replaceAll("_", " "));
    for (const a of phrases) for (const b of phrases) add(near, a, b, WEIGHT.wordnet);
  }
}

interface Base {
  readonly word: string;
  readonly key: FormKey;
}

/** The words that each wanted form may be an inflected form of. */
function inflectedBases(near: Weights, wanted: ReadonlyMap<string, number>): Map<string, Base[]> {
  const bases = new Map<string, Base[]>();
  for (const word of near.keys()) {
    if (word.includes(" ") || word.includes("-")) continue;
    const forms = { ...inflect(word, "noun"), ...inflect(word, "verb") };
    const seen = new Set<string>();
    for (const key of ["plural", "past", "participle", "gerund"] as const) {
      const form = forms[key];
      if (form === undefined || form === word || seen.has(form) || !wanted.has(form)) continue;
      seen.add(form);
      bases.set(form, [...(bases.get(form) ?? []), { word, key }]);
    }
  }
  return bases;
}

function addInflected(spuns: Map<string, number>, { word, key }: Base, near: Weights): void {
  for (const [other, weight] of near.get(word) ?? []) {
    const form = inflect(other, key === "plural" ? "noun" : "verb")[key];
    if (form !== undefined) spuns.set(form, (spuns.get(form) ?? 0) + weight * INFLECTED);
    spuns.set(other, (spuns.get(other) ?? 0) + weight * BARE);
  }
}

interface Sharing {
  readonly frequency: Frequency;
  readonly most: number;
}

/** Shares probability out by weight and by how common a word is: tools' tables hold words that people know. */
function sharedOut(original: string, spuns: ReadonlyMap<string, number>, { frequency, most }: Sharing): KnownPair[] {
  const scored = [...spuns].flatMap(([spun, weight]): [string, number][] => {
    const words = spun.split(/[ -]/);
    const rarest = Math.max(Math.min(...words.map(frequency)), frequency(words.join("")));
    if (rarest <= 0 || spun.replaceAll("-", " ") === original) return [];
    return [[spun, weight ** 1.5 * rarest ** 0.2 * (words.length > 1 ? 0.5 : 1)]];
  });
  const kept = scored.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  const total = kept.reduce((sum, [, score]) => sum + score, 0);
  return kept.flatMap(([spun, score]) => {
    const log = Math.log(((1 - UNHEARD) * score) / total);
    const to = original.split(" ");
    const spaced = { spun: spun.split(/[ -]/), original: to, log };
    if (!spun.includes("-")) return [spaced];
    const joined = spun.replace("-", "");
    return [spaced, { spun: [spun], original: to, log }, { spun: [joined], original: to, log }];
  });
}
