import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_WHOLE, rangesWithin, shifted, textParts } from "./text-parts.js";

const PARAGRAPH = "The harbour was closed on Monday after the storm, officials said. Boats stayed in.\n\n";

/** Texts of up to four parts, of pieces that are cut in all ways: paragraphs, lines, sentences, words, and none of them. */
const long = fc
  .array(fc.tuple(fc.constantFrom(PARAGRAPH, "A line.\n", "Said so. ", "word ", "\n", " ", "é", "😀"), fc.nat(9000)))
  .map((pieces) =>
    pieces
      .map(([piece, times]) => piece.repeat(times))
      .join("")
      .slice(0, 4 * LONGEST_WHOLE),
  );

describe("the parts of a text", () => {
  it("are the text itself, up to the length that is read as a whole", () => {
    const text = PARAGRAPH.repeat(1000).slice(0, LONGEST_WHOLE);
    expect(textParts(text)).toEqual([{ start: 0, text }]);
    expect(textParts("")).toEqual([{ start: 0, text: "" }]);
  });

  it("are the text again when joined, none of them longer than that, and no character is torn apart", () => {
    fc.assert(
      fc.property(long, (text) => {
        const parts = textParts(text);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(LONGEST_WHOLE);
          expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text);
          expect(part.text).not.toMatch(/^[\udc00-\udfff]/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["paragraphs", PARAGRAPH, /\n\n$/],
    ["lines", "The boats stayed in the harbour\n", /\n$/],
    ["sentences", "The boats stayed in the harbour. ", /\. $/],
    ["words", "harbour ", /\s$/],
  ])("end between %s where there are some", (_, piece, end) => {
    const parts = textParts(piece.repeat(Math.ceil((3 * LONGEST_WHOLE) / piece.length)));
    expect(parts.length).toBeGreaterThan(3);
    for (const { text } of parts) expect(text).toMatch(end);
  });
});

describe("ranges in parts", () => {
  const range = fc.tuple(fc.nat(400), fc.nat(9)).map(([start, length]) => ({ start, end: start + length + 1 }));
  const disjoint = fc
    .array(range)
    .map((all) =>
      all.sort((a, b) => a.start - b.start).filter((one, at) => all.slice(0, at).every((x) => x.end <= one.start)),
    );

  it("cover the same characters as in the document", () => {
    fc.assert(
      fc.property(disjoint, fc.nat(300), fc.nat(200), (ranges, start, length) => {
        const part = { start, text: "x".repeat(length) };
        const within = rangesWithin(ranges, part).map((one) => shifted(one, part));
        for (let at = start; at < start + length; at++) {
          const holds = (one: { start: number; end: number }) => one.start <= at && at < one.end;
          expect(within.some(holds)).toBe(ranges.some(holds));
        }
        for (const one of within) {
          expect(one.start).toBeGreaterThanOrEqual(start);
          expect(one.end).toBeLessThanOrEqual(start + length);
        }
      }),
    );
  });
});
