import { expect, it } from "vitest";
import type { Edit, RepairResult } from "../result.js";
import { formatProbability } from "./probability.js";
import { plainMarks, wordsReport } from "./words.js";

const input = "A metal firm said it was big.";

function edit(was: string, now: string, verdict: Edit["verdict"], probability: number): Edit {
  const start = input.indexOf(was);
  const end = start + was.length;
  return { id: was, start, end, was, now, verdict, probability, channel: "dictionary", alternatives: [], evidence: {} };
}

const result: RepairResult = {
  schema: 1,
  source: "a.txt",
  input: { sha256: "0", length: input.length },
  text: "A steel firm said it was big.",
  detection: { verdict: "spun", probability: 1, rate: 1, family: "a", families: {}, spans: [] },
  edits: [edit("metal", "steel", "apply", 0.98), edit("big", "large", "suggest", 0.612)],
};

it("marks applied edits and suggestions in different ways", () => {
  expect(wordsReport(plainMarks).document({ input, result }, 0, false)).toBe(
    "A [-metal-]{+steel+} firm said it was big{?large p=.61?}.",
  );
});

it("heads each document of several and ends it with a line feed", () => {
  const report = wordsReport(plainMarks);
  expect(report.document({ input, result: { ...result, edits: [] } }, 1, true)).toBe(`\n==> a.txt <==\n${input}\n`);
});

it("never shows a doubtful edit as certain", () => {
  expect([0, 0.05, 0.611, 0.9999, 1].map(formatProbability)).toEqual([".00", ".05", ".61", ".99", "1.00"]);
});
