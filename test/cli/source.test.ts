import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unspin } from "./run.js";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const wire = readFileSync(join(samples, "reference", "wire.jsonl"), "utf8");
const [ferry, protest] = wire
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as { id: string; text: string; title: string });

/** One store for all tests, which only read it. */
let room = "";
const run = (...args: string[]) => unspin(room, args);
const heard = (...args: string[]) => {
  const { status, stdout, stderr } = run(...args);
  return { status, stdout: stdout.toString("utf8"), stderr };
};
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-source-"));
  cpSync(join(samples, "reference"), room, { recursive: true });
  cpSync(join(samples, "clean", "climate.txt"), join(room, "climate.txt"));
  cpSync(join(samples, "tricky", "french.txt"), join(room, "french.txt"));
  writeFileSync(join(room, "protest.txt"), protest!.text);
  writeFileSync(join(room, "ferry.jsonl"), `${JSON.stringify(ferry)}\n`);
  for (const [store, file] of [
    ["refs.sqlite", "wire.jsonl"],
    ["ferry.sqlite", "ferry.jsonl"],
  ] as const) {
    expect(run("reference", "add", store, file).status).toBe(0);
  }
});
afterAll(() => rmSync(room, { recursive: true }));

const MADE =
  'story.txt: made from "Ferry between Lund Harbour and Skarholm to stop after 61 years" (https://example.org/ferry-1, 2024-03-12), probability .99';

