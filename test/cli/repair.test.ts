import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RepairResult } from "../../src/result.js";
import { type Ran, shell, unspin } from "./run.js";

const spun = readFileSync(new URL("./story/spun.txt", import.meta.url), "utf8");
const original = readFileSync(new URL("./story/original.txt", import.meta.url), "utf8");

let room = "";
/** What repairing the spun story gives; asked for once, because a start takes longer than all else here. */
let whole: RepairResult;
const inRoom = (name: string) => join(room, name);
const run = (...args: string[]): Ran => unspin(room, args);
const read = (name: string) => readFileSync(inRoom(name), "utf8");

beforeAll(() => {
  const ran = unspin(tmpdir(), ["repair", "--format", "json", "-"], spun);
  const place = { file: "spun.txt", line: 1 };
  whole = { ...JSON.parse(ran.stdout.toString("utf8")), source: "spun.txt", place };
});
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-repair-"));
  writeFileSync(inRoom("spun.txt"), spun);
  writeFileSync(inRoom("clean.txt"), original);
});
afterEach(() => rmSync(room, { recursive: true }));

function repaired(...args: string[]): RepairResult {
  const ran = run("repair", "--format", "json", ...args);
  expect(ran.status, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout.toString("utf8"));
}

describe("repair --format json", () => {
  it("keeps the contract, and most of the story comes back with its facts", () => {
    const result = repaired("spun.txt");
    expect(result).toEqual(whole);
    expect(result).toMatchObject({ schema: 1, source: "spun.txt", detection: { verdict: "spun" } });
    expect(result.input).toEqual({ sha256: createHash("sha256").update(spun).digest("hex"), length: spun.length });
    let end = 0;
    for (const edit of result.edits) {
      expect(edit.start).toBeGreaterThanOrEqual(end);
      expect(spun.slice(edit.start, edit.end)).toBe(edit.was);
      expect(edit.was).not.toBe(edit.now);
      expect(edit.probability).toBeGreaterThanOrEqual(0);
      expect(edit.probability).toBeLessThanOrEqual(1);
      end = edit.end;
    }
    const applied = result.edits.filter((edit) => edit.verdict === "apply");
    const text = applied.reduceRight((t, { start, end, now }) => t.slice(0, start) + now + t.slice(end), spun);
    expect(result.text).toBe(text);
    expect(wordsInCommon(result.text)).toBeGreaterThan(wordsInCommon(spun) + 0.15);
    expect(result.text).toContain("The Associated Press reported");
    expect(result.text).toContain("by 12 percent since January");
    expect(result.text).toContain("About 400 people");
  });

  it("is one object for one document, and an array in argument order for several, one of which fails", () => {
    const ran = run("repair", "--format", "json", "clean.txt", "nothing.txt", "spun.txt");
    expect(ran.status).toBe(3);
    const results: RepairResult[] = JSON.parse(ran.stdout.toString());
    expect(results.map(({ source, detection }) => [source, detection.verdict])).toEqual([
      ["clean.txt", "clean"],
      ["spun.txt", "spun"],
    ]);
    expect(results[1]).toEqual(whole);
  });
});

