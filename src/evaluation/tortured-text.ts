/**
 * Listed tortured phrases in running text: in trial reports some originals are written as one of their tortured phrases, and the
 * engine has to find them and put them back. The reports themselves have none.
 */

import { applyEdits } from "../edits/index.js";
import type { Engine } from "../engine.js";
import type { Edit } from "../result.js";
import type { TorturedPhrase } from "./fingerprints.js";
import { createNamedRandom, type Random } from "./random.js";

/** A phrase that stands for another in a report; offsets in UTF-16 units of the tortured report. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly original: string;
}

export interface TorturedReport {
  readonly clean: string;
  readonly tortured: string;
  readonly places: readonly Place[];
}

export interface RestoringFigures {
  readonly reports: number;
  readonly places: number;
  /** Places with an applied edit, and places where it wrote the original. */
  readonly found: number;
  readonly restored: number;
  /** Applied edits elsewhere in the tortured reports. */
  readonly besides: number;
  /** Applied edits in the untouched reports, and those of them that the science table made. */
  readonly falseEdits: number;
  readonly falseFinds: number;
}

const SEED = 1;
const LEAST_PLACES = 5;
const MOST_PLACES = 10;
/** Words of a report. */
const LONGEST = 600;

/** A report in documents of whole paragraphs, none longer than the most words. */
export function cutReport(report: string): string[] {
  const documents: string[][] = [[]];
  let words = 0;
  for (const paragraph of report.split(/\n+/)) {
    const count = paragraph.split(/\s+/).filter((word) => word !== "").length;
    if (count === 0 || count > LONGEST) continue;
    words += count;
    if (words > LONGEST) {
      documents.push([]);
      words = count;
    }
    documents[documents.length - 1]!.push(paragraph.trim());
  }
  return documents.map((paragraphs) => paragraphs.join("\n\n"));
}

/** Writes five to ten of the originals that a report holds as tortured phrases; null when it holds fewer. */
export function tortureReport(
  clean: string,
  byOriginal: ReadonlyMap<string, readonly string[]>,
): TorturedReport | null {
  const random = createNamedRandom(SEED, clean.slice(0, 200));
  const found = spotsOf(clean, byOriginal);
  if (found.length < LEAST_PLACES) return null;
  const wanted = LEAST_PLACES + Math.floor(random() * (MOST_PLACES - LEAST_PLACES + 1));
  const chosen = shuffled(found, random).slice(0, wanted);
  chosen.sort((a, b) => a.start - b.start);
  let tortured = "";
  let from = 0;
  const places: Place[] = [];
  for (const { start, original } of chosen) {
    tortured += clean.slice(from, start);
    const spuns = byOriginal.get(original.toLowerCase())!;
    const spun = spuns[Math.floor(random() * spuns.length)]!;
    places.push({ start: tortured.length, end: tortured.length + spun.length, original });
    tortured += spun;
    from = start + original.length;
  }
  return { clean, tortured: tortured + clean.slice(from), places };
}

interface Spot {
  readonly start: number;
  readonly original: string;
}

/** Where originals stand in a text, the longest first, none twice, in lower case: names are another matter. */
function spotsOf(text: string, byOriginal: ReadonlyMap<string, readonly string[]>): Spot[] {
  const spots: Spot[] = [];
  const seen = new Set<string>();
  const words = [...text.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)];
  for (let at = 0; at < words.length; at++) {
    for (let length = 5; length >= 2; length--) {
      const last = words[at + length - 1];
      if (!last) continue;
      const original = text.slice(words[at]!.index, last.index + last[0].length);
      if (seen.has(original) || !byOriginal.has(original)) continue;
      seen.add(original);
      spots.push({ start: words[at]!.index, original });
      at += length - 1;
      break;
    }
  }
  return spots;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => [random(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);
}

/** Tortured phrases of several words that are never legitimate, by original, lower case. */
export function phrasesByOriginal(phrases: readonly TorturedPhrase[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { tortured, expected, contextRequired, doubtful } of phrases) {
    if (contextRequired || doubtful || expected.length > 1 || !/[ -]/.test(tortured) || /[()]/.test(tortured)) continue;
    const original = expected[0]!.toLowerCase();
    if (original.includes(" ")) found.set(original, [...(found.get(original) ?? []), tortured]);
  }
  return found;
}

/** Repairs tortured and untouched reports and counts. */
export function measureRestoring(engine: Engine, reports: readonly TorturedReport[]): RestoringFigures {
  const figures = {
    reports: reports.length,
    places: 0,
    found: 0,
    restored: 0,
    besides: 0,
    falseEdits: 0,
    falseFinds: 0,
  };
  for (const { clean, tortured, places } of reports) {
    const applied = appliedEdits(engine, tortured);
    const untouched = appliedEdits(engine, clean);
    figures.places += places.length;
    for (const place of places) {
      const touching = applied.filter(({ start, end }) => start < place.end && end > place.start);
      if (touching.length > 0) figures.found++;
      if (isRestored(tortured, place, touching)) figures.restored++;
    }
    figures.besides += applied.filter(
      ({ start, end }) => !places.some((place) => start < place.end && end > place.start),
    ).length;
    figures.falseEdits += untouched.length;
    figures.falseFinds += untouched.filter(({ evidence }) => evidence.family === "science").length;
  }
  return figures;
}

function appliedEdits(engine: Engine, text: string): Edit[] {
  return engine.repair(text).edits.filter(({ verdict }) => verdict === "apply");
}

/** Do the edits at a place write the original there, and nothing else around it? */
function isRestored(tortured: string, place: Place, touching: readonly Edit[]): boolean {
  if (touching.length === 0) return false;
  const start = Math.min(place.start, ...touching.map((edit) => edit.start));
  const end = Math.max(place.end, ...touching.map((edit) => edit.end));
  const wanted = tortured.slice(start, place.start) + place.original + tortured.slice(place.end, end);
  const moved = touching.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return applyEdits(tortured.slice(start, end), moved).toLowerCase() === wanted.toLowerCase();
}
