/**
 * Two versions of one story in one text: `[[31|37]]` for a fact that a later version corrected, `<<words|other words>>`
 * for what an editor reworded, put in or left out. The article of the store is the left one, what was garbled the right one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { type GarbleTool, garble } from "../../src/evaluation/garble.js";

const FOLDER = new URL("../../samples/versions/", import.meta.url);

/** What differs at a place of the later version. */
export interface VersionDifference {
  readonly start: number;
  readonly end: number;
  readonly article: string;
  readonly document: string;
  /** A value, date, name, place or negation, which no edit may touch. */
  readonly isFact: boolean;
}

/** A story as the store has it, and as it was before a tool garbled it. */
export interface Versions {
  readonly name: string;
  readonly article: string;
  readonly document: string;
  /** Sorted by start, disjoint; offsets of `document`. */
  readonly differing: readonly VersionDifference[];
}

const MARK = /\[\[([^|\]]*)\|([^\]]*)\]\]|<<([^|>]*)\|([^>]*)>>/g;

/** Every story of `samples/versions/` that has versions, by name. */
export function readVersions(): Versions[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".txt"));
  return names
    .sort()
    .map((name) => versionsOf(name.replace(/\.txt$/, ""), readFileSync(new URL(name, FOLDER), "utf8")));
}

export function versionsOf(name: string, marked: string): Versions {
  let [article, document, at] = ["", "", 0];
  const differing: VersionDifference[] = [];
  for (const { 0: mark, 1: was, 2: is, 3: wrote, 4: writes, index } of marked.matchAll(MARK)) {
    article += marked.slice(at, index);
    document += marked.slice(at, index);
    const [left, right] = [was ?? wrote!, is ?? writes!];
    const start = document.length;
    article += left;
    document += right;
    differing.push({ start, end: document.length, article: left, document: right, isFact: was !== undefined });
    at = index + mark.length;
  }
  return { name, article: article + marked.slice(at), document: document + marked.slice(at), differing };
}

/** The article with one fact of the later version at a time. */
export function oneByOne({ name, article, document, differing }: Versions): Versions[] {
  let shift = 0;
  return differing.flatMap((each) => {
    const start = each.start + shift;
    shift += each.article.length - (each.end - each.start);
    if (!each.isFact) return [];
    const text = article.slice(0, start) + each.document + article.slice(start + each.article.length);
    const end = start + each.document.length;
    return [
      {
        name: `${name}: ${document.slice(each.start, each.end)}`,
        article,
        document: text,
        differing: [{ ...each, start, end }],
      },
    ];
  });
}

/** The later version garbled, with the places of its facts in the garbled text: those the tool left alone. */
export function garbledVersion({ document, differing }: Versions, tool: GarbleTool, seed: number) {
  const facts = differing.filter(({ isFact }) => isFact);
  const { text, edits } = garble(tool, document, { seed, protect: facts });
  const shiftAt = (place: number) =>
    edits.reduce((sum, { end, was, now }) => (end <= place ? sum + now.length - was.length : sum), 0);
  return {
    text,
    swaps: edits.length,
    facts: facts.map((fact) => ({
      ...fact,
      start: fact.start + shiftAt(fact.start),
      end: fact.end + shiftAt(fact.start),
    })),
  };
}
