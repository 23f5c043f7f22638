import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, invertEdits } from "./apply.js";
import { composeEdits } from "./compose.js";
import type { PlainEdit } from "./edit.js";

const join = (_: readonly PlainEdit[], merged: Omit<PlainEdit, "verdict">): PlainEdit => ({
  ...merged,
  verdict: "apply",
});

/** Sorted, disjoint edits of a text from cut marks: between two neighbouring marks something may be written anew. */
function editsOf(
  text: string,
  marks: readonly number[],
  writings: readonly (string | null)[],
  verdicts: readonly boolean[],
): PlainEdit[] {
  const cuts = [...new Set(marks.map((mark) => mark % (text.length + 1)))].sort((a, b) => a - b);
  const edits: PlainEdit[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const now = writings[at % writings.length];
    const start = cuts[at]!;
    const end = cuts[at + 1]!;
    const was = text.slice(start, end);
    if (now === null || now === undefined || now === was) continue;
    edits.push({ start, end, was, now, verdict: verdicts[at % verdicts.length] ? "apply" : "suggest" });
  }
  return edits;
}

const plan = fc.record({
  marks: fc.array(fc.nat(40), { maxLength: 8 }),
  writings: fc.array(fc.option(fc.stringMatching(/^[a-c ]{0,5}$/), { nil: null }), { minLength: 1, maxLength: 6 }),
  verdicts: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
});

describe("composeEdits", () => {
  test("does what the two passes do one after the other, and can be taken back", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[x-z ]{0,30}$/), plan, plan, (input, one, two) => {
        const first = editsOf(input, one.marks, one.writings, one.verdicts);
        const between = applyEdits(input, first);
        const second = editsOf(between, two.marks, two.writings, two.verdicts);
        const composed = composeEdits(input, first, second, join);
        expect(applyEdits(input, composed)).toBe(applyEdits(between, second));
        expect(applyEdits(applyEdits(input, composed), invertEdits(composed))).toBe(input);
        for (const edit of composed) expect(edit.was === edit.now).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test("keeps what the second pass does not touch, suggestions too, and drops suggestions that it runs over", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[x-z ]{1,30}$/), plan, plan, (input, one, two) => {
        const first = editsOf(input, one.marks, one.writings, one.verdicts);
        const second = editsOf(applyEdits(input, first), two.marks, two.writings, [true]);
        const composed = composeEdits(input, first, second, join);
        const applied = composed.filter(({ verdict }) => verdict === "apply");
        for (const edit of first) {
          const met = applied.some(({ start, end }) => start < edit.end && edit.start < end);
          if (!met) expect(second.length === 0 || edit.verdict === "apply" || composed.includes(edit)).toBe(true);
          if (edit.verdict === "suggest" && composed.includes(edit)) expect(met).toBe(false);
        }
        expect(composeEdits(input, first, [], join)).toEqual(first);
      }),
      { numRuns: 1000 },
    );
  });

  const edit = (start: number, was: string, now: string): PlainEdit => ({
    start,
    end: start + was.length,
    was,
    now,
    verdict: "apply",
  });

  test("two later edits inside one earlier edit make one edit", () => {
    const input = "pay a visit now";
    const composed = composeEdits(
      input,
      [edit(0, "pay a visit", "go to see it")],
      [edit(0, "go", "come"), edit(6, "see", "view")],
      join,
    );
    expect(composed).toEqual([edit(0, "pay a visit", "come to view it")]);
  });

  test("a later edit over two earlier ones takes them and what lies between", () => {
    const composed = composeEdits(
      "a x b y c",
      [edit(2, "x", "long"), edit(6, "y", "")],
      [edit(4, "ng b  ", "!")],
      join,
    );
    expect(composed).toEqual([edit(2, "x b y ", "lo!")]);
  });

  test("edits that only touch stay apart", () => {
    const composed = composeEdits("ab", [edit(0, "a", "AA")], [edit(2, "b", "B")], join);
    expect(composed).toEqual([edit(0, "a", "AA"), edit(1, "b", "B")]);
  });

  test("an edit that is taken back is none", () => {
    expect(composeEdits("a b", [edit(0, "a", "c")], [edit(0, "c", "a")], join)).toEqual([]);
  });

  test("gives all parts to the one who joins them", () => {
    const seen: string[][] = [];
    composeEdits("a b", [edit(0, "a", "cd")], [edit(1, "d b", "e")], (parts, merged) => {
      seen.push(parts.map(({ now }) => now));
      return join(parts, merged);
    });
    expect(seen).toEqual([["cd", "e"]]);
  });
});
