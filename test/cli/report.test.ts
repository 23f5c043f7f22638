import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rss } from "../runs/material.js";
import { shell, unspin } from "./run.js";

const SAMPLES = fileURLToPath(new URL("../../samples/feeds/", import.meta.url));
const STORY = readFileSync(new URL("./story/spun.txt", import.meta.url), "utf8");

let room = "";
const inRoom = (...names: string[]) => join(room, ...names);
const run = (...args: string[]) => unspin(room, args);
const report = (...args: string[]) => {
  const { status, stdout, stderr } = run("report", "out/report.jsonl", ...args);
  expect([status, stderr.replace(/^unspin: .*is packed with gzip.*\n/gm, "")]).toEqual([0, ""]);
  return stdout;
};

/** Names that tools trip over, and texts that diffs trip over. */
const ODD_FILES: Readonly<Record<string, Buffer>> = {
  "a story.txt": Buffer.from(STORY.trimEnd()),
  "Größe \u00fc.txt": Buffer.from(STORY.replaceAll("\n", "\r\n")),
  'quo"te\\d.txt': Buffer.from(`\ufeff${STORY}`),
  "-dash.txt": Buffer.from(STORY),
  "utf16.txt": iconv.encode(STORY, "utf-16le", { addBOM: true }),
  "clean.txt": Buffer.from("The council met on Monday and agreed to nothing.\n"),
};

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-report-"));
  cpSync(SAMPLES, inRoom("in"), { recursive: true });
  for (const [name, bytes] of Object.entries(ODD_FILES)) writeFileSync(inRoom("in", name), bytes);
  expect(run("batch", "in", "--out", "out", "--jobs", "1").status).toBe(0);
});
afterAll(() => rmSync(room, { recursive: true }));

const isPacked = (name: string) => name.endsWith(".gz");

describe("a diff of a whole batch", () => {
  const tools = {
    "git apply": ["apply", "--whitespace=nowarn"],
    "patch -p1": ["-p1", "-s", "-i"],
  } as const;

  it.each(["git apply", "patch -p1"] as const)(
    "is taken by %s, and gives the batch's bytes, whatever the format",
    (tool) => {
      const program = tool.split(" ")[0]!;
      if (spawnSync(program, ["--version"]).status !== 0)
        throw new Error(`${program} is missing: apt-get install ${program}`);
      const place = inRoom(`tree of ${program}`);
      mkdirSync(place);
      cpSync(inRoom("in"), join(place, "in"), { recursive: true });
      writeFileSync(join(place, "change.diff"), report("--format", "diff"));
      execFileSync(program, [...tools[tool], "change.diff"], { cwd: place, stdio: "pipe" });
      for (const name of readdirSync(inRoom("in"))) {
        const wanted = isPacked(name) ? inRoom("in", name) : inRoom("out", name);
        expect(readFileSync(join(place, "in", name)).equals(readFileSync(wanted)), name).toBe(true);
      }
      expect(readdirSync(join(place, "in")).sort()).toEqual(readdirSync(inRoom("in")).sort());
    },
  );

  it("is the one that repair gives", () => {
    const files = readdirSync(inRoom("in")).sort();
    const { stdout } = run("repair", "--format", "diff", ...files.map((name) => `in/${name}`));
    const hunks = (diff: Buffer) =>
      diff
        .toString("latin1")
        .split(/^(?=--- )/m)
        .sort();
    expect(hunks(stdout)).toEqual(hunks(report("--format", "diff")));
  });
});

