import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { UnspinError } from "../../src/errors.js";
import { openStore } from "../../src/reference/sqlite-store.js";
import type { NewArticle } from "../../src/reference/store.js";

/** What other processes run: TypeScript needs to be built for them. */
export const BUILT = fileURLToPath(new URL("../../dist/reference/sqlite-store.js", import.meta.url));
const NOBODY = 65534;

/** Articles of our own, each with a word that no other has. */
export function articles(count: number, from = 0): NewArticle[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `id${from + i}`,
    title: `Story ${from + i}`,
    text: `The steel story number${from + i} of ours. ${"It goes on for a while, as stories do. ".repeat(10)}`,
    url: "",
    date: "",
    source: "",
  }));
}

export function openAndAdd(path: string, many: number): void {
  const store = openStore(path);
  store.add(articles(many));
  store.close();
}

/** How many articles a store has. */
export function count(file: string): number {
  const store = openStore(file, { readonly: true });
  const { articles: many } = store.stats();
  store.close();
  return many;
}

/** The whole file is sound: SQLite's own tables, the full-text index against the texts, and our lists. */
export function expectSound(file: string): void {
  const database = new Database(file);
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  database.exec("INSERT INTO word (word, rank) VALUES ('integrity-check', 1)");
  database.close();
  const store = openStore(file, { readonly: true });
  for (const { id } of store.articles()) {
    const found = store.retrieve([{ term: `number${id.slice(2)}`, weight: 1 }], 5);
    expect(found.map(({ article }) => article.id)).toEqual([id]);
  }
  store.close();
}

/** The message of the UnspinError that the work must throw. */
export function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UnspinError);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

/** A process that adds `batches` of `size` articles from number `from` on, and prints each count of those added. */
export function adder(
  file: string,
  { batches, size, from }: { batches: number; size: number; from: number },
): readonly string[] {
  return [
    "--input-type=module",
    "-e",
    `const { openStore } = await import(${JSON.stringify(BUILT)});
     const store = openStore(${JSON.stringify(file)});
     for (let batch = 0; batch < ${batches}; batch++) {
       const first = ${from} + batch * ${size};
       store.add(Array.from({ length: ${size} }, (_, i) => ({
         id: "id" + (first + i), title: "", text: "the steel story number" + (first + i) + " goes on".repeat(200), url: "", date: "", source: "" })));
       process.stdout.write((batch + 1) * ${size} + "\\n");
     }
     store.close();`,
  ];
}

/** Runs a line of code as a user who owns nothing; an UnspinError is told on standard error, with status 9. */
export function asNobody(file: string, code: string): SpawnSyncReturns<string> {
  const script = `const { openStore } = await import(${JSON.stringify(BUILT)});
    const file = ${JSON.stringify(file)};
    try { ${code}; } catch (error) { process.stderr.write(error.message); process.exit(error.name === "UnspinError" ? 9 : 1); }`;
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  return spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", cwd: "/", ...user });
}

/** Whether a process without root's rights can be had here; else the test is skipped, and says so. */
export function mayNot(path: string, context: { skip(note?: string): void }): boolean {
  if (asNobody(path, "void file").status === 0) return true;
  context.skip("the checkout cannot be read by a user without rights");
  return false;
}
