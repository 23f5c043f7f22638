import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText } from "./cut-texts.js";
import { countWords } from "./measure-tokens.js";

const TEXT = "The mill, near Ashby, shut.  Its 400 workers (most of them) left: nobody stayed.";

test("pieces hold just so many words, with the signs between them", () => {
  expect(cutText(TEXT, 5)).toEqual(
    ["The mill, near Ashby, shut.", "Its 400 workers (most of", "them) left: nobody stayed."].slice(0, 2),
  );
  expect(cutText(TEXT, 7)).toEqual([
    "The mill, near Ashby, shut.  Its 400",
    "workers (most of them) left: nobody stayed.",
  ]);
});

test("a text that is too short gives none", () => {
  expect(cutText("Too short.", 3)).toEqual([]);
  expect(cutText("", 1)).toEqual([]);
});

test("pieces overlap as the step asks for", () => {
  expect(cutText("a1 b2 c3 d4 e5", 2, 1)).toEqual(["a1 b2", "b2 c3", "c3 d4", "d4 e5"]);
  expect(cutText("a1 b2 c3 d4 e5", 2, Number.POSITIVE_INFINITY)).toEqual(["a1 b2"]);
});

test("every piece has its number of words, and as many pieces come as there is room for", () => {
  const words = fc.array(fc.constantFrom("mill", "steel,", "the", "(workers)", "shut.", "O'Neill"), { maxLength: 60 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 9 }), (parts, size) => {
      const text = parts.join(" ");
      const pieces = cutText(text, size);
      expect(pieces.length).toBe(Math.floor(countWords(text) / size));
      for (const piece of pieces) expect(countWords(piece)).toBe(size);
    }),
  );
});
