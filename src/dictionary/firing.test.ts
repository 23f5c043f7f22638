import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firingsText, originalJudge, type ReportedEdit, tableFirings } from "./firing.js";

const edit = (text: string, was: string, now: string, more: Partial<ReportedEdit> = {}): ReportedEdit => {
  const start = text.indexOf(was);
  return { start, end: start + was.length, now, table: "a", applied: true, ...more };
};

const SPUN = "The metal mill shut its doorways in keeping with the mayor, who can be gone.";
const ORIGINAL = "The steel mill closed its doors according to the mayor, who will be gone.";

describe("an edit is right", () => {
  const isRight = originalJudge(SPUN, ORIGINAL);
  test.each([
    ["metal", "steel", true],
    ["metal mill", "steel mill", true],
    ["shut", "closed", true],
    ["in keeping with", "according to", true],
    ["shut its doorways in keeping with", "closed its doors according to", true],
    ["metal", "iron", false],
    ["metal", "Steel", false],
    ["mill", "plant", false],
    ["who", "which", false],
    ["in keeping", "according", true], // its end lies inside the stretch that differs
    ["who can", "who will", true],
    ["can be", "will be", true],
    ["can", "may", false],
  ])("%j -> %j: %j", (was, now, right) => {
    expect(isRight(edit(SPUN, was, now))).toBe(right);
  });

  test("beside a wrong neighbour, when its own words fit", () => {
    const spun = "Big metal doorways fell.";
    const judge = originalJudge(spun, "Large steel doors fell.");
    expect(judge(edit(spun, "metal", "steel"))).toBe(true);
    expect(judge(edit(spun, "metal", "fell"))).toBe(false);
  });

  test("whenever it writes the whole of the original, and never when it writes a word that is not there", () => {
    const words = fc.array(fc.constantFrom("mill", "steel", "metal", "doors", "the", "closed"), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, words, (spun, original) => {
        const [a, b] = [spun.join(" "), original.join(" ")];
        const judge = originalJudge(a, b);
        expect(judge({ start: 0, end: a.length, now: b })).toBe(true);
        expect(judge({ start: 0, end: a.length, now: `${b} zebra` })).toBe(false);
      }),
    );
  });
});

test("tables are counted apart, applied and suggested edits too", () => {
  const edits = [
    edit(SPUN, "metal", "steel"),
    edit(SPUN, "shut", "shuttered"),
    edit(SPUN, "doorways", "doors", { applied: false }),
    edit(SPUN, "can be", "may be", { table: "g", applied: false }),
  ];
  expect(tableFirings([{ spun: SPUN, original: ORIGINAL, edits }])).toEqual([
    { table: "a", applied: 2, appliedRight: 1, suggested: 1, suggestedRight: 1 },
    { table: "g", applied: 0, appliedRight: 0, suggested: 1, suggestedRight: 0 },
  ]);
});

test("the text has a line for each table, and says when none spoke", () => {
  const firing = { table: "a", applied: 12, appliedRight: 9, suggested: 0, suggestedRight: 0 };
  expect(firingsText([firing]).split("\n")).toEqual([
    "table  applied  right   share  suggested  right  share",
    "a           12      9  75.0 %          0      0      -",
    "",
  ]);
  expect(firingsText([])).toBe("no table spoke\n");
});
