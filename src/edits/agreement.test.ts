import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreement } from "./agreement.js";
import { applyEdits, invertEdits } from "./apply.js";
import type { PlainEdit } from "./edit.js";

/** Edits by phrase: each finds its `was` after the edit before it; a third part "?" makes it a suggestion. */
function editsOf(text: string, ...pairs: readonly (readonly [was: string, now: string, suggest?: "?"])[]): PlainEdit[] {
  let from = 0;
  return pairs.map(([was, now, suggest]) => {
    const start = text.indexOf(was, from);
    if (start < 0) throw new Error(`no ${was} in ${text}`);
    from = start + was.length;
    return { start, end: from, was, now, verdict: suggest === undefined ? "apply" : "suggest" };
  });
}

describe("agreement", () => {
  it.each([
    ["a before a vowel", "It is a settlement now", "settlement", "agreement", "It is an agreement now"],
    ["an before a consonant", "It is an industry now", "industry", "business", "It is a business now"],
    ["raised at the start", "A settlement came", "settlement", "agreement", "An agreement came"],
    ["lowered length, raised letter", "Yes. An industry fell", "industry", "business", "Yes. A business fell"],
    ["after a quote", "He said: “A settlement”", "settlement", "agreement", "He said: “An agreement”"],
    ["all capitals", "MILL SIGNS A SETTLEMENT TODAY", "SETTLEMENT", "AGREEMENT", "MILL SIGNS AN AGREEMENT TODAY"],
    ["all capitals, not letter names", "MILL OPENS AN ANNEX TODAY", "ANNEX", "HOUSE", "MILL OPENS A HOUSE TODAY"],
    ["across a line break", "It is a\nsettlement now", "settlement", "agreement", "It is an\nagreement now"],
    ["an acronym", "It is an American plan", "American", "U.S.", "It is a U.S. plan"],
    [
      "wrong before, right now: left alone",
      "It is an settlement now",
      "settlement",
      "agreement",
      "It is an agreement now",
    ],
    ["wrong before, wrong now: made to fit", "It is a industry now", "industry", "agreement", "It is an agreement now"],
    ["both in use: left alone", "It is an iconic event", "iconic", "historic", "It is an historic event"],
    ["not across a paragraph", "Plan of a\n\nsettlement", "settlement", "agreement", "Plan of a\n\nagreement"],
    ["not across a comma", "It is a, settlement", "settlement", "agreement", "It is a, agreement"],
    ["not a name", "He has Hepatitis A infection", "infection", "illness", "He has Hepatitis A illness"],
    ["not the end of a word", "Via settlement", "settlement", "agreement", "Via agreement"],
    ["not an acronym's end", "In the U.S.A settlement", "settlement", "agreement", "In the U.S.A agreement"],
    ["a deletion", "It is a brand old mill", "brand ", "", "It is an old mill"],
    ["the edit's own article", "It is the old mill", "the", "a", "It is an old mill"],
    ["the edit's own article, capital", "It fell. This old mill", "This", "A", "It fell. An old mill"],
    ["the edit's own article, in a phrase", "It is this old mill", "this", "such a", "It is such an old mill"],
  ])("%s", (_name, text, was, now, expected) => {
    const edits = agreement(text, editsOf(text, [was, now]));
    expect(applyEdits(text, edits)).toBe(expected);
    expect(applyEdits(expected, invertEdits(edits))).toBe(text);
  });

  it("fits an article that one edit brings to the word that the next one brings", () => {
    const text = "It is the metal settlement";
    const edits = agreement(text, editsOf(text, ["the", "a"], ["metal", "iron"]));
    expect(applyEdits(text, edits)).toBe("It is an iron settlement");
  });

  it("leaves an article alone that an edit before it covers", () => {
    const text = "It is such a settlement";
    const edits = agreement(text, editsOf(text, ["such a", "quite a"], ["settlement", "agreement"]));
    expect(applyEdits(text, edits)).toBe("It is quite an agreement");
  });

  it("widens suggestions too, so that accepting one gives good English", () => {
    const text = "It is a settlement";
    const [edit] = agreement(text, editsOf(text, ["settlement", "agreement", "?"]));
    expect(edit).toMatchObject({ was: "a settlement", now: "an agreement", verdict: "suggest" });
  });

  it("drops a suggestion about the article for the edit that needs it, and only then", () => {
    const text = "It is a settlement";
    const both = agreement(text, editsOf(text, ["a", "one", "?"], ["settlement", "agreement"]));
    expect(both.map(({ was, now }) => [was, now])).toEqual([["a settlement", "an agreement"]]);
    const fitting = agreement(text, editsOf(text, ["a", "one", "?"], ["settlement", "deal"]));
    expect(fitting).toHaveLength(2);
  });

  it("widens the alternatives with their edit; the one that keeps the text stays the text", () => {
    const text = "It is a settlement";
    const [plain] = editsOf(text, ["settlement", "agreement"]);
    const alternatives = ["settlement", "deal", "accord"].map((now) => ({ now, probability: 0.1 }));
    const [edit] = agreement(text, [{ ...plain!, alternatives }]);
    expect(edit!.alternatives.map(({ now }) => now)).toEqual(["a settlement", "a deal", "an accord"]);
  });

  it("does not reach into a protected span", () => {
    const text = "It is such a settlement";
    const edits = editsOf(text, ["settlement", "agreement"]);
    expect(agreement(text, edits, [{ start: 6, end: 12 }])).toEqual(edits);
  });
});

describe("properties", () => {
  const word = fc.constantFrom(
    "a",
    "an",
    "A",
    "An",
    "AN",
    "mill",
    "hour",
    "U.S.",
    "old",
    "OLD",
    "MILL",
    "8",
    "“iron",
    "the",
    "naïve",
  );
  const gap = fc.constantFrom(" ", "  ", "\n", "\r\n", "\n\n", ". ", ", ", "\u00a0");
  const story = fc
    .array(fc.tuple(word, gap, fc.option(fc.tuple(word, fc.boolean()), { nil: null, freq: 2 })), { maxLength: 25 })
    .map((parts) => {
      let text = "";
      const edits: PlainEdit[] = [];
      for (const [was, after, change] of parts) {
        const start = text.length;
        text += was + after;
        if (change === null) continue;
        edits.push({ start, end: start + was.length, was, now: change[0], verdict: change[1] ? "apply" : "suggest" });
      }
      return { text, edits };
    });

  it("changes nothing but a and an, stays sorted and disjoint, inverts, and is idempotent", () => {
    const blank = (text: string): string => text.replace(/(?<![\p{L}])an?(?![\p{L}])/giu, "_");
    fc.assert(
      fc.property(story, ({ text, edits }) => {
        const agreed = agreement(text, edits);
        const result = applyEdits(text, agreed);
        expect(blank(result)).toBe(blank(applyEdits(text, edits)));
        expect(applyEdits(result, invertEdits(agreed))).toBe(text);
        expect(applyEdits(text, agreement(text, agreed))).toBe(result);
      }),
      { numRuns: 3000 },
    );
  });
});
