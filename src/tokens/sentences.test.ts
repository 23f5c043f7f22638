import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentenceStarts } from "./sentences.js";
import { tokenize } from "./tokenize.js";

function sentences(text: string): string[] {
  const tokens = tokenize(text);
  const starts = sentenceStarts(tokens);
  return [...starts].map((first, at) => {
    const last = at + 1 < starts.length ? starts[at + 1]! : tokens.count;
    return text.slice(tokens.starts[first]!, tokens.ends[last - 1]!);
  });
}

describe("sentenceStarts", () => {
  test.each<[string, string[]]>([
    ["It rained. It snowed! Did it? Yes.", ["It rained.", "It snowed!", "Did it?", "Yes."]],
    ["Mr. Smith met Dr. Lee. They spoke.", ["Mr. Smith met Dr. Lee.", "They spoke."]],
    [
      "The U.S. Senate met at 9 a.m. Friday. No vote was held.",
      ["The U.S. Senate met at 9 a.m. Friday.", "No vote was held."],
    ],
    ["He moved to the U.S. The rest stayed.", ["He moved to the U.S.", "The rest stayed."]],
    ["J. K. Rowling wrote it. I read it.", ["J. K. Rowling wrote it.", "I read it."]],
    [
      "\u201cWe won.\u201d She smiled. (It was late.) He left.",
      ["\u201cWe won.\u201d", "She smiled.", "(It was late.)", "He left."],
    ],
    [
      "\u201cWhy?\u201d he asked. \u201cNo!\u201d she said.",
      ["\u201cWhy?\u201d he asked.", "\u201cNo!\u201d she said."],
    ],
    ["Shares rose 1.5 percent. Gold fell.", ["Shares rose 1.5 percent.", "Gold fell."]],
    [
      "He waited... then left. \u201cOh\u2026\u201d It ended.",
      ["He waited... then left.", "\u201cOh\u2026\u201d", "It ended."],
    ],
    [
      "A headline\n\nThe story starts. It\ngoes on in lower case.\nA new line.",
      ["A headline", "The story starts.", "It\ngoes on in lower case.", "A new line."],
    ],
    ["One.\r\nTwo.\r\n\r\nThree", ["One.", "Two.", "Three"]],
    ["", []],
  ])("%j", (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  test("begins with the first token and increases, whatever the text", () => {
    const piece = fc.constantFrom(
      "Mr",
      "U.S.",
      "a",
      "The",
      ".",
      "!",
      "\u2026",
      '"',
      "\u201d",
      ")",
      " ",
      "\n",
      "\n\n",
      "\r\n",
      "1",
      "'s",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const tokens = tokenize(pieces.join(""));
        const starts = sentenceStarts(tokens);
        expect(starts.length > 0).toBe(tokens.count > 0);
        if (starts.length > 0) expect(starts[0]).toBe(0);
        for (let s = 1; s < starts.length; s++) expect(starts[s]).toBeGreaterThan(starts[s - 1]!);
        if (starts.length > 0) expect(starts[starts.length - 1]).toBeLessThan(tokens.count);
      }),
      { numRuns: 500 },
    );
  });
});
