/**
 * Spinners that nobody has seen: a fixed random table drawn from a thesaurus, with the forms of each word, as large as a wanted
 * share of running words asks for. Garbling with it is family A's way (`garble.ts`): whole words, one choice per original and document.
 */
import type { Family, Substitution } from "../dictionary/family.js";
import { type FormKey, inflect } from "../tokens/morphology.js";
import { createRandom, type Random } from "./random.js";
import type { SynonymList, WordKind } from "./synonym-lists.js";

/** What a table is drawn for. */
export interface UnknownToolWish {
  readonly seed: number;
  /** Share of the running words that the table is to replace. Range 0..1. */
  readonly share: number;
  /** The texts that are to be garbled, to know how often each word stands in them. */
  readonly texts: readonly string[];
}

/** Replacements of one word among which the tool chooses, document by document. */
const CHOICES = 3;
/** The last word drawn may take the table so far beyond the wanted share. */
const BEYOND = 0.01;
/** Words that tools leave alone, though a thesaurus may list them. */
const LEFT_ALONE = new Set(
  "be am is are was were been being have has had having do does did done doing will would can could may might must shall should not no one two of in at to for on by with from up out down over off as so it its".split(
    " ",
  ),
);

/** Draws a table; the same wish gives the same one everywhere. It may fall short when the thesaurus has too few words. */
export function drawUnknownTool(lists: readonly SynonymList[], wish: UnknownToolWish): Family {
  const random = createRandom(wish.seed);
  const shares = sharesOfForms(wish.texts);
  const heads = shuffled(headsIn(lists, shares), random);
  const rows = new Map<string, Substitution[]>();
  let covered = 0;
  for (const head of heads) {
    if (covered >= wish.share) break;
    const fresh = formRows(head, nearest(head, random)).filter(([form]) => !rows.has(form));
    const gain = fresh.reduce((sum, [form]) => sum + (shares.get(form) ?? 0), 0);
    if (gain === 0 || covered + gain > wish.share + BEYOND) continue;
    covered += gain;
    for (const [form, substitutions] of fresh) rows.set(form, substitutions);
  }
  return { id: `unknown-${wish.seed}`, title: "a random table", substitutions: [...rows.values()].flat() };
}

interface Head {
  readonly word: string;
  readonly kind: WordKind;
  /** By how many lists name them beside the word: near synonyms have more than one sense in common. */
  readonly synonyms: ReadonlyMap<string, number>;
}

/** Single words with their synonyms; only those that the texts hold in some form, or the draw would be a long one. */
function headsIn(lists: readonly SynonymList[], shares: ReadonlyMap<string, number>): Head[] {
  const heads = new Map<string, { word: string; kind: WordKind; synonyms: Map<string, number> }>();
  for (const { kind, phrases } of lists) {
    for (const word of phrases) {
      if (word.includes(" ") || LEFT_ALONE.has(word)) continue;
      if (!formsOf(word, kind).some(([, form]) => shares.has(form))) continue;
      const head = heads.get(`${kind} ${word}`) ?? { word, kind, synonyms: new Map() };
      heads.set(`${kind} ${word}`, head);
      for (const phrase of phrases) {
        if (phrase !== word) head.synonyms.set(phrase, (head.synonyms.get(phrase) ?? 0) + 1);
      }
    }
  }
  return [...heads.values()];
}

/** The nearest synonyms, those that are equally near in random order. */
function nearest({ synonyms }: Head, random: Random): string[] {
  const votes = (phrase: string) => synonyms.get(phrase)!;
  return shuffled([...synonyms.keys()], random)
    .sort((a, b) => votes(b) - votes(a))
    .slice(0, CHOICES);
}

/** Each form of a word with the same form of its synonyms. */
function formRows({ word, kind }: Head, synonyms: readonly string[]): [form: string, Substitution[]][] {
  const written = synonyms.map((synonym) => new Map(formsOf(synonym, kind)));
  const seen = new Set<string>();
  return formsOf(word, kind).flatMap(([key, original]): [string, Substitution[]][] => {
    if (seen.has(original) || LEFT_ALONE.has(original)) return [];
    seen.add(original);
    const spuns = [...new Set(written.flatMap((forms) => forms.get(key) ?? []))].filter((spun) => spun !== original);
    if (spuns.length === 0) return [];
    const probability = 1 / spuns.length;
    return [[original, spuns.map((spun) => ({ original, spun, probability, keep: 0, count: 0 }))]];
  });
}

function formsOf(phrase: string, kind: WordKind): [FormKey | "only", string][] {
  if (kind !== "noun" && kind !== "verb") return [["only", phrase]];
  return Object.entries(inflect(phrase, kind)) as [FormKey, string][];
}

/** Share of the running words by form, lower case. */
function sharesOfForms(texts: readonly string[]): Map<string, number> {
  const shares = new Map<string, number>();
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []);
  for (const word of words) shares.set(word, (shares.get(word) ?? 0) + 1 / words.length);
  return shares;
}

/** Fisher and Yates's shuffle, of a copy. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other]!, out[at]!];
  }
  return out;
}
