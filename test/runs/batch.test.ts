import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applyEdits, openEngine } from "../../src/index.js";
import type { Edit } from "../../src/result.js";
import { shell, unspin } from "../cli/run.js";
import { jsonLines, paragraphs, reportOf, rss, treeOf, writeTree, zipped } from "./material.js";

// Each test starts the command several times; a machine that is busy takes its time.
vi.setConfig({ testTimeout: 120_000 });

let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-batch-"));
});
afterEach(() => rmSync(room, { recursive: true }));

const batch = (...args: string[]) => unspin(room, ["batch", ...args, "--jobs", "1"]);
const inside = (path: string) => join(room, path);
const recordAt = (folder: string) => JSON.parse(readFileSync(inside(`${folder}/run.json`), "utf8"));
const spun = paragraphs[0]!;

describe("the tree", () => {
  it("comes out as it went in, repaired, with modes and times", async () => {
    writeTree(inside("in"), {
      "a/deep/lines.jsonl": jsonLines(4),
      "a/feed.xml.gz": zipped(rss(3)),
      "story.txt": spun,
      "odd\nname.txt": "",
    });
    chmodSync(inside("in/story.txt"), 0o640);
    utimesSync(inside("in/story.txt"), 1_000_000_000, 1_000_000_000.5);
    const { status, stderr, stdout } = batch("in", "--out", "out/new");
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toMatch(/^documents +8 {2}.*\nspun +8 {2}family a 8\nedits applied +\d+\n/);
    const names = ["a/deep/lines.jsonl", "a/feed.xml.gz", "odd\nname.txt", "report.jsonl", "story.txt"];
    expect(Object.keys(treeOf(inside("out/new")))).toEqual(names);
    expect(statSync(inside("out/new/story.txt"))).toMatchObject({ mtimeMs: 1_000_000_000_500 });
    expect(statSync(inside("out/new/story.txt")).mode & 0o777).toBe(0o640);
    const engine = await openEngine();
    expect(readFileSync(inside("out/new/story.txt"), "utf8")).toBe(engine.repair(spun).text);
    engine.close();
    expect(gunzipSync(readFileSync(inside("out/new/a/feed.xml.gz"))).toString()).not.toBe(rss(3));
    expect(existsSync(inside("out/new/.unspin"))).toBe(false);
  });

  it("holds identical bytes where nothing is repaired", () => {
    const clean = paragraphs.at(-1)!;
    writeTree(inside("in"), {
      "a.txt": `${clean}\r\n`,
      "b.jsonl.gz": zipped(`{"text": ${JSON.stringify(clean)} }\n`),
      "c.json": `[ {"text":"${"x".repeat(40)}"} ]`,
    });
    expect(batch("in", "--out", "out").status).toBe(0);
    const { "report.jsonl": report, ...tree } = treeOf(inside("out"));
    expect(tree).toEqual(treeOf(inside("in")));
    expect(report!.split("\n").length).toBe(4);
  });

  it("has every result with its place, field and consistent text", () => {
    writeTree(inside("in"), { "f.xml": rss(3) });
    expect(batch("in", "--out", "out").status).toBe(0);
    const report = reportOf(inside("out"));
    expect(report.map(({ source, place }) => ({ source, place }))).toEqual(
      [0, 1, 2].map((at) => ({
        source: `item-${at}`,
        place: { file: "in/f.xml", item: at + 1, line: at * 2 + 3 },
      })),
    );
    const written = readFileSync(inside("out/f.xml"), "utf8");
    for (const { text, edits } of report) {
      expect(new Set(edits.map(({ at }) => at?.field))).toEqual(new Set(["title", "description"]));
      for (const field of text.split("\n\n")) expect(written).toContain(`>${field.replaceAll("&", "&amp;")}</`);
    }
  });
});

