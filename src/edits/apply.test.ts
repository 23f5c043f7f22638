import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, invertEdits } from "./apply.js";
import type { PlainEdit } from "./edit.js";
import { EditError } from "./edit-error.js";

function edit(
  text: string,
  start: number,
  end: number,
  now: string,
  verdict: "apply" | "suggest" = "apply",
): PlainEdit {
  return { start, end, was: text.slice(start, end), now, verdict };
}

describe("applyEdits", () => {
  const text = "The commerce struggle hit metal mills.";

  it("carries out what is to be applied and leaves suggestions alone", () => {
    const edits = [edit(text, 4, 21, "trade war"), edit(text, 26, 31, "steel", "suggest")];
    expect(applyEdits(text, edits)).toBe("The trade war hit metal mills.");
  });

  it("gives the text itself when there is nothing to do", () => {
    expect(applyEdits(text, [])).toBe(text);
  });

  it("inserts where an edit is empty, in the order given", () => {
    expect(applyEdits("ab", [edit("ab", 1, 1, "x"), edit("ab", 1, 1, "y")])).toBe("axyb");
  });

  it.each<[string, PlainEdit[], string, number, RegExp]>([
    [
      "other words",
      [{ start: 4, end: 12, was: "business", now: "trade", verdict: "apply" }],
      "text",
      0,
      /"business" there, found "commerce"/,
    ],
    [
      "past the end",
      [edit(text, 4, 12, "x"), { start: 33, end: 99, was: "s", now: "", verdict: "apply" }],
      "range",
      1,
      /ends at 38/,
    ],
    ["end before start", [{ start: 5, end: 4, was: "", now: "", verdict: "apply" }], "range", 0, /start <= end/],
    ["a fraction", [{ start: 0.5, end: 4, was: "", now: "", verdict: "apply" }], "range", 0, /whole offsets/],
    [
      "overlap with a suggestion",
      [edit(text, 4, 21, "x", "suggest"), edit(text, 13, 21, "war")],
      "order",
      1,
      /at 21 or later/,
    ],
    ["wrong order", [edit(text, 26, 31, "steel"), edit(text, 4, 12, "trade")], "order", 1, /at 31 or later/],
  ])("refuses %s and says which edit, what and why", (_name, edits, problem, index, message) => {
    let error: unknown;
    try {
      applyEdits(text, edits);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(EditError);
    expect(error).toMatchObject({ problem, index, message: expect.stringMatching(message) });
    expect((error as EditError).message).toMatch(/repair this text again/);
  });
});

describe("invertEdits", () => {
  it("keeps the other fields and drops suggestions", () => {
    const text = "metal and metal";
    const edits = [
      { ...edit(text, 0, 5, "steel"), id: "a" },
      { ...edit(text, 10, 15, "iron", "suggest"), id: "b" },
    ];
    expect(invertEdits(edits)).toEqual([{ start: 0, end: 5, was: "steel", now: "metal", verdict: "apply", id: "a" }]);
  });
});

describe("properties on any text: surrogates, combining marks, CRLF", () => {
  const scrap = fc.constantFrom(
    "a",
    "é",
    "e\u0301",
    "\r\n",
    "\n",
    "😀",
    "\ud83d",
    "\ude00",
    "’",
    "\u00a0",
    " ",
    "\u200d",
    "metal",
  );
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join("")),
  );

  /** A text with a sorted, disjoint list of edits whose cuts fall anywhere, inside a surrogate pair too. */
  const edited = fc
    .tuple(anyText, fc.array(fc.tuple(fc.nat(60), anyText, fc.boolean()), { maxLength: 12 }))
    .map(([text, raw]) => {
      const cuts = raw.map(([at]) => at % (text.length + 1)).sort((a, b) => a - b);
      const edits: PlainEdit[] = [];
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        const [, now, applies] = raw[i]!;
        edits.push(edit(text, cuts[i]!, cuts[i + 1]!, now, applies ? "apply" : "suggest"));
      }
      return { text, edits };
    });

  it("apply, then apply the inverse, is the identity", () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const repaired = applyEdits(text, edits);
        expect(applyEdits(repaired, invertEdits(edits))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("the inverse of the inverse is what was applied", () => {
    fc.assert(
      fc.property(edited, ({ edits }) => {
        expect(invertEdits(invertEdits(edits))).toEqual(edits.filter(({ verdict }) => verdict === "apply"));
      }),
    );
  });

  it("what no edit covers stays, and the lengths add up", () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        const repaired = applyEdits(text, edits);
        const applied = edits.filter(({ verdict }) => verdict === "apply");
        const growth = applied.reduce((sum, { was, now }) => sum + now.length - was.length, 0);
        expect(repaired.length).toBe(text.length + growth);
        const first = applied[0]?.start ?? text.length;
        expect(repaired.slice(0, first)).toBe(text.slice(0, first));
        const rest = text.slice(applied.at(-1)?.end ?? 0);
        expect(repaired.endsWith(rest)).toBe(true);
      }),
    );
  });
});
