import { createRequire } from "node:module";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { Edit, RepairResult } from "../result.js";
import { csvReport } from "./csv.js";
import { fileUri } from "./file-uri.js";
import { markdownReport } from "./markdown.js";
import { rdjsonlReport } from "./rdjsonl.js";
import type { Report, ReportedDocument } from "./report.js";
import { sarifReport } from "./sarif.js";

const require = createRequire(import.meta.url);

/** The official schema, in JSON Schema's draft 4, by ajv; it gives what is wrong. */
function sarifValidator(): (log: unknown) => readonly unknown[] {
  const Ajv = require("ajv-draft-04");
  // The schema has a pattern that is no regular expression under the "u" flag.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  require("ajv-formats")(ajv);
  const validate = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
  return (log) => (validate(log) ? [] : (validate.errors ?? []));
}
const problemsOf = sarifValidator();

function edit(text: string, was: string, now: string, more: Partial<Edit> = {}): Edit {
  const start = text.indexOf(was);
  return {
    id: "0123456789abcdef",
    start,
    end: start + was.length,
    was,
    now,
    verdict: "apply",
    probability: 0.97,
    channel: "dictionary",
    alternatives: [{ now: was, probability: 0.02 }],
    evidence: { family: "a" },
    ...more,
  };
}

function reported(source: string, input: string, edits: readonly Edit[]): ReportedDocument {
  let text = input;
  for (const { start, end, now, verdict } of [...edits].reverse()) {
    if (verdict === "apply") text = text.slice(0, start) + now + text.slice(end);
  }
  const detection = {
    verdict: "spun",
    probability: 0.99,
    rate: 0.8,
    family: "a",
    families: { a: 1 },
    spans: [],
  } as const;
  const result: RepairResult = {
    schema: 1,
    source,
    input: { sha256: "0".repeat(64), length: input.length },
    text,
    detection,
    edits,
  };
  return { input, result };
}

function written(report: Report, documents: readonly ReportedDocument[]): string {
  const several = documents.length > 1;
  const body = documents.map((one, index) => report.document(one, index, several)).join("");
  return report.start(several) + body + report.end(several);
}

const STORY = "😀 Café.\r\nThe metal mill, in accordance with the Related Press, shut.\n";
const story = reported("news/the story.txt", STORY, [
  edit(STORY, "metal", "steel"),
  edit(STORY, "in accordance with", "according to", { verdict: "suggest", probability: 0.4, id: "fedcba" }),
  edit(STORY, "Related", "Associated", { channel: "gazetteer", evidence: {} }),
]);

/** Words that are markup, formulas, code or commands somewhere. */
const hostile = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png)",
    "[a](b)",
    "| a | b |\n|---|---|",
    "`",
    "``` ```",
    "a\\|b",
    "\\",
    "@ann #12 https://example.org www.example.org",
    "=1+1",
    "\t=1+1",
    "-1",
    "+1",
    "@SUM(A1)",
    '"quoted", "cells"',
    "line\r\nline",
    "\u202eturned",
    "{0} {{x}} [[y]](z)",
    "\ud800",
    "*bold* _it_ ~~no~~",
    "<!-- x -->",
    "&lt;b&gt;",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("`", "|", "\\", " ", "a", "<", "\n"), minLength: 1, maxLength: 12 }),
);

const anyDocument = fc.tuple(hostile, hostile, hostile, hostile).map(([source, before, was, now]) => {
  const input = `${before}${was}.`;
  return reported(source, input, [
    {
      ...edit(input, "", now, { evidence: { family: now } }),
      start: before.length,
      end: before.length + was.length,
      was,
    },
  ]);
});