describe("what lands where", () => {
  it.each([
    ["two inputs on one path", ["a/x.txt", "b/x.txt"], /a\/x\.txt and b\/x\.txt would both land on out\/x\.txt/],
    ["an input on the report", ["a/report.jsonl"], /would land on out\/report\.jsonl, which the run itself writes/],
    ["an input on itself", ["out/y.txt"], /would be written over out\/y\.txt, an input/],
    ["a folder on itself", ["out"], /would be written over itself/],
    ["a folder that holds the output", ["."], /--out out lies inside \., an input\. Name a folder beside it/],
    ["a link to one", ["c", "around"], /--out out lies inside around, an input/],
    ["a file where a folder must be", ["c", "d"], /c\/n would land on out\/n, and d\/n\/x\.txt below it/],
    ["nothing", ["none.txt"], /none\.txt: no such file/],
    ["an empty folder", ["e"], /no file to repair in e/],
  ])("refuses %s before anything runs", (_, inputs, message) => {
    writeTree(room, {
      "a/x.txt": "x",
      "b/x.txt": "x",
      "a/report.jsonl": "{}",
      "out/y.txt": "y",
      "c/n": "n",
      "d/n/x.txt": "x",
    });
    mkdirSync(inside("e"));
    symlinkSync(".", inside("around"));
    const { status, stderr } = batch(...inputs, "--out", "out");
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
    expect(readdirSync(inside("out"))).toEqual(["y.txt"]);
  });

  it("follows links but not in circles, and leaves its own folder out", () => {
    writeTree(room, { "in/a.txt": "A short note.", "other/b.txt": "Another note." });
    symlinkSync("..", inside("in/up"));
    symlinkSync("../other", inside("in/linked"));
    symlinkSync("self", inside("in/self"));
    const { status, stderr } = batch("in", "--out", "out");
    expect(stderr).toContain("in/self: it is a link that leads back to itself");
    expect(status).toBe(3);
    const names = Object.keys(treeOf(inside("out")));
    expect(names).toEqual(["a.txt", "linked/b.txt", "report.jsonl", "up/other/b.txt"]);
  });

  it("never writes through a link out of its folder", () => {
    writeTree(room, { "in/deep/a.txt": "A short note.", "elsewhere/keep": "" });
    mkdirSync(inside("out"));
    symlinkSync("../elsewhere", inside("out/deep"));
    const { status, stderr } = batch("in", "--out", "out");
    expect(stderr).toContain("is a link that leads out of out");
    expect(status).toBe(3);
    expect(readdirSync(inside("elsewhere"))).toEqual(["keep"]);
  });

  it("takes patterns and standard input", () => {
    writeTree(room, { "in/a/x.txt": "x", "in/b/c/y.txt": "y", "in/z.md": "z", "in/.hidden.txt": "h" });
    const args = ["in/**/*.txt", "-", "--input-format", "jsonl", "--out", "out"];
    expect(unspin(room, ["batch", ...args], jsonLines(2)).status).toBe(0);
    expect(Object.keys(treeOf(inside("out")))).toEqual(["a/x.txt", "b/c/y.txt", "report.jsonl", "stdin.jsonl"]);
    expect(reportOf(inside("out")).map(({ source }) => source)).toContain("record-1");
  });
});

describe("failures", () => {
  it("stay with their item or file", () => {
    const packed = zipped(jsonLines(50));
    writeTree(inside("in"), {
      "bad.xml": `${rss(2).slice(0, -60)}`,
      "good.xml": rss(2),
      "cut.jsonl.gz": packed.subarray(0, packed.length - 40),
      "lines.jsonl": `${jsonLines(1)}{"text": oops}\n${jsonLines(1, 5)}`,
      "picture.png": Buffer.from("\x89PNG\r\n\x1a\n\0\0\0", "latin1"),
    });
    const { status, stderr } = batch("in", "--out", "out");
    expect(status).toBe(3);
    expect(stderr).toMatch(/^unspin: in\/bad\.xml:\d+:\d+: /m);
    expect(stderr).toMatch(/^unspin: in\/cut\.jsonl\.gz: /m);
    expect(stderr).toMatch(/^unspin: in\/lines\.jsonl:2:\d+: /m);
    expect(stderr).toMatch(/^unspin: in\/picture\.png:/m);
    expect(stderr).toMatch(/^failures +4$/m);
    const sources = reportOf(inside("out")).map(({ source }) => source);
    expect(sources.filter((source) => source.startsWith("record"))).toEqual(["record-0", "record-5"]);
    expect(readFileSync(inside("out/cut.jsonl.gz"))).toEqual(readFileSync(inside("in/cut.jsonl.gz")));
    expect(readFileSync(inside("out/picture.png"))).toEqual(readFileSync(inside("in/picture.png")));
    expect(recordAt("out").totals.failures).toBe(4);
  });

  it("leave nothing behind when the engine cannot be opened", () => {
    writeTree(inside("in"), { "a.txt": "x" });
    const { status, stderr } = batch("in", "--out", "out", "--dictionary", "none.yaml");
    expect(status).toBe(2);
    expect(stderr).toContain("none.yaml");
    expect(existsSync(inside("out"))).toBe(false);
  });
});

