/**
 * The dev sets in `../shared/data`, when that folder stands beside the checkout. It never becomes part of it: a set
 * that is absent is an answer (with the reason), not an error; a set that is damaged is an error.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { parseFingerprint, type TorturedPhrase } from "./fingerprints.js";
import { collect, readLines, readRecords } from "./lines.js";
import type { DamagedName } from "./name-edits.js";

/** A garbled text and its original. */
export interface GarbledPair {
  readonly id: string;
  /** Letter of the spinner's family in data/README.md: "A" to "H". */
  readonly family: string;
  readonly spun: string;
  readonly gold: string;
}

/** A real page, its original restored by hand. */
export interface WildPage extends GarbledPair {
  readonly topic: string;
  /** Every swap is undone in `gold`; else only the evident ones are, and precision means little. */
  readonly exhaustive: boolean;
  /** The swaps of `spun`; offsets are UTF-16 code units. */
  readonly edits: readonly { start: number; end: number; was: string; now: string; certainty: string }[];
}

export interface CleanText {
  readonly id: string;
  readonly text: string;
}

/** A set's items; or null, and why it is not there. */
export type DataSet<T> =
  | { readonly items: readonly T[]; readonly reason: null }
  | { readonly items: null; readonly reason: string };

const wildPageSchema = z.object({
  id: z.string(),
  family: z.string(),
  topic: z.string(),
  exhaustive: z.boolean(),
  spun: z.string(),
  gold: z.string(),
  edits: z.array(
    z.object({ start: z.number(), end: z.number(), was: z.string(), now: z.string(), certainty: z.string() }),
  ),
});

const parallelSchema = z.object({ original: z.string(), spun: z.string(), id: z.string().optional() });

const cleanSchema = z.object({ id: z.string(), text: z.string() });

const TRIP = "dev/canada-china";

/** The folder `shared` beside the repository, or null when there is none. `root` is the repository's own folder. */
export function findShared(root: string): string | null {
  const shared = resolve(root, "..", "shared");
  return existsSync(join(shared, "data")) ? shared : null;
}

/** The agency story as the spinner left it, and its original restored by hand. One item. */
export async function loadApRewrite(shared: string | null): Promise<DataSet<GarbledPair>> {
  return load(shared, [`${TRIP}/ap-rewrite.txt`, `${TRIP}/ap-rewrite.gold.txt`], async ([spun, gold]) => [
    { id: "ap-rewrite", family: "A", spun: await readFile(spun!, "utf8"), gold: await readFile(gold!, "utf8") },
  ]);
}

/** Four fluent reports of the same trip, in which nothing may change. */
export async function loadCleanReports(shared: string | null): Promise<DataSet<CleanText>> {
  const names = ["bbc-report", "paraphrase-1", "paraphrase-2", "chronicle-report"];
  const files = names.map((name) => `${TRIP}/${name}.txt`);
  return load(shared, files, (paths) =>
    Promise.all(paths.map(async (path) => ({ id: basename(path, ".txt"), text: await readFile(path, "utf8") }))),
  );
}

export async function loadWildPages(shared: string | null): Promise<DataSet<WildPage>> {
  return load(shared, ["dev/wild-pages.jsonl"], ([path]) => collect(readRecords(path!, wildPageSchema)));
}

/** Two hundred stories garbled by family A's tool; the model never saw them. */
export async function loadFamilyADev(shared: string | null): Promise<DataSet<GarbledPair>> {
  return load(shared, ["parallel/family-a.dev.jsonl"], ([path]) => collect(readPairs(path!)));
}

/** A thousand clean news stories. */
export async function loadCleanNews(shared: string | null): Promise<DataSet<CleanText>> {
  return load(shared, ["clean/bbc-2004.jsonl.xz"], ([path]) => collect(readRecords(path!, cleanSchema)));
}

/** Clean texts of a JSON Lines file, wherever it lies. */
export async function loadItems(path: string): Promise<CleanText[]> {
  return collect(readRecords(path, cleanSchema));
}

/** Names that tools damaged on the dev pages and in the AP rewrite. */
export async function loadDamagedNames(shared: string | null): Promise<DataSet<DamagedName>> {
  return load(shared, ["dev/names.tsv"], async ([path]) => {
    const lines = await collect(readLines(path!));
    return lines.slice(1).flatMap((line, at): DamagedName[] => {
      if (line.trim() === "") return [];
      const [page, start, end, was, now, ...more] = line.split("\t");
      if (now === undefined || more.length > 0 || !(Number(end) > Number(start)))
        throw new Error(`${path}:${at + 2}: not a row of page, start, end, was, now. Fetch the file again.`);
      return [{ page: page!, start: Number(start), end: Number(end), was: was!, now }];
    });
  });
}

/** Tortured phrases whose meaning is known. */
export async function loadFingerprints(shared: string | null): Promise<DataSet<TorturedPhrase>> {
  return load(shared, ["tortured/fingerprints.tsv"], async ([path]) => {
    const phrases: TorturedPhrase[] = [];
    let number = 0;
    for await (const line of readLines(path!)) {
      number += 1;
      if (number > 1) phrases.push(...known(line, `${path}:${number}`));
    }
    return phrases;
  });
}

function known(line: string, where: string): TorturedPhrase[] {
  try {
    const phrase = parseFingerprint(line);
    return phrase === null ? [] : [phrase];
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`);
  }
}

/** Streams parallel text of family A (`.jsonl` or `.jsonl.xz`); records without an id are numbered from 1. */
export async function* readPairs(path: string): AsyncGenerator<GarbledPair> {
  let number = 0;
  for await (const { id, original, spun } of readRecords(path, parallelSchema)) {
    number += 1;
    yield { id: id ?? String(number), family: "A", spun, gold: original };
  }
}

async function load<T>(
  shared: string | null,
  files: readonly string[],
  read: (paths: readonly string[]) => Promise<T[]>,
): Promise<DataSet<T>> {
  if (shared === null) return { items: null, reason: "there is no folder shared/data beside the repository" };
  const paths = files.map((file) => join(shared, "data", file));
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) return { items: null, reason: `${missing} is not there` };
  return { items: await read(paths), reason: null };
}
