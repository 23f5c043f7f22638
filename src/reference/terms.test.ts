import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeNumbers, encodeNumbers } from "./posting-list.js";
import { commonAbove, rarestTerms } from "./rarest-terms.js";
import { mergeFrom } from "./segments.js";
import { distinctKeys, KEY_BITS, termKey } from "./term-key.js";
import { referenceTerms } from "./terms.js";

describe("referenceTerms", () => {
  test.each([
    ["The U.S. raised it by 3.5% -- again!", ["the", "u.s.", "raised", "it", "by", "3.5", "again"]],
    ["Ottawa's US-led talks", ["ottawa", "us-led", "us", "led", "talks"]],
    ["It isn’t O’Neill’s", ["it", "isn't", "o'neill"]],
    ["café cafe\u0301", ["café", "café"]],
    ["co\u00adoperate state\u2011run", ["cooperate", "state-run", "state", "run"]],
    [" … — ", []],
  ])("of %j", (text, terms) => {
    expect(referenceTerms(text)).toEqual(terms);
  });

  test("are without capitals, blanks and typographic marks, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const term of referenceTerms(text)) expect(term).not.toMatch(/^$|[\s’‐‑]|[A-Z]/);
      }),
    );
  });
});

describe("termKey", () => {
  test("is the same on every machine: stores depend on it", () => {
    expect(["", "steel", "37", "café"].map(termKey)).toEqual([
      875_312_703_869, 170_340_257_811, 1_110_538_587_304, 1_302_988_628_789,
    ]);
  });

  test("tells words apart", () => {
    const words = Array.from({ length: 50_000 }, (_, i) => [`w${i}`, `${i}w`, `w-${i.toString(36)}`]).flat();
    expect(new Set(words.map(termKey)).size).toBe(new Set(words).size);
    for (const key of distinctKeys(words.slice(0, 2000))) expect(key >= 0 && key < 2 ** KEY_BITS).toBe(true);
  });

  test("distinctKeys come sorted, once each", () => {
    expect([...distinctKeys(["b", "a", "b", "a"])]).toEqual([termKey("a"), termKey("b")].sort((a, b) => a - b));
  });
});

describe("lists of articles", () => {
  test("come back from their bytes", () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 7, max: 2 ** 33 }), { maxLength: 50 });
    fc.assert(
      fc.property(numbers, (list) => {
        const sorted = Float64Array.from(list).sort();
        const back: number[] = [];
        decodeNumbers(encodeNumbers(sorted, 7), { base: 7, last: 2 ** 33 }, back);
        expect(back).toEqual([...sorted]);
      }),
    );
  });

  test("that cannot be are refused", () => {
    expect(() => decodeNumbers(Uint8Array.of(5, 6), { base: 1, last: 11 }, [])).toThrow("leaves its segment");
    expect(() => decodeNumbers(Uint8Array.of(5, 0x86), { base: 1, last: 999 }, [])).toThrow("middle of a number");
  });
});

describe("rarestTerms", () => {
  const found = (...frequencies: number[]) => frequencies.map((frequency, key) => ({ key, weight: 1, frequency }));
  const kept = (frequencies: number[], articles: number) =>
    rarestTerms(found(...frequencies), articles).map(({ frequency }) => frequency);

  test("come rarest first, without the common ones", () => {
    expect(commonAbove(100_000)).toBe(2000);
    expect(kept([90_000, 2001, 2000, 3, 40], 100_000)).toEqual([3, 40, 2000]);
    expect(kept([10, 64, 3], 64)).toEqual([3, 10, 64]);
  });

  test("are the common ones when there are no others, and never more than a query may read", () => {
    expect(kept([2500, 2400], 100_000)).toEqual([2400, 2500]);
    expect(kept([90_000, 5000], 100_000)).toEqual([5000]);
    expect(kept([900_000], 1_000_000)).toEqual([900_000]);
    expect(kept(Array<number>(100).fill(2000), 1_000_000).length).toBe(2);
  });
});

test("segments stay few, and no article is rewritten often", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(1), fc.constant(4096), fc.integer({ min: 1, max: 9000 })), { maxLength: 400 }),
      (sizes) => {
        let segments: { slot: number; first: number; last: number }[] = [];
        let written = 0;
        let next = 1;
        for (const size of sizes) {
          segments.push({ slot: 0, first: next, last: next + size - 1 });
          next += size;
          for (let from = mergeFrom(segments); from < segments.length; from = mergeFrom(segments)) {
            const merged = { slot: 0, first: segments[from]!.first, last: next - 1 };
            if (size > 256) written += merged.last - merged.first + 1;
            segments = [...segments.slice(0, from), merged];
          }
        }
        expect(segments.length).toBeLessThanOrEqual(24);
        expect(written).toBeLessThanOrEqual(8 * next);
      },
    ),
  );
});
