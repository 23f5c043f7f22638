import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Family, Substitution } from "../dictionary/family.js";
import { carryOut, type Garbled, garble, invertGarbling, prepareTool } from "./garble.js";
import { createRandom } from "./random.js";

function row(original: string, spun: string, probability = 1, keep = 0): Substitution {
  return { original, spun, probability, keep, count: 1 };
}

function familyOf(...substitutions: Substitution[]): Family {
  return { id: "test", title: "for this test", substitutions };
}

const family = familyOf(
  row("steel", "metal"),
  row("trade", "commerce"),
  row("trade war", "commerce struggle"),
  row("war", "battle"),
  row("new", "brand new"),
  row("year", "12 months"),
  row("the United States", "the USA"),
  row("very", ""),
  row("%", "percent"),
  row("A", "One"),
  row("can", "may"),
  row("can't", "cannot"),
  row("2", "two"),
  row("NATO", "the pact"),
  row("fast", "quick", 0.5),
  row("fast", "swift", 0.3),
  row("fast", "rapid", 0.2),
);
const tool = prepareTool(family);
const seeded = (text: string, seed = 1): Garbled => garble(tool, text, { seed });

describe("garble", () => {
  test.each([
    ["long originals first, and what they wrote is masked", "a trade war on steel", "a commerce struggle on metal"],
    [
      "case: as it stands, or with a capital; capitals throughout never",
      "Steel steel STEEL sTeel",
      "Metal metal STEEL sTeel",
    ],
    ["whole words only", "steely steels wars année_year steel_", "steely steels wars année_year steel_"],
    [
      "not beside a hyphen",
      "new-found war-torn post-war new‑year a new year",
      "new-found war-torn post-war new‑year a brand new 12 months",
    ],
    ["possessives, whichever apostrophe", "the year's war’s years'", "the 12 months's battle’s years'"],
    ["not inside a contraction or a name", "can’t O'steel steel'd", "can’t O'steel steel'd"],
    ["no digits, no originals in capitals throughout", "2 of NATO", "2 of NATO"],
    ["a word of one capital letter is no abbreviation", "A can", "One may"],
    ["a fixed capital stays", "across the United States. The United States", "across the USA. The USA"],
    ["signs too", "5% and 6 %", "5percent and 6 percent"],
    ["nothing at all as a replacement", "a very old mill", "a  old mill"],
    ["a phrase only with its own single blanks", "trade\nwar  trade  war", "commerce\nbattle  commerce  battle"],
  ])("%s", (_, text, expected) => {
    expect(seeded(text).text).toBe(expected);
  });

  test("reports each edit where it stands in the text given", () => {
    expect(seeded("New steel.").edits).toEqual([
      { start: 0, end: 3, was: "New", now: "Brand new" },
      { start: 4, end: 9, was: "steel", now: "metal" },
    ]);
  });

  test("uses one replacement throughout a document, in both cases", () => {
    const words = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const [first, second, third] = seeded("fast, Fast, fast", seed).text.split(", ");
      expect(second!.toLowerCase()).toBe(first);
      expect(third).toBe(first);
      words.add(first!);
    }
    expect([...words].sort()).toEqual(["quick", "rapid", "swift"]);
  });

  test("draws replacements and leaves originals alone as often as the table says", () => {
    const shares = prepareTool(familyOf(row("fast", "quick", 0.6, 0.2), row("fast", "swift", 0.2, 0.2)));
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed++) {
      const { text } = garble(shares, "fast", { seed });
      seen.set(text, (seen.get(text) ?? 0) + 1 / 4000);
    }
    // keep .2; of the rest 3 : 1. Four standard errors are .032 at most.
    expect(Math.abs(seen.get("fast")! - 0.2)).toBeLessThan(0.032);
    expect(Math.abs(seen.get("quick")! - 0.6)).toBeLessThan(0.032);
    expect(Math.abs(seen.get("swift")! - 0.2)).toBeLessThan(0.032);
  });

  test("leaves nearly every original with an apostrophe alone, unless told otherwise", () => {
    const fired = (options: object) =>
      Array.from({ length: 1000 }, (_, seed) => garble(tool, "we can't", { seed, ...options }).edits.length).filter(
        (edits) => edits > 0,
      ).length;
    expect(fired({})).toBeGreaterThan(3);
    expect(fired({})).toBeLessThan(45);
    expect(fired({ apostropheKeep: 0 })).toBe(1000);
  });

  test("a choice does not depend on the rest of the document", () => {
    const shares = prepareTool(
      familyOf(row("fast", "quick", 0.5, 0.3), row("fast", "swift", 0.5), row("new", "fresh", 1, 0.5)),
    );
    for (let seed = 0; seed < 50; seed++) {
      const alone = garble(shares, "fast", { seed }).text;
      expect(garble(shares, "new fast", { seed }).text.endsWith(alone)).toBe(true);
    }
  });
});

