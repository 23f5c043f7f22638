import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as sets from "./datasets.js";
import { collect, readLines } from "./lines.js";

let folder: string;
let shared: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-datasets-"));
  shared = join(folder, "shared");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(path: string, text: string): void {
  const file = join(shared, "data", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (!path.endsWith(".xz")) return;
  writeFileSync(file, spawnSync("xz", ["-c"], { input: text }).stdout);
}

const withoutXz = spawnSync("xz", ["--version"]).error !== undefined;
if (withoutXz) process.stderr.write("datasets.test.ts: packed sets not tested: xz is not installed\n");

describe("findShared", () => {
  test("finds the folder beside the repository, or says null", () => {
    expect(sets.findShared(join(folder, "repository"))).toBeNull();
    put("README.md", "");
    expect(sets.findShared(join(folder, "repository"))).toBe(shared);
  });
});

describe("a set that is absent", () => {
  const loaders = [
    sets.loadApRewrite,
    sets.loadCleanReports,
    sets.loadWildPages,
    sets.loadFamilyADev,
    sets.loadCleanNews,
    sets.loadFingerprints,
  ];
  test.each(loaders)("is null with the reason", async (load) => {
    expect(await load(null)).toEqual({ items: null, reason: "there is no folder shared/data beside the repository" });
    const empty = await load(shared);
    expect(empty.items).toBeNull();
    expect(empty.reason).toContain(join(shared, "data"));
  });
});

describe("a set that is there", () => {
  test("the rewrite and the clean reports are read whole", async () => {
    const trip = "dev/canada-china";
    put(`${trip}/ap-rewrite.txt`, "The metal mill.\n");
    put(`${trip}/ap-rewrite.gold.txt`, "The steel mill.\n");
    for (const name of ["bbc-report", "paraphrase-1", "paraphrase-2", "chronicle-report"])
      put(`${trip}/${name}.txt`, name);
    expect((await sets.loadApRewrite(shared)).items).toEqual([
      { id: "ap-rewrite", family: "A", spun: "The metal mill.\n", gold: "The steel mill.\n" },
    ]);
    const reports = (await sets.loadCleanReports(shared)).items;
    expect(reports?.map(({ id, text }) => id === text)).toEqual([true, true, true, true]);
  });

  test("pages keep their family, and whether every swap is noted", async () => {
    const page = {
      id: "p1",
      family: "B",
      topic: "ships",
      exhaustive: false,
      spun: "a metal ship",
      gold: "a steel ship",
      edits: [{ start: 2, end: 7, was: "metal", now: "steel", certainty: "sure" }],
    };
    put("dev/wild-pages.jsonl", `${JSON.stringify(page)}\r\n\n${JSON.stringify({ ...page, id: "p2" })}`);
    expect((await sets.loadWildPages(shared)).items).toEqual([page, { ...page, id: "p2" }]);
  });

  test("parallel text without ids is numbered", async () => {
    put("parallel/family-a.dev.jsonl", '{"original":"steel","spun":"metal"}\n{"id":"x","original":"a","spun":"b"}\n');
    expect((await sets.loadFamilyADev(shared)).items).toEqual([
      { id: "1", family: "A", spun: "metal", gold: "steel" },
      { id: "x", family: "A", spun: "b", gold: "a" },
    ]);
  });

  test("fingerprints lose the head line and what nobody can read", async () => {
    put(
      "tortured/fingerprints.tsv",
      "tortured\texpected\tpapers\tcontext_required\nwave measure\ttide gauge\t3\t0\na\t??\t1\t0\n",
    );
    expect((await sets.loadFingerprints(shared)).items?.map(({ expected }) => expected)).toEqual([["tide gauge"]]);
  });

  test.skipIf(withoutXz)("packed news is unpacked as it is read", async () => {
    const stories = Array.from({ length: 3000 }, (_, n) => ({ id: `s${n}`, text: `Story ${n}: “ships”, naïve` }));
    put("clean/bbc-2004.jsonl.xz", stories.map((story) => `${JSON.stringify(story)}\n`).join(""));
    expect((await sets.loadCleanNews(shared)).items).toEqual(stories);
  });
});

describe("a set that is damaged", () => {
  test("is an error that names the file, the line and the field", async () => {
    put("parallel/family-a.dev.jsonl", '{"original":"a","spun":"b"}\n{"original":"a"}\n');
    await expect(sets.loadFamilyADev(shared)).rejects.toThrow(/family-a\.dev\.jsonl:2: spun: .*README/);
    put("parallel/family-a.dev.jsonl", '{"original":');
    await expect(sets.loadFamilyADev(shared)).rejects.toThrow(/family-a\.dev\.jsonl:1: not JSON/);
    put("tortured/fingerprints.tsv", "head\nonly one column\n");
    await expect(sets.loadFingerprints(shared)).rejects.toThrow(/fingerprints\.tsv:2: expected 'tortured/);
  });

  test.skipIf(withoutXz)("is an error that repeats what xz says", async () => {
    put("clean/bbc-2004.jsonl.xz", "x");
    writeFileSync(join(shared, "data/clean/bbc-2004.jsonl.xz"), "not packed at all");
    await expect(sets.loadCleanNews(shared)).rejects.toThrow(/Cannot unpack .*bbc-2004.*xz says: .*format/);
  });
});

describe("readLines", () => {
  test("says what to install when xz is missing", async () => {
    vi.stubEnv("PATH", join(folder, "nowhere"));
    try {
      await expect(collect(readLines("story.xz"))).rejects.toThrow(
        /story\.xz: the program xz is not installed\. Install/,
      );
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("rejects when the file is missing", async () => {
    await expect(collect(readLines(join(folder, "none.txt")))).rejects.toThrow(/none\.txt/);
  });

  test("joins lines that span chunks, keeps empty ones, drops line ends of both kinds", async () => {
    const long = "é".repeat(100_000);
    put("lines.txt", `one\r\n\n${long}\nlast`);
    expect(await collect(readLines(join(shared, "data/lines.txt")))).toEqual(["one", "", long, "last"]);
  });

  test.skipIf(withoutXz)("may be left early", async () => {
    put("many.txt.xz", "line\n".repeat(2_000_000));
    let seen = 0;
    for await (const line of readLines(join(shared, "data/many.txt.xz"))) {
      expect(line).toBe("line");
      if (++seen === 3) break;
    }
    expect(seen).toBe(3);
  });
});
