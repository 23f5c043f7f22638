/** The sets of `npm run eval`: where each comes from and which rows it gives. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type CleanText,
  type DataSet,
  type GarbledPair,
  loadApRewrite,
  loadCleanNews,
  loadCleanReports,
  loadFamilyADev,
  loadWildPages,
  type WildPage,
} from "./datasets.js";
import type { EvalRow } from "./eval-report.js";
import { cleanRow, type Judged, pairRow } from "./eval-rows.js";
import type { System } from "./systems.js";

/** Where the sets are looked for. */
export interface Places {
  /** The repository's own folder. */
  readonly root: string;
  /** The folder `shared` beside it, or null. */
  readonly shared: string | null;
}

/** One row to be: what it is called, and what it is measured on. */
export type Subject =
  | { readonly set: string; readonly pairs: readonly GarbledPair[]; readonly judged: Judged }
  | { readonly set: string; readonly clean: readonly CleanText[] };

/** Subjects of one name on the command line. */
export interface NamedSet {
  readonly name: string;
  load(places: Places): Promise<DataSet<Subject>>;
}

export const EVAL_SETS: readonly NamedSet[] = [
  { name: "ap", load: async ({ shared }) => subjects(await loadApRewrite(shared), pairsAs("AP rewrite")) },
  { name: "wild", load: async ({ shared }) => subjects(await loadWildPages(shared), wildSubjects) },
  { name: "parallel", load: async ({ shared }) => subjects(await loadFamilyADev(shared), pairsAs("parallel dev (A)")) },
  { name: "clean", load: async ({ shared }) => subjects(await loadCleanNews(shared), cleanAs("clean BBC stories")) },
  { name: "reports", load: async ({ shared }) => subjects(await loadCleanReports(shared), cleanAs("clean reports")) },
  { name: "samples", load: ({ root }) => loadSamples(root) },
];

/** Measures a system on a subject; null where the two do not go together. */
export function rowOf(system: System, subject: Subject): EvalRow | null {
  if ("pairs" in subject) return pairRow(system, subject.set, subject.pairs, subject.judged);
  return system.group === "oracle" ? null : cleanRow(system, subject.set, subject.clean);
}

function subjects<T>(set: DataSet<T>, make: (items: readonly T[]) => Subject[]): DataSet<Subject> {
  return set.items === null ? set : { items: make(set.items), reason: null };
}

function pairsAs(set: string): (pairs: readonly GarbledPair[]) => Subject[] {
  return (pairs) => [{ set, pairs, judged: "fully" }];
}

function cleanAs(set: string): (texts: readonly CleanText[]) => Subject[] {
  return (clean) => [{ set, clean }];
}

/** For each family its exhaustive pages, and, where there are others, all of them with what those allow. */
function wildSubjects(pages: readonly WildPage[]): Subject[] {
  const families = [...new Set(pages.map(({ family }) => family))].sort();
  return families.flatMap((family) => {
    const all = pages.filter((page) => page.family === family);
    const exhaustive = all.filter((page) => page.exhaustive);
    const full: Subject[] = [{ set: `wild ${family}, exhaustive`, pairs: exhaustive, judged: "fully" }];
    const rest: Subject[] = [{ set: `wild ${family}, all`, pairs: all, judged: "recall and word errors only" }];
    return [...(exhaustive.length > 0 ? full : []), ...(exhaustive.length < all.length ? rest : [])];
  });
}

async function loadSamples(root: string): Promise<DataSet<Subject>> {
  const folder = join(root, "samples");
  const clean = await readTexts(join(folder, "clean"));
  const tricky = await readTexts(join(folder, "tricky"));
  const spun = await readTexts(join(folder, "spun"));
  if (clean.length === 0) return { items: null, reason: `${join(folder, "clean")} holds no text` };
  const gold = new Map(clean.map(({ id, text }) => [id, text]));
  const pairs = spun.flatMap(({ id, text }): GarbledPair[] => {
    const original = gold.get(id);
    return original === undefined ? [] : [{ id, family: "A", spun: text, gold: original }];
  });
  const garbled: Subject[] = pairs.length > 0 ? [{ set: "samples, spun", pairs, judged: "fully" }] : [];
  return { items: [...garbled, { set: "samples, clean and tricky", clean: [...clean, ...tricky] }], reason: null };
}

async function readTexts(folder: string): Promise<CleanText[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
  return Promise.all(names.map(async (id) => ({ id, text: await readFile(join(folder, id), "utf8") })));
}