const words = [
  "steel",
  "Steel",
  "trade",
  "war",
  "new",
  "year",
  "very",
  "fast",
  "can't",
  "é",
  "🎉",
  "e\u0301",
  "-",
  "’s",
  "\r\n",
  ". ",
  "2",
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...words, "the United States"), fc.constantFrom(" ", " ", " ", "")), {
    maxLength: 40,
  })
  .map((pairs) => pairs.flat().join(""));

describe("properties", () => {
  test("edits are sorted, disjoint and true to the text; inverting restores it; a seed decides all", () => {
    let edited = 0;
    fc.assert(
      fc.property(text, fc.integer(), (original, seed) => {
        const garbled = seeded(original, seed);
        let at = 0;
        for (const { start, end, was } of garbled.edits) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(original.slice(start, end)).toBe(was);
          at = end;
        }
        expect(carryOut(original, garbled.edits)).toBe(garbled.text);
        expect(carryOut(garbled.text, invertGarbling(garbled.edits))).toBe(original);
        expect(seeded(original, seed)).toEqual(garbled);
        edited += garbled.edits.length;
      }),
      { numRuns: 300 },
    );
    expect(edited).toBeGreaterThan(300);
  });

  test("no edit touches a protected place, and the others still fire", () => {
    let edited = 0;
    fc.assert(
      fc.property(text, fc.nat(120), fc.nat(30), (original, from, size) => {
        const mask = { start: Math.min(from, original.length), end: Math.min(from + size, original.length) };
        const { edits } = garble(tool, original, { seed: 1, protect: [mask] });
        for (const { start, end } of edits) {
          expect(Math.min(end, mask.end) - Math.max(start, mask.start), "characters shared").toBeLessThanOrEqual(0);
        }
        edited += edits.length;
      }),
      { numRuns: 300 },
    );
    expect(edited).toBeGreaterThan(300);
  });
});

test("30,000 originals and a text of 600 words take less than 20 ms", () => {
  const random = createRandom(11);
  // Word 0 is as common as "the"; one original in three has two words, one in ten three.
  const word = () => `w${Math.floor(random() ** 3 * 9000).toString(36)}`;
  const phrase = () => Array.from({ length: random() < 0.6 ? 1 : random() < 0.8 ? 2 : 3 }, word).join(" ");
  const originals = new Set<string>();
  for (let n = 0; originals.size < 30_000; n++)
    originals.add(n < 9000 ? `q${n.toString(36)}` : `${phrase()} ${word()}`);
  const letters = (text: string) => text.replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]!);
  const big = prepareTool(familyOf(...[...originals].map((original) => row(letters(original), "swapped", 1, 0.05))));
  const story = letters(Array.from({ length: 600 }, word).join(" "));
  const times = [1, 2, 3, 4, 5, 6].map((seed) => {
    const start = performance.now();
    expect(garble(big, story, { seed }).edits.length).toBeGreaterThan(0);
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
