import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detection, RepairResult } from "../result.js";
import { addTotals, countWords, describeDetection, documentLine, noTotals, totalsLine, totalsOf } from "./summary.js";

const spun: Detection = {
  verdict: "spun",
  probability: 0.9999,
  rate: 0.81,
  family: "a",
  families: { a: 1 },
  spans: [],
};

const result: RepairResult = {
  schema: 1,
  source: "a.txt",
  input: { sha256: "0", length: 9 },
  text: "a steel b",
  detection: spun,
  edits: [
    {
      id: "1",
      start: 2,
      end: 7,
      was: "metal",
      now: "steel",
      verdict: "apply",
      probability: 1,
      channel: "dictionary",
      alternatives: [],
      evidence: {},
    },
    {
      id: "2",
      start: 8,
      end: 9,
      was: "b",
      now: "c",
      verdict: "suggest",
      probability: 0.3,
      channel: "generic",
      alternatives: [],
      evidence: {},
    },
  ],
};

describe("the summary", () => {
  it("says verdict, family, edits and words of one document", () => {
    const line = documentLine(result, totalsOf(result, 3), false);
    expect(line).toBe("a.txt: spun (family a, probability .99, swap rate .81): 1 edit applied, 1 suggested, 3 words");
  });

  it("adds documents up", () => {
    const one = totalsOf(result, 3);
    expect(totalsLine([one, one].reduce(addTotals, noTotals), { check: true, failed: 1 })).toBe(
      "2 documents: 2 spun, 0 clean, 0 skipped: 2 edits to apply, 2 suggested, 6 words; 1 failed",
    );
  });

  it("names the reason of a skip and an unknown tool", () => {
    expect(describeDetection({ ...spun, verdict: "skipped", reason: "not English" })).toBe("skipped (not English)");
    expect(describeDetection({ ...spun, family: null })).toContain("unknown tool");
  });
});

it("countWords counts what splitting at blanks gives", () => {
  const words = (text: string) => text.split(/[\s\u200b]+/).filter((word) => word !== "").length;
  const text = fc
    .array(fc.constantFrom("a", "steel", " ", "\n", "\u00a0", "\u2009", "\ufeff", "\u3000", "é", "😀", ","))
    .map((p) => p.join(""));
  fc.assert(
    fc.property(text, (t) => {
      expect(countWords(t)).toBe(words(t));
    }),
  );
});

it("names standard input, and shows control characters of a name", () => {
  const totals = totalsOf(result, 3);
  expect(documentLine({ ...result, source: "-" }, totals, false)).toMatch(/^standard input: spun /);
  expect(documentLine({ ...result, source: "a\u001b[2J\n.txt" }, totals, false)).toMatch(/^a\\x1b\[2J\\x0a\.txt: /);
});
