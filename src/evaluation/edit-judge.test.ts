import { describe, expect, test } from "vitest";
import { EditJudge } from "./edit-judge.js";
import { scoreTexts } from "./score.js";

const spun = "The mill’s metal was bought for 5 percent over a 12 months, the brand new owner declared.";
const gold = "The mill’s steel was bought for 5% over a year, the new owner said.";
const judge = new EditJudge(spun, gold);

function at(was: string, now: string) {
  const start = spun.indexOf(was);
  return { start, end: start + was.length, now };
}

describe("EditJudge", () => {
  test.each([
    ["metal", "steel", true],
    ["metal", "iron", false],
    ["percent", "%", true],
    [" percent", "%", true],
    ["12 months", "year", true],
    ["a 12 months", "a year", true],
    ["a 12 months", "one year", false],
    ["brand new", "new", true],
    ["brand ", "", true],
    ["brand", "", true],
    ["owner", "proprietor", false],
    ["owner ", "", false],
    ["declared", "said", true],
    ["’", "'", true],
  ])("%j to %j is right: %j", (was, now, right) => {
    expect(judge.isRight(at(was, now))).toBe(right);
  });

  test("judges a single edit as the measure does when it stands alone", () => {
    for (const [was, now] of [
      ["metal", "steel"],
      ["metal", "iron"],
      ["12 months", "year"],
      ["owner", "proprietor"],
      ["declared", "said"],
    ] as const) {
      const edit = at(was, now);
      const repaired = spun.slice(0, edit.start) + now + spun.slice(edit.end);
      const { rightEdits, edits } = scoreTexts(spun, repaired, gold);
      expect(judge.isRight(edit)).toBe(edits === rightEdits);
    }
  });
});
