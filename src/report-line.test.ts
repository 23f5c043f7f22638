import { expect, it } from "vitest";
import type { SourceDocument } from "./formats/index.js";
import { editsToWrite, placedResult, recorded, resultOf, standingOf, withUnwritten } from "./report-line.js";
import type { Edit, RepairResult } from "./result.js";

const TEXT = "A metal tale\n\nof go to and metal";
const document: SourceDocument = {
  text: TEXT,
  fields: [
    { name: "title", start: 0, end: 12 },
    { name: "body", start: 14, end: TEXT.length },
  ],
  place: { item: 2, line: 7 },
  id: "tale",
};

function edit(was: string, now: string, from: number, verdict: Edit["verdict"]): Edit {
  const start = TEXT.indexOf(was, from);
  const base = {
    id: "",
    probability: 0.9,
    channel: "dictionary",
    alternatives: [],
    evidence: { family: "a" },
  } as const;
  return { ...base, start, end: start + was.length, was, now, verdict };
}

const result: RepairResult = {
  schema: 1,
  source: "",
  input: { sha256: "", length: TEXT.length },
  text: "A steel tale\n\nof visit and steel",
  detection: { verdict: "spun", probability: 1, rate: 1, family: "a", families: {}, spans: [] },
  edits: [
    edit("metal", "steel", 0, "apply"),
    edit("of", "from", 0, "suggest"),
    edit("go to", "visit", 0, "apply"),
    edit("metal", "steel", 10, "apply"),
  ],
};

it("names the place, and the field of each edit", () => {
  const placed = placedResult(result, standingOf(document, "in/t.xml"));
  expect(placed).toMatchObject({ source: "tale", place: { file: "in/t.xml", item: 2, line: 7 }, text: result.text });
  expect(placed.edits.map(({ at }) => at?.field)).toEqual(["title", "body", "body", "body"]);
});

it("makes suggestions of edits that could not be written, and leaves them out of the text", () => {
  expect(editsToWrite(result).map(({ was }) => was)).toEqual(["metal", "go to", "metal"]);
  const placed = withUnwritten(result, TEXT, [{ document: 0, edit: 1, reason: "it spans markup" }]);
  expect(placed.text).toBe("A steel tale\n\nof go to and steel");
  expect(placed.edits.map(({ verdict }) => verdict)).toEqual(["apply", "suggest", "suggest", "apply"]);
  expect(placed.edits[2]!.evidence).toEqual({ family: "a", heldBack: "not written: it spans markup" });
});

it("names no field in plain text", () => {
  const plain = { text: TEXT, fields: [{ name: "text", start: 0, end: TEXT.length }], place: { line: 1 } };
  const placed = placedResult(result, standingOf(plain, "t.txt"));
  expect(placed.source).toBe("t.txt");
  expect(placed.edits.some((one) => "at" in one)).toBe(false);
});

it("records what it takes to write the document, and gives the result back as it was", () => {
  const record = recorded({ ...result, text: `${result.text} \ud800` });
  expect(record).toMatchObject({ verdict: "spun", family: "a", suggested: 1 });
  expect(record.edits[1]).toEqual({ start: 17, end: 22, was: "go to", now: "visit" });
  expect(resultOf(record)).toEqual({ ...result, text: `${result.text} \ud800` });
});
