import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hashOf, inputOf, type ReportedResult, readReport } from "./report-file.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-report-"));
const path = join(folder, "report.jsonl");
afterAll(() => rmSync(folder, { recursive: true }));

const INPUT = "The metal mill.";
const EDIT = {
  id: "b02d093d0a2269db",
  start: 4,
  end: 9,
  was: "metal",
  now: "steel",
  verdict: "apply",
  probability: 0.9,
};
const RESULT = {
  schema: 1,
  source: "a.txt",
  input: { sha256: hashOf(INPUT), length: INPUT.length },
  text: "The steel mill.",
  detection: { verdict: "spun" },
  edits: [EDIT],
};

async function read(content: string): Promise<ReportedResult[]> {
  writeFileSync(path, content);
  const results: ReportedResult[] = [];
  for await (const one of readReport(path)) results.push(one);
  return results;
}

const line = (result: object) => `${JSON.stringify(result)}\n`;

describe("readReport", () => {
  it.each([
    ["JSON Lines", `${line(RESULT)}\n${line(RESULT)}`, [1, 3]],
    ["one object", JSON.stringify(RESULT, null, 2), [1]],
    ["a list", JSON.stringify([RESULT, RESULT], null, 2), [2, 25]],
    ["a list on one line", JSON.stringify([RESULT]), [1]],
    ["an empty list", "[\n]\n", []],
    ["nothing", "", []],
  ])("reads %s", async (_, content, lines) => {
    const results = await read(content);
    expect(results.map((one) => one.line)).toEqual(lines);
    for (const { result } of results) {
      expect(result).toMatchObject(RESULT);
      expect(result.detection.spans).toEqual([]);
      expect(result.edits[0]).toMatchObject({ alternatives: [], evidence: {} });
    }
  });

  it("reads results of any bytes' cut, and keeps what it does not know", async () => {
    const bytes = Buffer.from(line({ ...RESULT, source: "caf\u00e9 \u{1f600}", more: [1] }));
    const single = (async function* () {
      for (const byte of bytes) yield Uint8Array.of(byte);
    })();
    const results: ReportedResult[] = [];
    for await (const one of readReport("-", single)) results.push(one);
    expect(results[0]!.result).toMatchObject({ source: "caf\u00e9 \u{1f600}", more: [1] });
  });

  it.each([
    ["no JSON", "{oops}", /report\.jsonl:2:2: this is no JSON: expected a key/],
    ["a line that breaks off", line(RESULT).slice(0, 40), /report\.jsonl:2:\d+: this is no JSON/],
    ["another version", line({ ...RESULT, schema: 2 }), /:2:11: "schema" must be 1: a newer version/],
    ["a missing key", line({ ...RESULT, text: undefined }), /:2:1: "text" must be text/],
    ["no hash", line({ ...RESULT, input: { sha256: "abc", length: 15 } }), /:2:48: "sha256" must be 64/],
    ["another verdict", line({ ...RESULT, detection: { verdict: "odd" } }), /"verdict" must be "clean", "spun" or/],
    ["a wrong place", line({ ...RESULT, place: { file: 1 } }), /"file" must be text/],
    ["edits that overlap", line({ ...RESULT, edits: [EDIT, EDIT] }), /edit 1: it begins at 4, before 9/],
    ["an edit beyond", line({ ...RESULT, edits: [{ ...EDIT, end: 90 }] }), /edit 0: it ends at 90; expected 4 to 15/],
    ["a false length", line({ ...RESULT, edits: [{ ...EDIT, was: "met" }] }), /edit 0: "was" has 3 .* its range has 5/],
    ["no number", line({ ...RESULT, edits: [{ ...EDIT, probability: 2 }] }), /edit 0: "probability" must be/],
    ["a text that cannot be", line({ ...RESULT, text: "The" }), /"text" has 3 characters, .* has 15/],
  ])("says where and why for %s, after the results before it", async (_, wrong, message) => {
    writeFileSync(path, line(RESULT) + wrong);
    const results: ReportedResult[] = [];
    await expect(async () => {
      for await (const one of readReport(path)) results.push(one);
    }).rejects.toThrow(message);
    expect(results).toHaveLength(1);
  });

  it("finds places in indented JSON too", async () => {
    const wrong = { ...RESULT, edits: [{ ...EDIT, verdict: "perhaps" }] };
    await expect(read(JSON.stringify([RESULT, wrong], null, 2))).rejects.toThrow(/:43:20: edit 0: "verdict" must be/);
    await expect(read(`${JSON.stringify(RESULT, null, 2)}\n}`)).rejects.toThrow(
      /:24:1: this is no JSON: there is more/,
    );
  });

  it("says which file is missing, or is none", async () => {
    await expect(async () => readReport(join(folder, "none")).next()).rejects.toThrow("there is no such file");
    await expect(async () => readReport(folder).next()).rejects.toThrow("it is a folder");
  });
});

describe("inputOf", () => {
  it("gives the text that a result was made of", async () => {
    const [{ result }] = (await read(line(RESULT))) as [ReportedResult];
    expect(inputOf(result)).toBe(INPUT);
    expect(() => inputOf({ ...result, text: "The steel MILL." })).toThrow("does not fit itself");
    expect(() => inputOf({ ...result, text: "The stale mill." })).toThrow("does not fit itself");
  });
});
