import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentenceStarts } from "./sentences.js";
import { Gap, Shape, TokenKind, type Tokens, tokenize, tokenText } from "./tokenize.js";

/** Pieces that have broken tokenisers before, mixed with any UTF-16 units, lone surrogates among them. */
const PIECES = [
  ..."aZ9.,'-\"()%$&;:!?\u2019\u2018\u201c\u201d\u2026\u2014\u2013\u00ad\u200d\u200b\ufeff\u00a0\u2009\u0000\u0007\t\n\r\f\v\u2028\u2029".split(
    "",
  ),
  "\r\n",
  "\n\n",
  "  ",
  "e\u0301",
  "\u0301",
  "\ud800",
  "\udc00",
  "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}",
  "\u{1f1eb}\u{1f1f7}",
  "\u2764\ufe0f",
  "U.S.",
  "a.m.",
  "can't",
  "I'd've",
  "O\u2019Neill",
  "well-known",
  "non-U.S.",
  "$4.10",
  "1,234.5",
  "21st",
  "\u65b0\u805e",
  "\u0130",
  "\u00df",
];
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    ),
  )
  .map((pieces) => pieces.join(""));

/** White space, and the marks without width that are read as such. */
const BLANK = /^[\s\u200b\ufeff]*$/u;

function texts(tokens: Tokens): string[] {
  return Array.from({ length: tokens.count }, (_, at) => tokenText(tokens, at));
}

describe("tokenize", () => {
  test("tokens and the gaps between them join to the very text, and gaps are white space", () => {
    fc.assert(
      fc.property(text, (input) => {
        const tokens = tokenize(input);
        let joined = "";
        let at = 0;
        for (let i = 0; i < tokens.count; i++) {
          const gap = input.slice(at, tokens.starts[i]!);
          expect(gap).toMatch(BLANK);
          joined += gap + tokenText(tokens, i);
          at = tokens.ends[i]!;
        }
        expect(input.slice(at)).toMatch(BLANK);
        expect(joined + input.slice(at)).toBe(input);
      }),
      { numRuns: 1000 },
    );
  });

  test("offsets increase, no token is empty or has white space in it", () => {
    fc.assert(
      fc.property(text, (input) => {
        const tokens = tokenize(input);
        for (let i = 0; i < tokens.count; i++) {
          expect(tokens.ends[i]).toBeGreaterThan(tokens.starts[i]!);
          expect(tokens.starts[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : tokens.ends[i - 1]!);
          expect(tokenText(tokens, i)).toMatch(/^\S+$/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("a surrogate pair and a letter with its combining marks are never cut", () => {
    fc.assert(
      fc.property(text, (input) => {
        const tokens = tokenize(input);
        for (let i = 0; i < tokens.count; i++) {
          for (const cut of [tokens.starts[i]!, tokens.ends[i]!]) {
            expect(/[\ud800-\udbff]$/.test(input.slice(0, cut)) && /^[\udc00-\udfff]/.test(input.slice(cut))).toBe(
              false,
            );
            // Letters beyond the basic plane are marks of their own: English has none.
            expect(
              /(?=[\0-\uffff])\p{L}$/u.test(input.slice(0, cut)) && /^(?=[\0-\uffff])\p{M}/u.test(input.slice(cut)),
            ).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, string[]]>([
    [
      "It isn't; they'll say \u201cwe\u2019re\u201d.",
      ["It", "isn't", ";", "they", "'ll", "say", "\u201c", "we", "\u2019re", "\u201d", "."],
    ],
    ["I'd've gone", ["I", "'d", "'ve", "gone"]],
    ["The U.S.'s 21st well-known firm", ["The", "U.S.", "'s", "21st", "well-known", "firm"]],
    ["at 9 a.m. U.S.A today, e.g.example", ["at", "9", "a.m.", "U.S.A", "today", ",", "e", ".", "g", ".", "example"]],
    ["rose 1,234.5, or 0.8%...", ["rose", "1,234.5", ",", "or", "0.8", "%", "..."]],
    ["O\u2019Neill\u2019s rock'n'roll", ["O\u2019Neill", "\u2019s", "rock'n'roll"]],
    ["non-U.S. firms--and", ["non-U.S.", "firms", "--", "and"]],
    ["cafe\u0301 \u{1f642}\ud800x", ["cafe\u0301", "\u{1f642}", "\ud800", "x"]],
    ["twenty\u00ad-one\u00a0now", ["twenty\u00ad-one", "now"]],
    ["", []],
    [" \r\n\t", []],
  ])("%j", (input, expected) => {
    expect(texts(tokenize(input))).toEqual(expected);
  });

  test("says what stands before a token: CRLF is one line break, two make a paragraph", () => {
    const tokens = tokenize("a b\r\nc\n\nd\r\n \r\ne\u00a0f,");
    expect([...tokens.gaps]).toEqual([
      Gap.None,
      Gap.Space,
      Gap.Line,
      Gap.Paragraph,
      Gap.Paragraph,
      Gap.Space,
      Gap.None,
    ]);
  });

  test("knows shapes and kinds", () => {
    const tokens = tokenize("the The NATO iPhone I 42 \u00c9cole state-run 's it's");
    expect([...tokens.shapes]).toEqual([
      Shape.Lower,
      Shape.Title,
      Shape.Upper,
      Shape.Mixed,
      Shape.Title,
      Shape.None,
      Shape.Title,
      Shape.Lower,
      Shape.None,
      Shape.Lower,
      Shape.Lower,
      Shape.Lower,
    ]);
    expect([tokens.kinds[5], tokens.kinds[7], tokens.kinds[11]]).toEqual([
      TokenKind.Number,
      TokenKind.Compound,
      TokenKind.Clitic,
    ]);
  });
});

describe("hostile input takes linear time", () => {
  const MEGABYTE = 1 << 20;
  test.each([
    ["no space", "a"],
    ["full stops", "."],
    ["apostrophes", "'"],
    ["clitics", "'s"],
    ["acronyms", "a."],
    ["an acronym that ends as a word", "a.a.a.a.a.a.a.a.aa"],
    ["hyphens before acronyms", "x-a.a.a.a.a.a.aa"],
    ["quotes with spaces", '" '],
    ["closing marks after a stop", '." ) '],
    ["numbers with points", "1."],
    ["line breaks", "\r\n"],
    ["lone surrogates", "\ud800"],
    ["combining marks", "e\u0301\u0302"],
  ])("1 MB of %s", (_, piece) => {
    const input = piece.repeat(Math.ceil(MEGABYTE / piece.length));
    const started = performance.now();
    const tokens = tokenize(input);
    sentenceStarts(tokens);
    // About 60 ms alone; a quadratic pass would take minutes.
    expect(performance.now() - started).toBeLessThan(3000);
    expect(tokens.count === 0 ? 0 : tokens.ends[tokens.count - 1]).toBe(
      tokens.count === 0 ? 0 : input.trimEnd().length,
    );
  });

  test("one acronym of a megabyte that turns out to be a word", () => {
    const started = performance.now();
    const tokens = tokenize(`${"a.".repeat(MEGABYTE / 2)}aa`);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(tokens.ends[tokens.count - 1]).toBe(MEGABYTE + 2);
  });
});
