import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  adder,
  articles,
  asNobody,
  count,
  expectSound,
  failure,
  mayNot,
  openAndAdd,
} from "../../test/reference/store-hazards.js";
import { UnspinError } from "../errors.js";
import { createRandom } from "../evaluation/random.js";
import { loadSqlite } from "./sqlite-package.js";
import { openStore } from "./sqlite-store.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-hazards-"));
  chmodSync(folder, 0o755);
  path = join(folder, "refs.sqlite");
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

describe("files that are no store, or not ours to use", () => {
  test("each is named with what to do", () => {
    const reading = { readonly: true };
    expect(failure(() => openStore(path, reading))).toBe(
      `${path}: no such reference store. Check the path, or make it: unspin reference add ${path} FILE...`,
    );
    expect(failure(() => openStore(path, { create: false }))).toContain("no such reference store");
    expect(failure(() => openStore(join(folder, "no", "x")))).toBe(
      `${join(folder, "no", "x")}: its folder does not exist. Create the folder, or name another place.`,
    );
    expect(failure(() => openStore(folder))).toContain("is a directory, and a reference store is one file");
    expect(failure(() => openStore("/dev/null"))).toContain("is no file");
    writeFileSync(path, "");
    expect(failure(() => openStore(path, reading))).toContain("is empty, and no reference store yet");
    writeFileSync(path, "A story as plain text, long enough to be looked at as if it were a store. ".repeat(20));
    expect(failure(() => openStore(path))).toBe(
      `${path}: is no reference store: it is not an SQLite file. Check the path.`,
    );
    expect(readFileSync(path, "utf8")).toContain("A story as plain text");
  });

  test("another application's SQLite file stays as it is", () => {
    const other = new Database(path);
    other.exec("CREATE TABLE contact (name TEXT); INSERT INTO contact VALUES ('Ada')");
    other.close();
    const bytes = readFileSync(path);
    expect(failure(() => openStore(path))).toContain(
      "is no reference store, but an SQLite file of another application",
    );
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test("a store of another format version is left alone", () => {
    openAndAdd(path, 3);
    const database = new Database(path);
    database.pragma("user_version = 2");
    database.close();
    for (const readonly of [true, false]) {
      expect(failure(() => openStore(path, { readonly }))).toContain(
        "the reference store has format 2, and this version of unspin knows format 1. Update unspin",
      );
    }
  });

  test("a closed store says so", () => {
    const store = openStore(path);
    store.close();
    store.close();
    expect(failure(() => store.stats())).toContain("the reference store is closed");
  });

  test("without better-sqlite3 the message says how to get it", () => {
    const elsewhere = createRequire(join(folder, "none.js"));
    expect(failure(() => loadSqlite(elsewhere))).toContain(
      "not installed (it is optional, and npm leaves it out where it cannot be built). Install it: npm install better-sqlite3",
    );
    mkdirSync(join(folder, "node_modules", "better-sqlite3"), { recursive: true });
    writeFileSync(
      join(folder, "node_modules", "better-sqlite3", "index.js"),
      "throw new Error('compiled against another Node')",
    );
    expect(failure(() => loadSqlite(elsewhere))).toContain(
      "does not start here (compiled against another Node). Build it for this Node: npm rebuild better-sqlite3",
    );
  });
});

describe("places that cannot be written", () => {
  test("a read-only folder and file of another user can be read, and refuse additions", (context) => {
    openAndAdd(path, 5);
    if (!mayNot(path, context)) return;
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    const read = asNobody(
      path,
      'process.stdout.write(openStore(file, { readonly: true }).search("steel", 9).length + "")',
    );
    expect([read.status, read.stdout, read.stderr]).toEqual([0, "5", ""]);
    const add = `openStore(file).add([{ id: "new", title: "", text: "new", url: "", date: "", source: "" }])`;
    for (const mode of [0o444, 0o666]) {
      chmodSync(path, mode);
      const added = asNobody(path, add);
      expect([added.status, added.stderr]).toEqual([
        9,
        expect.stringContaining("cannot be written: its file or its folder is read-only"),
      ]);
    }
    chmodSync(path, 0o600);
    expect(asNobody(path, "openStore(file, { readonly: true })").stderr).toContain("may not be opened (no permission");
    const made = asNobody(join(folder, "new.sqlite"), add);
    expect([made.status, made.stderr]).toEqual([9, expect.stringContaining("may not be opened (no permission")]);
  });

  test("a store opened for reading refuses changes", () => {
    openAndAdd(path, 2);
    const store = openStore(path, { readonly: true });
    expect(failure(() => store.add(articles(1, 9)))).toContain("cannot be written");
    expect(failure(() => store.remove(["id0"]))).toContain("cannot be written");
    expect(store.stats().articles).toBe(2);
    store.close();
  });

  test("when the disk will not take more, the store is as before", () => {
    openAndAdd(path, 100);
    const script = adder(path, { batches: 50, size: 500, from: 100 });
    // A limit on the size of files, in KiB: 4 MB.
    const limited = spawnSync(
      "bash",
      ["-c", `trap '' XFSZ; ulimit -f 4000; exec "$@"`, "-", process.execPath, ...script],
      { encoding: "utf8" },
    );
    expect(limited.stderr).toMatch(/refs\.sqlite: (there is no space left|the disk failed the reference store)/);
    const whole = Number(limited.stdout.trim().split("\n").at(-1));
    expect(count(path)).toBe(100 + whole);
    expectSound(path);
  });

  test("a full disk is called so", (context) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]);
    if (mounted.status !== 0) context.skip("no right to mount a small file system");
    try {
      const file = join(disk, "refs.sqlite");
      const store = openStore(file);
      store.add(articles(100));
      expect(failure(() => store.add(articles(6000, 100)))).toBe(
        `${file}: there is no space left for the reference store. The store is as it was before; make room, then add the articles again.`,
      );
      expect(store.stats().articles).toBe(100);
      store.add(articles(50, 100));
      store.close();
      expectSound(file);
    } finally {
      spawnSync("umount", [disk]);
    }
  });
});

test("changed bytes are never worse than a clear error", () => {
  openAndAdd(path, 400);
  const bytes = readFileSync(path);
  const random = createRandom(11);
  let failures = 0;
  for (let round = 0; round < 60; round++) {
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    writeFileSync(path, round % 10 === 9 ? bytes.subarray(0, random() * bytes.length) : damaged(bytes, random));
    try {
      use(path);
    } catch (error) {
      expect(error).toBeInstanceOf(UnspinError);
      failures += 1;
    }
  }
  expect(failures).toBeGreaterThan(10);
});

/** Some bytes of one page changed, most of them in its head. */
function damaged(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const page = Math.floor((random() * bytes.length) / 16384) * 16384;
  for (let i = 0; i < 6; i++) copy[page + Math.floor(random() * (i < 4 ? 200 : 16384))] = Math.floor(random() * 256);
  return copy;
}

function use(file: string): void {
  const store = openStore(file);
  try {
    store.retrieve(
      [
        { term: "steel", weight: 1 },
        { term: "number7", weight: 1 },
      ],
      5,
    );
    store.search("steel story", 5);
    for (const { text } of store.articles()) expect(typeof text).toBe("string");
    store.add(articles(3, 399));
    store.remove(["id3"]);
  } finally {
    store.close();
  }
}
