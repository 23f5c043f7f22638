import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  adder,
  articles,
  asNobody,
  BUILT,
  count,
  expectSound,
  mayNot,
  openAndAdd,
} from "../../test/reference/store-hazards.js";
import { openStore } from "./sqlite-store.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-processes-"));
  chmodSync(folder, 0o755);
  path = join(folder, "refs.sqlite");
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

describe("processes at once", () => {
  test("the build is there", () => expect(existsSync(BUILT), 'run "npm run build" first').toBe(true));

  test("killed in the middle of adding, the store keeps whole batches, and takes more", async () => {
    const size = 300;
    for (const delay of [0, 20, 45, 70, 110, 160]) {
      const before = existsSync(path) ? count(path) : 0;
      const printed = await killAfter(adder(path, { batches: 100, size, from: before }), delay);
      const after = count(path);
      expect(after % size).toBe(0);
      expect(after - before).toBeGreaterThanOrEqual(printed);
      expect(after - before).toBeLessThanOrEqual(printed + size);
    }
    expect(count(path)).toBeGreaterThan(0);
    expectSound(path);
  });

  test("two writers both get all of theirs in", async () => {
    const ends = [0, 500].map((from) => {
      const child = spawn(process.execPath, adder(path, { batches: 10, size: 100, from }), {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let complaint = "";
      child.stderr.on("data", (chunk) => {
        complaint += chunk;
      });
      return new Promise((resolve) => child.once("close", (code) => resolve({ code, complaint })));
    });
    expect(await Promise.all(ends)).toEqual([
      { code: 0, complaint: "" },
      { code: 0, complaint: "" },
    ]);
    expect(count(path)).toBe(1500);
    expectSound(path);
  });

  test("many that make the same store at once make one", async () => {
    for (let round = 0; round < 3; round++) {
      const file = join(folder, `new${round}.sqlite`);
      const codes = [0, 1, 2, 3].map((from) => {
        const child = spawn(process.execPath, adder(file, { batches: 1, size: 1, from }), {
          stdio: ["ignore", "ignore", "inherit"],
        });
        return new Promise((resolve) => child.once("close", resolve));
      });
      expect(await Promise.all(codes)).toEqual([0, 0, 0, 0]);
      expect(count(file)).toBe(4);
    }
  });

  test("a half-written batch is taken back, also by a reader; one who may not is told", (context) => {
    openAndAdd(path, 200);
    const stopped = join(folder, "stopped");
    mkdirSync(stopped);
    stopInTheMiddle(path, join(stopped, "refs.sqlite"));
    if (mayNot(path, context)) {
      chmodSync(stopped, 0o555);
      const { status, stderr } = asNobody(join(stopped, "refs.sqlite"), "openStore(file, { readonly: true }).stats()");
      chmodSync(stopped, 0o755);
      expect([status, stderr]).toEqual([
        9,
        expect.stringContaining("a writer of the reference store was stopped in the middle"),
      ]);
    }
    const store = openStore(join(stopped, "refs.sqlite"), { readonly: true });
    expect(store.stats().articles).toBe(200);
    expect(store.article("id7")?.text).toBe(articles(200)[7]!.text);
    store.close();
    expectSound(join(stopped, "refs.sqlite"));
  });
});

/** Kills the process `delay` ms after its first line; returns the last count that it printed. */
function killAfter(args: readonly string[], delay: number): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    if (printed === "") setTimeout(() => child.kill("SIGKILL"), delay);
    printed += chunk;
  });
  return new Promise((resolve) => child.once("close", () => resolve(Number(printed.trim().split("\n").at(-1)))));
}

/** Copies a store in the middle of a transaction that has begun to write: what a kill at that moment leaves. */
function stopInTheMiddle(file: string, copy: string): void {
  const database = new Database(file);
  database.pragma("cache_size = 2");
  database.pragma("cache_spill = 1");
  database.exec("BEGIN IMMEDIATE; UPDATE article SET text = replace(text, 'steel', 'copper'); DELETE FROM posting");
  for (const end of ["", "-journal"]) copyFileSync(file + end, copy + end);
  database.exec("ROLLBACK");
  database.close();
  expect(readFileSync(copy).includes("copper story")).toBe(true);
}