describe("flags", () => {
  it("--check writes a report and no files", () => {
    writeTree(inside("in"), { "a.txt": spun, "b.txt": "Nothing to see here.\n" });
    expect(batch("in", "--out", "out", "--check").status).toBe(1);
    expect(Object.keys(treeOf(inside("out")))).toEqual(["report.jsonl"]);
    expect(batch("in/b.txt", "--out", "out2", "--check").status).toBe(0);
  });

  it("--only spun reports the spun documents", () => {
    const clean = JSON.stringify({ id: "clean", text: paragraphs.at(-1) });
    writeTree(inside("in"), { "a.jsonl": `${jsonLines(1)}${clean}\n` });
    expect(batch("in", "--out", "out", "--only", "spun").status).toBe(0);
    expect(reportOf(inside("out")).map(({ source }) => source)).toEqual(["record-0"]);
    expect(readFileSync(inside("out/a.jsonl"), "utf8").split("\n").length).toBe(3);
  });

  it("--fields chooses what is read", () => {
    const lines = `${JSON.stringify({ data: { story: spun }, text: spun })}\n`;
    writeTree(inside("in"), { "a.jsonl": lines });
    expect(batch("in", "--out", "out", "--fields", "data.story").status).toBe(0);
    const record = JSON.parse(readFileSync(inside("out/a.jsonl"), "utf8"));
    expect(record.text).toBe(spun);
    expect(record.data.story).not.toBe(spun);
    expect(reportOf(inside("out"))[0]!.edits[0]!.at).toEqual({ field: "data.story" });
  });
});

describe("the same command again", () => {
  it("does what is new, and notices what changed", () => {
    writeTree(inside("in"), { "a.txt": spun, "b.jsonl": jsonLines(3) });
    expect(batch("in", "--out", "out").status).toBe(0);
    const first = treeOf(inside("out"));
    expect(batch("in", "--out", "out").stderr).not.toContain("unspin:");
    expect(treeOf(inside("out"))).toEqual(first);
    writeFileSync(inside("in/b.jsonl"), jsonLines(2, 9));
    writeFileSync(inside("in/c.txt"), "A new story, and a short one.");
    const { status, stderr } = batch("in", "--out", "out");
    expect(status).toBe(0);
    expect(stderr).toContain("in/b.jsonl: changed since the last run");
    expect(reportOf(inside("out")).map(({ source }) => source)).toEqual([
      "in/a.txt",
      "record-9",
      "record-10",
      "in/c.txt",
    ]);
  });

  it("begins anew with other options or dictionaries, and says why", () => {
    const house = (to: string) =>
      `# unspin dictionary 1\nfamily: house\ntitle: t\nsource: s\nentries:\n  - spun: calendar year\n    original: ${to}\n    repairs: [["It grew last calendar year.", "It grew last ${to}."]]\n    keeps: ["It was \\"a calendar year [sic]\\"."]\n`;
    writeTree(room, { "in/a.txt": spun, "house.yaml": house("year") });
    const run = (...more: string[]) => batch("in", "--out", "out", ...more);
    expect(run().status).toBe(0);
    expect(run("--mode", "careful").stderr).toContain("--mode was balanced, now it is careful");
    expect(run("--mode", "careful", "--dictionary", "house.yaml").stderr).toContain("house.yaml is new");
    writeFileSync(inside("house.yaml"), house("twelvemonth"));
    expect(run("--mode", "careful", "--dictionary", "house.yaml").stderr).toContain("house.yaml changed");
  });

  it("goes on after Ctrl-C, which exits with 130", () => {
    writeTree(inside("in"), { "a.jsonl": jsonLines(300), "feed.xml": rss(3) });
    const start = '"$NODE" "$MAIN" batch in --out out --jobs 1 & pid=$!';
    const begun = 'until [ -n "$(find out/.unspin -name "*.report" -size +0 2>/dev/null)" ]; do sleep .05; done';
    const ran = shell(room, `${start}; ${begun}; kill -INT $pid; wait $pid`);
    expect(ran.stderr).toMatch(/interrupted\. To go on, run the same command again/);
    expect(ran.status).toBe(130);
    expect(recordAt("out").state).toBe("interrupted");
    expect(existsSync(inside("out/report.jsonl"))).toBe(false);
    expect(batch("in", "--out", "out").status).toBe(0);
    expect(recordAt("out")).toMatchObject({ state: "finished", resumed: true });
    expect(batch("in", "--out", "whole").status).toBe(0);
    const [is, should] = [treeOf(inside("out")), treeOf(inside("whole"))];
    expect(Object.keys(is)).toEqual(Object.keys(should));
    for (const [name, content] of Object.entries(is)) expect(content === should[name], name).toBe(true);
  });

  it("keeps a second run out while one is at work", () => {
    writeTree(inside("in"), { "a.jsonl": jsonLines(300) });
    const start =
      '"$NODE" "$MAIN" batch in --out out --jobs 1 2>/dev/null & pid=$!; until [ -e out/.unspin/lock ]; do sleep .05; done';
    const ran = shell(room, `${start}; unspin batch in --out out; code=$?; kill -9 $pid; exit $code`);
    expect(ran.stderr).toContain("another run is at work there");
    expect(ran.status).toBe(2);
  });
});

it("writes texts that are what their edits say", () => {
  writeTree(inside("in"), { "a.txt": spun });
  expect(batch("in", "--out", "out").status).toBe(0);
  const [result] = reportOf(inside("out"));
  expect(applyEdits(spun, result!.edits as unknown as Edit[])).toBe(result!.text);
});