describe("SARIF", () => {
  it("has one result for each edit, with its place, its fingerprint and its fix", () => {
    const log = JSON.parse(written(sarifReport("1.2.3"), [story]));
    expect(problemsOf(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.results.map((one: { kind: string; level: string }) => [one.kind, one.level])).toEqual([
      ["fail", "warning"],
      ["review", "none"],
      ["fail", "warning"],
    ]);
    const [first, second] = run.results;
    const { artifactLocation, region } = first.locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: "news/the%20story.txt" });
    expect(region).toEqual({ startLine: 2, startColumn: 5, endLine: 2, endColumn: 10 });
    expect(first.fixes[0].artifactChanges[0].replacements).toEqual([
      { deletedRegion: region, insertedContent: { text: "steel" } },
    ]);
    expect(second.partialFingerprints).toEqual({ "unspinEdit/v1": "fedcba" });
    expect(first.rank).toBe(97);
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["family-a", "gazetteer"]);
    expect(run.results.map((one: { ruleIndex: number }) => one.ruleIndex)).toEqual([0, 0, 1]);
  });

  it("is valid for no document, a clean one and several, one report after the other", () => {
    const report = sarifReport("1.2.3");
    for (const documents of [[], [reported("a", "Nothing.", [])], [story, reported("b", "Nothing.", []), story]]) {
      const log = JSON.parse(written(report, documents));
      expect(problemsOf(log)).toEqual([]);
      expect(log.runs[0].results).toHaveLength(documents.flatMap(({ result }) => result.edits).length);
    }
  });

  it("is valid whatever the text, the names and the families", () =>
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 3 }), (documents) => {
        const log = JSON.parse(written(sarifReport("1.2.3"), documents));
        expect(problemsOf(log)).toEqual([]);
      }),
    ));

  it("parts many results into runs that code scanning takes and shows, each with an id and rules of its own", () => {
    const log = JSON.parse(written(sarifReport("1.2.3"), new Array(3500).fill(story)));
    expect(log.runs.map((run: { results: unknown[] }) => run.results.length)).toEqual([5000, 5000, 500]);
    const ids = log.runs.map((run: { automationDetails: { id: string } }) => run.automationDetails.id);
    expect(ids).toEqual(["unspin/", "unspin-2/", "unspin-3/"]);
    for (const { results, tool } of log.runs) {
      const rules = tool.driver.rules.map(({ id }: { id: string }) => id);
      expect(results.every((one: { ruleId: string; ruleIndex: number }) => rules[one.ruleIndex] === one.ruleId)).toBe(
        true,
      );
    }
    expect(problemsOf({ ...log, runs: log.runs.slice(2) })).toEqual([]);
    const runs = written(sarifReport("1.2.3"), new Array(36_000).fill(story)).matchAll(/"automationDetails"/g);
    expect([...runs]).toHaveLength(20);
  });

  it("a validator that takes anything would be none", () => {
    const log = JSON.parse(written(sarifReport("1.2.3"), [story]));
    log.runs[0].results[0].locations[0].physicalLocation.region.startColumn = 0;
    expect(problemsOf(log)).not.toEqual([]);
  });
});

describe("addresses of files", () => {
  it("are relative as the paths are, with all that has a meaning in them encoded", () => {
    expect(fileUri("./a b/c#d?e.txt")).toBe("a%20b/c%23d%3Fe.txt");
    expect(fileUri("c:x/100%.txt")).toBe("c%3Ax/100%25.txt");
    expect(fileUri("/tmp/é.txt")).toBe("file:///tmp/%C3%A9.txt");
    expect(fileUri("../x")).toBe("../x");
    expect(fileUri("-")).toBe("stdin");
  });
});

describe("rdjsonl", () => {
  it("counts columns in bytes, from 1, up to the end", () => {
    const text = "Café 😀 metal\n";
    const [line] = written(rdjsonlReport, [reported("./a b.txt", text, [edit(text, "metal", "steel")])]).split("\n");
    const range = { start: { line: 1, column: 12 }, end: { line: 1, column: 17 } };
    expect(JSON.parse(line!)).toEqual({
      message: '"metal" -> "steel" (probability .97)',
      location: { path: "a b.txt", range },
      severity: "WARNING",
      source: { name: "unspin" },
      code: { value: "family-a" },
      suggestions: [{ range, text: "steel" }],
    });
  });

  it("is one line for each edit, whatever the text", () =>
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 3 }), (documents) => {
        const lines = written(rdjsonlReport, documents).split("\n");
        expect(lines.pop()).toBe("");
        expect(lines.map((line) => JSON.parse(line).severity)).toEqual(documents.map(() => "WARNING"));
      }),
    ));
});

