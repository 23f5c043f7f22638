import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, sideBySide, wrap } from "./side-by-side.js";

describe("sideBySide", () => {
  it("wraps two texts beside each other", () => {
    expect(sideBySide("one two three", "1 2 3", 13)).toBe("one   | 1 2 3\ntwo   |\nthree |\n");
    expect(sideBySide("", "right", 13)).toBe("      | right\n");
  });

  it("counts columns as terminals do", () => {
    expect(["café", "cafe\u0301", "日本", "“a”", "🎉!"].map(columnsOf)).toEqual([4, 4, 4, 3, 3]);
    expect(sideBySide("日本 語", "x", 11)).toBe("日本 | x\n語   |\n");
  });
});

it("wrap keeps every character but blanks, and no line is too wide", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