/** Share of the original's running words that stand in the text at the same turn; 1 for the original itself. */
function wordsInCommon(text: string): number {
  const wanted = original.split(/\s+/);
  const have = new Map<string, number>();
  for (const word of text.split(/\s+/)) have.set(word, (have.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of wanted) {
    const left = have.get(word) ?? 0;
    if (left > 0) common += 1;
    have.set(word, left - 1);
  }
  return common / wanted.length;
}

describe("the other formats say the same", () => {
  it("text, from a file, from standard input, and in a file of its own", () => {
    const { text } = whole;
    const ran = run("repair", "spun.txt");
    expect(ran.stdout.toString()).toBe(text);
    expect(ran.stderr).toMatch(
      /^spun\.txt: spun \(family \w+, probability [.\d]+, swap rate [.\d]+\): \d+ edits applied, \d+ suggested, \d+ words\n$/,
    );
    expect(unspin(room, ["repair", "-"], spun).stdout.toString()).toBe(text);
    expect(run("repair", "spun.txt", "-o", "new.txt").stdout.length).toBe(0);
    expect(read("new.txt")).toBe(text);
  });

  it("jsonl, a line a document", () => {
    const lines = run("repair", "--format", "jsonl", "spun.txt", "clean.txt").stdout.toString().split("\n");
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0]!)).toEqual(whole);
  });

  it("diff, which patches the file into the repaired text", () => {
    const { text } = whole;
    const ran = shell(room, "unspin repair --format diff spun.txt clean.txt > change.diff && git apply change.diff");
    expect(ran.status, ran.stderr).toBe(0);
    expect(read("spun.txt")).toBe(text);
    expect(read("clean.txt")).toBe(original);
  });

  it("words, whose marks can be read either way", () => {
    const marked = run("repair", "--format", "words", "spun.txt").stdout.toString();
    const unsuggested = marked.replace(/\{\?.*?\?\}/gs, "");
    expect(unsuggested.replace(/\{\+.*?\+\}/gs, "").replace(/\[-(.*?)-\]/gs, "$1")).toBe(spun);
    expect(unsuggested.replace(/\[-.*?-\]/gs, "").replace(/\{\+(.*?)\+\}/gs, "$1")).toBe(whole.text);
    expect(marked).toContain("[-");
  });

  it("a directory, a file for each document", () => {
    expect(run("repair", "spun.txt", "clean.txt", "-o", "new/").status).toBe(0);
    expect(read("new/spun.txt")).toBe(whole.text);
    expect(read("new/clean.txt")).toBe(original);
    expect(run("repair", "--format", "json", "spun.txt", "-o", "new/").status).toBe(0);
    expect(JSON.parse(read("new/spun.txt.json"))).toEqual(whole);
  });

  it("several results in one report file", () => {
    expect(run("repair", "--format", "json", "spun.txt", "clean.txt", "-o", "all.json").status).toBe(0);
    expect(JSON.parse(read("all.json"))).toHaveLength(2);
  });
});

describe("repair --check", () => {
  it("changes nothing, prints no text, exits with 1", () => {
    const ran = run("repair", "--check", "clean.txt", "spun.txt");
    expect(ran.status).toBe(1);
    expect(ran.stdout.length).toBe(0);
    expect(ran.stderr).toMatch(/spun\.txt: spun .*edits to apply/);
    expect(read("spun.txt")).toBe(spun);
    expect(readdirSync(room).sort()).toEqual(["clean.txt", "spun.txt"]);
  });

  it("still reports where asked to", () => {
    const ran = run("repair", "--check", "--format", "diff", "spun.txt");
    expect(ran.status).toBe(1);
    expect(ran.stdout.toString()).toMatch(/^--- a\/spun\.txt\n/);
  });

  it("gives 3 when some input fails, whatever else it finds", () => {
    expect(run("repair", "--check", "nothing.txt", "spun.txt").status).toBe(3);
  });
});