describe("CSV", () => {
  it("is read back by a reader of CSV, with a byte order mark in front", () => {
    const table = written(csvReport, [story]);
    expect(table.startsWith("\ufeffsource,file,")).toBe(true);
    const rows = parse(table, { bom: true, columns: true });
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({
      source: "news/the story.txt",
      line: "2",
      column: "17",
      was: "in accordance with",
      now: "according to",
      probability: "0.4",
      verdict: "suggest",
      family: "a",
      before: "😀 Café. The metal mill, ",
    });
  });

  it("has no cell that a spreadsheet takes for a formula, whatever the text", () =>
    fc.assert(
      fc.property(fc.array(anyDocument, { maxLength: 3 }), (documents) => {
        const rows = parse(written(csvReport, documents), { bom: true, record_delimiter: "\r\n" });
        expect(rows).toHaveLength(documents.length + 1);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        for (const [index, { result }] of documents.entries()) {
          const was = result.edits[0]!.was.replace(/\p{Surrogate}/gu, "\ufffd");
          expect(rows[index + 1]![8]!.replace(/^'/, "")).toBe(was.replace(/^'/, ""));
        }
      }),
    ));
});

describe("Markdown", () => {
  const html = (markdown: string) => micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });

  it("tells totals, documents, pairs and the edits that are the least certain", () => {
    const summary = written(markdownReport(), [story, reported("clean.txt", "Nothing here.", [])]);
    expect(summary).toContain("2 documents (14 words): 2 spun, 0 clean, 0 skipped. **2 edits applied, 1 suggested.**");
    expect(summary).toContain("| `news/the story.txt` | spun (family `a`, probability .99) | 2 | 1 |");
    expect(summary).toContain("| `metal` | `steel` | 1 | 0 |");
    expect(summary.indexOf("| .40 | suggested |")).toBeLessThan(summary.indexOf("| .97 | applied |"));
    expect(html(summary).match(/<table>/g)).toHaveLength(3);
  });

  it("lets no text make markup", () =>
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 3 }), (documents) => {
        const rendered = html(written(markdownReport(), documents));
        const tags = new Set(
          (rendered.match(/<\/?[^>]*>/g) ?? []).map((tag) => tag.replace(/^<\/?/, "").replace(">", "")),
        );
        for (const tag of tags) {
          expect(tag).toMatch(/^(h[23]|p|strong|em|code|table|thead|tbody|tr|t[hd]( align="right")?)$/);
        }
        expect(rendered.match(/<tr>/g)).toHaveLength(3 + 2 * documents.length + new Set(documents.map(pairOf)).size);
        // Nothing of the text stands outside of a code span.
        expect(rendered.replace(/<code>[^<]*<\/code>/g, "")).not.toMatch(/alert|example|SUM|quoted|bold/);
      }),
      { numRuns: 300 },
    ));

  it("stays within what a comment may hold, however long the run and its words", () => {
    const long = "| ` ".repeat(400);
    const documents = Array.from({ length: 300 }, (_, index) => {
      const input = `${long}${index}`;
      return reported(`${long}${index}`, input, [edit(input, input, `${long}x${index}`)]);
    });
    const summary = written(markdownReport(), documents);
    expect(summary.length).toBeLessThanOrEqual(65_536);
    expect(summary).toContain("… and 260 more.");
    expect(summary.match(/^### /gm)).toHaveLength(3);
  });
});

function pairOf({ result }: ReportedDocument): string {
  const [one] = result.edits;
  return `${one!.was.toLowerCase()}\n${one!.now.toLowerCase()}`;
}
