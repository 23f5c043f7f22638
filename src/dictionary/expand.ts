/** From curated entries to substitutions: inflected forms, probabilities, one keep per original. */
import { type Forms, inflect, type Spelling } from "../tokens/morphology.js";
import type { CuratedEntry, CuratedFile } from "./curated.js";
import type { Family, Substitution } from "./family.js";

/** One surface form of an entry: `spun` stands where `original` stood. */
export interface FormPair {
  readonly spun: string;
  readonly original: string;
  /** Relative to the entry's likeliest original. Range (0, 1]. */
  readonly weight: number;
}

const SPELLINGS: readonly Spelling[] = ["american", "british"];

/** All pairs that an entry stands for: itself, or every form of both sides, in American and British spelling. */
export function formPairs(entry: CuratedEntry): FormPair[] {
  const heaviest = Math.max(...entry.originals.map((original) => original.weight));
  const pairs = new Map<string, FormPair>();
  for (const original of entry.originals) {
    const weight = original.weight / heaviest;
    for (const [spun, form] of surfaceForms(entry, original.text)) {
      if (spun !== form) pairs.set(`${spun}\t${form}`, { spun, original: form, weight });
    }
  }
  return [...pairs.values()];
}

function surfaceForms(entry: CuratedEntry, original: string): [spun: string, original: string][] {
  if (!entry.inflected || (entry.pos !== "noun" && entry.pos !== "verb")) return [[entry.spun, original]];
  const pos = entry.pos;
  return SPELLINGS.flatMap((spelling) => {
    const forms = inflect(original, pos, spelling);
    return Object.entries(inflect(entry.spun, pos, spelling)).flatMap(([key, spun]): [string, string][] => {
      const form = forms[key as keyof Forms];
      return form === undefined ? [] : [[spun, form]];
    });
  });
}

interface Row {
  readonly entry: CuratedEntry;
  readonly pair: FormPair;
}

/**
 * The family a file stands for. P(spun | original) is the pair's weight, scaled down where the weights of one original
 * sum to more than 1; its `keep` is the largest that any entry gives it, the careful choice.
 */
export function curatedFamily(file: CuratedFile): Family {
  const rows = distinctRows(file.entries);
  const mass = new Map<string, number>();
  const keep = new Map<string, number>();
  for (const { entry, pair } of rows) {
    mass.set(pair.original, (mass.get(pair.original) ?? 0) + pair.weight);
    keep.set(pair.original, Math.max(keep.get(pair.original) ?? 0, entry.keep));
  }
  const substitutions = rows.map(
    ({ entry, pair }): Substitution => ({
      original: pair.original,
      spun: pair.spun,
      probability: pair.weight / Math.max(1, mass.get(pair.original) ?? 1),
      keep: keep.get(pair.original) ?? entry.keep,
      count: 0,
      ...(entry.unless.length > 0 ? { unless: entry.unless.map((context) => context.toLowerCase()) } : {}),
      ...(entry.pos === undefined ? {} : { pos: entry.pos }),
    }),
  );
  return { id: file.family, title: file.title, substitutions };
}

/** Each pair once: what an entry says outright goes before what another's inflection gives. */
function distinctRows(entries: readonly CuratedEntry[]): Row[] {
  const rows = new Map<string, Row>();
  for (const entry of entries) {
    for (const pair of formPairs(entry)) {
      const key = `${pair.spun}\t${pair.original}`;
      if (!rows.has(key) || !entry.inflected) rows.set(key, { entry, pair });
    }
  }
  return [...rows.values()];
}