describe("source", () => {
  it("shows the article, the facts that differ, and both side by side in 80 columns", () => {
    const { status, stdout, stderr } = heard("source", "--reference", "refs.sqlite", "story.txt");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(MADE);
    expect(lines[1]).toMatch(/^9\d % of the document comes from the article; \d+ % of the article is used$/);
    expect(lines.slice(2, 5)).toEqual([
      "2 facts of the document differ from the article:",
      '  story.txt:3:44: "241,000" where it has "214,000"',
      '  story.txt:13:52: "Friday" where it has "Thursday"',
    ]);
    expect(stdout).toContain("The regional council will talk about   | The regional council will discuss the\n");
    expect(stdout.trimEnd()).toMatch(/\(20 words of the document's own\)$/);
    for (const line of lines.slice(5)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("names no line of an item, whose text has lines of its own", () => {
    const text = readFileSync(join(room, "story.txt"), "utf8");
    writeFileSync(join(room, "story.jsonl"), `${JSON.stringify({ id: "made", text })}\n`);
    const { stdout } = heard("source", "--reference", "refs.sqlite", "story.jsonl");
    expect(stdout.split("\n").slice(3, 5)).toEqual([
      '  made: "241,000" where it has "214,000"',
      '  made: "Friday" where it has "Thursday"',
    ]);
    const { stderr } = heard("repair", "--reference", "refs.sqlite", "story.jsonl", "-o", join(room, "out.jsonl"));
    expect(stderr).toContain('2 facts differ from it, and stay: "241,000" where it has "214,000"; "Friday"');
  });

  it("says when there is no source, names related articles, and passes over what is not English", () => {
    const { status, stdout } = heard(
      "source",
      "--reference",
      "ferry.sqlite",
      "climate.txt",
      "protest.txt",
      "french.txt",
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^climate\.txt: no source in ferry\.sqlite\n\nprotest\.txt: no source in ferry\.sqlite; 1 article tells of the same things:\n {2}"Ferry between .*" \(.*\)\n\nfrench\.txt: skipped \(.*\)\n$/,
    );
  });

  it("gives scripts the origin as it is in a repair's result", () => {
    const { stdout } = heard("source", "--reference", "refs.sqlite", "--format", "json", "story.txt", "climate.txt");
    const [story, climate] = JSON.parse(stdout);
    const [repaired] = heard("repair", "--reference", "refs.sqlite", "--format", "jsonl", "story.txt").stdout.split(
      "\n",
    );
    const { schema, source, place, input, detection, origin } = JSON.parse(repaired!);
    expect(story).toEqual({ schema, source, place, input, detection, origin, related: [] });
    expect(origin).toMatchObject({ article: "ferry-1", url: "https://example.org/ferry-1", date: "2024-03-12" });
    expect(climate).toMatchObject({ source: "climate.txt", origin: null, related: [] });
    const lines = heard("source", "--reference", "refs.sqlite", "--format", "jsonl", "story.txt").stdout.split("\n");
    expect([JSON.parse(lines[0]!).origin, lines[1]]).toEqual([origin, ""]);
  });

  it("goes on after what cannot be read, and takes the store from the configuration", () => {
    writeFileSync(join(room, "unspin.config.json"), '{ "reference": "refs.sqlite" }');
    try {
      const { status, stdout, stderr } = heard("source", "none.txt", "story.txt");
      expect(status).toBe(3);
      expect(stderr).toMatch(/^unspin: none\.txt: no such file/);
      expect(stdout.startsWith(MADE)).toBe(true);
    } finally {
      rmSync(join(room, "unspin.config.json"));
    }
  });
});

describe("repair --reference", () => {
  it("restores the story, keeps its facts, and says where it comes from", () => {
    const { status, stdout, stderr } = heard("repair", "--reference", "refs.sqlite", "story.txt");
    expect(status).toBe(0);
    expect(stderr.split("\n")[1]).toBe(
      `${MADE}; 2 facts differ from it, and stay: 3:44 "241,000" where it has "214,000"; 13:52 "Friday" where it has "Thursday"`,
    );
    const kept = ferry!.text.replace("214,000", "241,000").replace("Thursday", "Friday");
    expect(stdout.startsWith(kept.slice(0, kept.indexOf("Its transport")))).toBe(true);
  });

  it("returns clean text byte for byte, whatever the store holds", () => {
    const clean = readFileSync(join(room, "protest.txt"), "utf8");
    expect(heard("repair", "--reference", "ferry.sqlite", "protest.txt").stdout).toBe(clean);
    expect(heard("repair", "--reference", "refs.sqlite", "climate.txt").stderr).not.toContain("made from");
  });
});

describe("explain --reference", () => {
  it("shows the article's wording, its sentence, and what was weighed without it", () => {
    const { stdout } = heard("explain", "--reference", "refs.sqlite", "story.txt:1:99");
    expect(stdout).toMatch(
      /story\.txt:1:99: "cease" \(family a\)\n {2}"stop" in the source article, probability \.98 \(0\.98\d\d x \d\.\d{4} that .*\)\n {2}"Ferry between Lund Harbour/,
    );
    expect(stdout).toContain('(https://example.org/ferry-1, 2024-03-12):\n  "LUND HARBOUR - The ferry that has');
    expect(stdout).toContain("  what was weighed without the article:\n");
  });

  it("shows the article's sentence where nothing was considered", () => {
    expect(heard("explain", "--reference", "refs.sqlite", "story.txt:1:14").stdout).toMatch(
      /^story\.txt:1:14: no other wording was considered here; .*\.\nIn the source article, "Ferry .*\n {2}"LUND HARBOUR - The ferry /,
    );
  });

  it("tells of facts that differ, and gives scripts the article", () => {
    expect(heard("explain", "--reference", "refs.sqlite", "story.txt:3:44").stdout).toContain(
      'story.txt:3:44: "241,000"\n  a fact that differs from the source article, and stays: "241,000" where it has "214,000"\n',
    );
    const asked = heard("explain", "--reference", "refs.sqlite", "--format", "json", "story.txt:3:44").stdout;
    expect(JSON.parse(asked)).toMatchObject([
      { was: "241,000", reference: { now: "214,000", evidence: { article: "ferry-1", date: "2024-03-12" } } },
    ]);
  });
});

describe("dictionary learn --reference", () => {
  it("learns a table from garbled stories, with examples, and names those without a source", () => {
    mkdirSync(join(room, "pages"));
    for (const name of ["story.txt", "climate.txt", "protest.txt"]) cpSync(join(room, name), join(room, "pages", name));
    const learn = ["dictionary", "learn", "--reference", "refs.sqlite", "--id", "mine"];
    const { status, stderr } = heard(...learn, "-o", "mine.tsv", "pages");
    expect(status, stderr).toBe(0);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(
        /^\d+ pairs from 1\d passages of 1 document with a source in refs\.sqlite; they explain [\d.]+ % of the changed words$/,
      ),
      "1 document without a source in refs.sqlite: pages/climate.txt",
      "1 document left out: with a source, but not garbled by a tool",
      "",
    ]);
    const table = readFileSync(join(room, "mine.tsv"), "utf8");
    expect(table).toMatch(/^# made by: unspin dictionary learn --reference refs\.sqlite pages --id mine$/m);
    expect(table).toMatch(/^# from: story\.txt sha256:[0-9a-f]{64}$/m);
    expect(table).toMatch(/^# from: articles of refs\.sqlite$/m);
    expect(table).toMatch(
      /^people\tindividuals\t3\t.*\tship carried 214,000 \[individuals\] final yr,; .*\[individuals\]/m,
    );
    expect(table).not.toMatch(/^(?:214,000|Thursday)\t/m);
    expect(run("dictionary", "lint", "mine.tsv").status).toBe(0);
    expect(heard(...learn, "pages").stdout).toBe(table);
  });

  it("says when nothing can be learned", () => {
    const learn = (file: string) => heard("dictionary", "learn", "--reference", "refs.sqlite", "--id", "mine", file);
    expect(learn("climate.txt")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "unspin: refs.sqlite: holds the source of no document named. Add their originals: unspin reference add refs.sqlite FILE...\n",
    });
    expect(learn("protest.txt").stderr).toContain("holds the source of 1 document, none of which a tool has garbled");
  });
});