describe("reports from a batch's report", () => {
  it.each(["text", "json", "jsonl", "words", "sarif", "rdjsonl", "csv"])("%s is what repair gives", (format) => {
    const files = ["in/rss2.xml", "in/a story.txt", "in/table-utf16.tsv", "in/page.html"];
    const direct = run("repair", "--format", "jsonl", ...files);
    writeFileSync(inRoom("some.jsonl"), direct.stdout);
    const made = run("report", "some.jsonl", "--format", format);
    expect([made.status, made.stderr]).toEqual([0, ""]);
    if (format === "text") {
      const texts = direct.stdout
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).text);
      expect(made.stdout.toString()).toBe(texts.join(""));
      return;
    }
    const wanted = run("repair", "--format", format, ...files).stdout;
    if (format === "csv") expect(withoutPlaces(made.stdout)).toEqual(withoutPlaces(wanted));
    else expect(made.stdout.toString()).toBe(wanted.toString());
  });

  it("is read from standard input, as JSON too, and goes to a file", () => {
    const wanted = run("repair", "--format", "words", "in/rss2.xml", "in/a story.txt").stdout.toString();
    const line =
      'unspin repair --format json in/rss2.xml "in/a story.txt" 2>/dev/null | unspin report - --format words -o w.txt';
    expect(shell(room, line)).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(inRoom("w.txt"), "utf8")).toBe(wanted);
  });

  it("places of SARIF point at the words in the file", () => {
    const log = JSON.parse(report("--format", "sarif").toString());
    const texts = new Map<string, readonly string[]>();
    let checked = 0;
    for (const { locations, properties } of log.runs[0].results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      const name = decodeURIComponent(artifactLocation.uri);
      if (isPacked(name)) continue;
      if (!texts.has(name)) texts.set(name, textOf(readFileSync(inRoom(name))).split("\n"));
      const { startLine, startColumn, endLine, endColumn } = region;
      const line = texts.get(name)![startLine - 1]!;
      if (startLine !== endLine || !/^[\w ]+$/.test(line.slice(startColumn - 1, endColumn - 1))) continue;
      expect(line.slice(startColumn - 1, endColumn - 1)).toBe(properties.was);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(300);
  });
});

describe("a report whose files are no longer what they were", () => {
  it("names each that is gone or changed, and does the others", () => {
    const place = inRoom("other");
    mkdirSync(place);
    for (const name of ["a.xml", "b.xml", "c.txt", "d.txt"]) {
      writeFileSync(join(place, name), name.endsWith("xml") ? rss(3) : STORY);
    }
    const made = unspin(place, ["repair", "--format", "jsonl", "a.xml", "b.xml", "c.txt", "d.txt"]);
    writeFileSync(join(place, "r.jsonl"), made.stdout);
    writeFileSync(join(place, "a.xml"), rss(3).replace(/mentioned/, "stated"));
    writeFileSync(join(place, "b.xml"), rss(2));
    rmSync(join(place, "c.txt"));
    const diff = unspin(place, ["report", "r.jsonl", "--format", "diff"]);
    expect(diff.status).toBe(3);
    const complaints = diff.stderr.trimEnd().split("\n");
    expect(complaints).toHaveLength(3);
    expect(complaints[0]).toMatch(/^unspin: a\.xml:\d+: the text no longer has the hash/);
    expect(complaints[1]).toMatch(/^unspin: b\.xml:\d+: there is no document here any more/);
    expect(complaints[2]).toMatch(/^unspin: c\.txt: the report names this file, and it is not there/);
    expect(diff.stdout.toString()).toMatch(/^--- a\/d\.txt$/m);
    expect(diff.stdout.toString()).not.toMatch(/a\.xml|c\.txt/);
    // What is not of the files' bytes needs no files.
    expect(unspin(place, ["report", "r.jsonl", "--format", "csv"]).status).toBe(0);
  });

  it("says that nothing could be done when no file is there", () => {
    mkdirSync(inRoom("empty"));
    cpSync(inRoom("out/report.jsonl"), inRoom("empty/report.jsonl"));
    const { status, stdout } = unspin(inRoom("empty"), ["report", "report.jsonl", "--format", "sarif"]);
    expect([status, stdout.length]).toEqual([2, 0]);
  });

  it("refuses what is no report, its own file, and a folder", () => {
    writeFileSync(inRoom("no.jsonl"), '{"schema":1}\n');
    expect(run("report", "no.jsonl", "--format", "csv")).toMatchObject({ status: 2 });
    expect(run("report", "out/report.jsonl", "--format", "csv", "-o", "./out/report.jsonl").stderr).toMatch(
      /is the report/,
    );
    expect(run("report", "out/report.jsonl", "--format", "csv", "-o", "out/").stderr).toMatch(/is a folder/);
    expect(run("report", "missing.jsonl", "--format", "csv").status).toBe(2);
    expect(existsSync(inRoom("out/report.jsonl"))).toBe(true);
  });
});

function withoutPlaces(table: Buffer): readonly object[] {
  const rows = parse(table, { bom: true, columns: true }) as Record<string, string>[];
  return rows.map(({ line: _, column: __, ...rest }) => rest);
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(bytes, "utf-16le");
  const text = bytes.toString("utf8");
  return (text.includes("\ufffd") ? iconv.decode(bytes, "windows-1252") : text).replace(/^\ufeff/, "");
}
