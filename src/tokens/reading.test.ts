import fc from "fast-check";
import { expect, test } from "vitest";
import { readTokens } from "./reading.js";
import { sentenceStarts } from "./sentences.js";
import { Gap, tokenize, tokenText } from "./tokenize.js";

const QUOTES = new Set(['"', "\u201c", "\u201d", "\u00ab", "\u00bb", "\u201e"]);

test("reads what tokenize reads, but for double quotation marks, at the same places and in the same sentences", () => {
  const piece = fc.constantFrom(
    '"',
    "\u201c",
    "\u201d",
    "\u00ab",
    "a",
    "The",
    "can't",
    ".",
    "!",
    " ",
    "\n\n",
    "\r\n",
    "\u{1f642}",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const whole = tokenize(text);
      const { tokens, sentences } = readTokens(text);
      const kept = Array.from({ length: whole.count }, (_, at) => at).filter((at) => !QUOTES.has(tokenText(whole, at)));
      expect([...tokens.starts]).toEqual(kept.map((at) => whole.starts[at]));
      expect([...tokens.ends]).toEqual(kept.map((at) => whole.ends[at]));
      expect(tokens.count).toBe(kept.length);
      kept.forEach((at, place) => {
        const skipped = place > 0 && at > kept[place - 1]! + 1;
        expect(tokens.gaps[place]).toBe(skipped ? Gap.Paragraph : whole.gaps[at]);
      });
      const begins = [...sentenceStarts(whole)].map((at) => kept.findIndex((one) => one >= at)).filter((at) => at >= 0);
      expect([...sentences]).toEqual([...new Set(begins)]);
    }),
    { numRuns: 1000 },
  );
});