describe("repair --write", () => {
  it("keeps mode, byte order mark and Windows line ends; a second run finds nothing", () => {
    const windows = `\ufeff${spun.replaceAll("\n", "\r\n")}`;
    writeFileSync(inRoom("spun.txt"), windows);
    chmodSync(inRoom("spun.txt"), 0o640);
    const { text } = repaired("spun.txt");
    const ran = run("repair", "--write", "spun.txt", "clean.txt");
    expect(ran.status).toBe(0);
    expect(ran.stdout.length).toBe(0);
    expect(read("spun.txt")).toBe(text);
    expect(text).toMatch(/^\ufeff/);
    expect(text).not.toMatch(/[^\r]\n/);
    expect(text).toContain("Associated Press");
    expect(statSync(inRoom("spun.txt")).mode & 0o777).toBe(0o640);
    expect(run("repair", "--check", "spun.txt").status).toBe(0);
  });

  it("does not touch a file that needs nothing", () => {
    const before = statSync(inRoom("clean.txt"));
    expect(run("repair", "--write", "clean.txt").status).toBe(0);
    expect(statSync(inRoom("clean.txt"))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it("goes on writing when the reader of its report leaves", () => {
    for (let i = 0; i < 40; i++) writeFileSync(inRoom(`${i}.txt`), spun);
    const ran = shell(room, "unspin repair --write --format diff [0-9]*.txt | true; echo $PIPESTATUS");
    expect(ran.stdout.toString()).toBe("0\n");
    for (let i = 0; i < 40; i++) expect(read(`${i}.txt`)).toBe(whole.text);
  });
});

describe("what the user says", () => {
  it.each([
    ["--protect", ["--protect", "Related Press", "--protect", "metal"]],
    ["--protect-file", ["--protect-file", "keep.txt"]],
    ["the configuration", []],
  ])("stays as %s has it", (name, args) => {
    writeFileSync(inRoom("keep.txt"), "# names\nRelated Press\n\nmetal\n");
    if (name === "the configuration") writeFileSync(inRoom("unspin.config.json"), '{ "protectFile": "keep.txt" }\n');
    const { text, edits } = repaired("spun.txt", ...args);
    expect(text).toContain("The Related Press");
    expect(edits.filter(({ was }) => /Related Press|\bmetal\b/i.test(was))).toEqual([]);
    expect(edits.length).toBeGreaterThan(10);
  });

  it("careful applies less than thorough, of the same edits", () => {
    const applied = (mode: string) =>
      repaired("--mode", mode, "spun.txt").edits.filter((edit) => edit.verdict === "apply").length;
    const balanced = whole.edits.filter((edit) => edit.verdict === "apply").length;
    const [careful, thorough] = [applied("careful"), applied("thorough")];
    expect(careful).toBeGreaterThan(0);
    expect(careful).toBeLessThanOrEqual(balanced);
    expect(balanced).toBeLessThanOrEqual(thorough);
    expect(careful).toBeLessThan(thorough);
  });

  it("a format in the configuration holds until a flag says another", () => {
    writeFileSync(inRoom("unspin.config.json"), '{ "format": "jsonl" }\n');
    expect(run("repair", "clean.txt").stdout.toString()).toMatch(/^\{"schema":1,/);
    expect(run("repair", "--format", "text", "clean.txt").stdout.toString()).toBe(original);
  });

  it("--dictionary must name a file that is there", () => {
    const ran = run("repair", "--dictionary", "nothing.yaml", "spun.txt");
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^unspin: nothing\.yaml/);
    expect(ran.stdout.length).toBe(0);
  });
});

describe("detect", () => {
  it("gives the verdict that repair gives", () => {
    const ran = run("detect", "--format", "json", "spun.txt", "clean.txt");
    const detections = JSON.parse(ran.stdout.toString());
    expect(detections[0].detection).toEqual(whole.detection);
    expect(detections[1].detection.verdict).toBe("clean");
    expect(detections[0].input).toEqual(whole.input);
  });

  it("says it in words, and by its exit code under --check", () => {
    expect(run("detect", "spun.txt").stdout.toString()).toMatch(
      /^spun\.txt: spun \(family \w+, probability [.\d]+, swap rate [.\d]+\)\n$/,
    );
    expect(run("detect", "--check", "clean.txt", "spun.txt").status).toBe(1);
  });
});

describe("explain", () => {
  const line = spun.split("\n").findIndex((text) => text.includes("Related Press")) + 1;

  it("shows the candidates of a place with their numbers", () => {
    const ran = run("explain", `spun.txt:${line}:5`);
    expect(ran.stdout.toString()).toMatch(new RegExp(`^spun\\.txt:${line}:\\d+: "[^"]*Related`));
    expect(ran.stdout.toString()).toMatch(
      /^ {2}original +channel +caution +document +language +readings +log odds +posterior +probability +rule\n {2}.*Associated/m,
    );
    const sums = ran.stdout.toString().split("how it adds up, in nats")[1]!;
    expect(sums).toMatch(/^ +"[^"]*Associated/);
    const rows = [...sums.matchAll(/^ *[+ ] (\w+): .*? ([+-]\d+\.\d\d)(?: |$)/gm)].map(([, , nats]) => Number(nats));
    const total = Number(/^ *= calibrated log odds +([+-][\d.]+)/m.exec(sums)![1]);
    expect(Math.abs(rows.reduce((sum, nats) => sum + nats, 0) - total)).toBeLessThan(0.06);
    const probability = Number(/^ *= probability +([\d.]+)/m.exec(sums)![1]);
    const spunAs = Number(/^ *x the document was spun +([\d.]+)/m.exec(sums)![1]);
    expect(Math.abs(spunAs / (1 + Math.exp(-total)) - probability)).toBeLessThan(0.003);
  });

  it("shows every place of a line, and of the file", () => {
    const places = (argument: string) =>
      run("explain", argument)
        .stdout.toString()
        .match(/^spun\.txt:\d+:\d+: /gm) ?? [];
    const [inLine, inFile] = [places(`spun.txt:${line}`), places("spun.txt")];
    expect(inLine.length).toBeGreaterThan(1);
    expect(inFile.length).toBeGreaterThan(inLine.length);
    expect(inLine.every((place) => place.startsWith(`spun.txt:${line}:`))).toBe(true);
  });

  it("shows what was decided in review, beside what was weighed without it", () => {
    const [first, second] = repaired("spun.txt").edits;
    const unasked = /\b[a-z]{6,}\b/.exec(spun.slice(second!.end + 200))![0];
    const lines = [
      {
        fingerprint: first!.id,
        was: first!.was,
        now: first!.now,
        decision: "reject",
        who: "ann",
        when: "2026-11-22T04:00:00Z",
      },
      { fingerprint: second!.id, was: second!.was, now: "own words", proposed: second!.now, decision: "accept" },
      { was: unasked, now: "some other", decision: "accept", everywhere: true },
    ];
    writeFileSync(inRoom("ledger.jsonl"), lines.map((one) => `${JSON.stringify({ schema: 1, ...one })}\n`).join(""));
    const told = run("explain", "--decisions", "ledger.jsonl", "spun.txt").stdout.toString();
    expect(told).toContain(
      `"${first!.was}" (family a)\n  rejected in review, by ann, 2026-11-22: "${first!.now}", probability .00\n` +
        "  what was weighed without the decision:\n",
    );
    expect(told).toContain('  accepted in review: "own words", probability 1.00\n');
    expect(told).toContain('  accepted in review, everywhere: "some other", probability 1.00\n');
    const json: { start: number; decision?: unknown }[] = JSON.parse(
      run("explain", "--decisions", "ledger.jsonl", "--format", "json", "spun.txt").stdout.toString(),
    );
    expect(json.find(({ start }) => start === first!.start)?.decision).toEqual({
      was: first!.was,
      now: first!.now,
      verdict: "reject",
      who: "ann",
      when: "2026-11-22T04:00:00Z",
    });
    expect(run("explain", "spun.txt").stdout.toString()).not.toContain("in review");
  });

  it("speaks JSON, with offsets of the text", () => {
    const all: { start: number; end: number; was: string }[] = JSON.parse(
      run("explain", "--format", "json", "spun.txt").stdout.toString(),
    );
    expect(all.length).toBeGreaterThan(10);
    for (const { start, end, was } of all) expect(spun.slice(start, end)).toBe(was);
  });
});

describe("trace", () => {
  it("answers each line in its turn, sorted, without the phrase itself", () => {
    const stdin = "metal\n\ngo to\r\nRelated Press";
    const lines = unspin(room, ["trace", "--stdin", "--format", "jsonl"], stdin)
      .stdout.toString()
      .trimEnd()
      .split("\n");
    const answers: { phrase: string; candidates: { original: string; probability: number; channel: string }[] }[] =
      lines.map((l) => JSON.parse(l));
    expect(answers.map(({ phrase }) => phrase)).toEqual(["metal", "", "go to", "Related Press"]);
    expect(answers[1]!.candidates).toEqual([]);
    const known = answers.map(({ candidates }) => candidates.map(({ original }) => original));
    expect(known[0]).toContain("steel");
    expect(known[2]).toContain("visit");
    for (const { phrase, candidates } of answers) {
      expect(candidates.map(({ original }) => original.toLowerCase())).not.toContain(phrase.toLowerCase());
      const probabilities = candidates.map(({ probability }) => probability);
      expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
    }
  });

  it("speaks text and JSON", () => {
    expect(run("trace", "metal").stdout.toString()).toMatch(/^metal\n {2,}[\d.]+ {2}\S/);
    expect(JSON.parse(run("trace", "--format", "json", "metal").stdout.toString())).toMatchObject({ phrase: "metal" });
    expect(JSON.parse(run("trace", "--format", "json", "metal", "go to").stdout.toString())).toHaveLength(2);
  });
});
