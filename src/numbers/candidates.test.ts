import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Candidate } from "../dictionary/candidate.js";
import { numberValues } from "../dictionary/facts.js";
import { cardinalWord, ordinalDigits, ordinalWord } from "../dictionary/number-words.js";
import { readTokens } from "../tokens/reading.js";
import { lockMeantNumbers, numberCandidates } from "./index.js";

interface Found extends Candidate {
  readonly was: string;
}

function found(text: string, lock: (token: string) => boolean = () => false): Found[] {
  const { tokens } = readTokens(text);
  const slice = (start: number, end: number) => text.slice(tokens.starts[start]!, tokens.ends[end - 1]!);
  const locked = Uint8Array.from({ length: tokens.count }, (_, i) => (lock(slice(i, i + 1)) ? 1 : 0));
  return numberCandidates({ tokens, locked }).map((one) => ({ ...one, was: slice(one.startToken, one.endToken) }));
}

/** The likeliest candidate of the text carried out, as "was -> now". */
const best = (text: string) => {
  const [first] = found(text).sort((a, b) => Number(a.guarded) - Number(b.guarded) || b.log - a.log);
  return first === undefined ? "none" : `${first.was} -> ${first.original}`;
};

describe("what is never right English comes back unguarded", () => {
  test.each([
    ["It rose six.5% in June.", "six.5 -> 6.5"],
    ["It cost $5.eight billion.", "5.eight -> 5.8"],
    ["It cost $one.fifteen billion.", "one.fifteen -> 1.15"],
    ["A sum of one.28 million was paid.", "one.28 -> 1.28"],
    ["About zero.5 points were lost.", "zero.5 -> 0.5"],
    ["About sixteen,000 came.", "sixteen,000 -> 16,000"],
    ["Some two,000 fans sang.", "two,000 -> 2,000"],
    ["About one,234,567 votes were cast.", "one,234,567 -> 1,234,567"],
    ["It starts at 2:fifteen p.m. sharp.", "2:fifteen -> 2:15"],
    ["It starts at ten:30 today.", "ten:30 -> 10:30"],
    ["Open 24/seven all year.", "24/seven -> 24/7"],
    ["Turnout was ten% lower.", "ten -> 10"],
    ["Turnout was twenty-five% lower.", "twenty-five -> 25"],
    ["The fee is $five a head.", "five -> 5"],
    ["The fund holds $one hundred million.", "one hundred -> 100"],
    ["They won three-0 away.", "three-0 -> 3-0"],
    ["They won 2-one away.", "2-one -> 2-1"],
    ["The Covid-nineteen wave ebbed.", "Covid-nineteen -> Covid-19"],
    ["The Covid nineteen wave ebbed.", "Covid nineteen -> Covid-19"],
    ["The G-seven met on Friday.", "G-seven -> G-7"],
    ["An F-sixteen took off.", "F-sixteen -> F-16"],
    ["He left on Nov. fourteen by train.", "fourteen -> 14"],
    ["He left on November fourteen, 2018.", "fourteen -> 14"],
    ["She is the No. eight seed.", "eight -> 8"],
    ["In the twenty first century trade grew.", "twenty first -> 21st"],
    ["In the 20 th century trade grew.", "20 th -> 20th"],
    ["Films of the Nineteen Eighties were shown.", "Nineteen Eighties -> 1980s"],
    ["It is 1 of the oldest bridges.", "1 -> one"],
    ["About 5 hundred people came.", "5 -> five"],
    ["They found 1000’s of coins.", "1000’s -> thousands"],
    ["More than a 12 months ago it closed.", "12 months -> year"],
    ["He came later this 12 months.", "12 months -> year"],
    ["The Lunar New 12 months began.", "New 12 months -> New Year"],
    ["They stayed a 7 days in town.", "7 days -> week"],
    ["A 20-12 months-old man won.", "20-12 months-old -> 20-year-old"],
    ["A two-12 months plan began.", "two-12 months -> two-year"],
    ["A three-yr-old girl won.", "three-yr-old -> three-year-old"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
    const [first] = found(text).sort((a, b) => Number(a.guarded) - Number(b.guarded) || b.log - a.log);
    expect(first!.guarded).toBe(false);
    expect(first!.origin).toBe("rule");
  });
});

describe("what may be meant is guarded", () => {
  test.each([
    ["The 2 nations signed it.", "2 -> two"],
    ["In May three men were held.", "three -> 3"],
    ["It opens at seven p.m. today.", "seven -> 7"],
    ["She came 3rd in the race.", "3rd -> third"],
    ["A poem of the nineteenth century was read.", "nineteenth -> 19th"],
    ["Songs of the Eighties were played.", "Eighties -> 1980s"],
    ["In nineteen ninety-one it closed.", "nineteen ninety-one -> 1991"],
    ["In nineteen ninety it closed.", "nineteen ninety -> 1990"],
    ["He was given a 12 months ban.", "12 months -> year"],
    ["A 3-day strike began.", "3-day -> three-day"],
    ["He beat one.28 people came.", "one.28 -> 1.28"],
    ["Over 2 dozen cars came.", "2 -> two"],
    ["A half-dozen boats sank.", "half-dozen -> six"],
  ])("%s", (text, expected) => {
    expect(best(text)).toBe(expected);
    expect(found(text).every(({ guarded }) => guarded)).toBe(true);
  });
});

describe("good English brings no candidate", () => {
  test.each([
    "The two nations signed it in 2018.",
    "He was jailed for 12 months and fined $5 million.",
    "Prices rose 6.5% to $1.28 million at 2:15 p.m. on Nov. 14.",
    "Season 1 of the show; page 3 of the report; the No. 8 seed.",
    "They won 3-0. Two men left. Twenty people stayed.",
    "One by one, they came; no one spoke.",
    "Apollo 11 and Boeing 737 and Formula 1 and Halo 2 are names.",
    "He hit 5 of 11 and went 1 for 9, at a rate of 3 percent.",
    "A twenty-five-year lease, a top-ten hit, a one-two punch.",
    "She was in her Eighties. He said May 2 was fine. Chapter 4 begins.",
    "The first time, the second half, a third of it.",
    "21 St John Street; he, she, it: 3 v 2.",
    "A shop of 7-Eleven, a Covid zero policy, 9-12 months, week-seven days.",
    "Nobody came at all.",
    "",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("every value comes back from every damage", () => {
  const word = (value: number) => cardinalWord(value)!;
  const small = fc.integer({ min: 2, max: 20 });
  const two = fc.integer({ min: 0, max: 99 });
  const damages: readonly [string, fc.Arbitrary<readonly [spun: string, original: string]>][] = [
    ["word.figures%", fc.tuple(two, two).map(([a, b]) => [`rose ${word(a)}.${b}% then`, `${a}.${b}`])],
    ["$figures.word", fc.tuple(two, two).map(([a, b]) => [`for $${a}.${word(b)} billion then`, `${a}.${b}`])],
    ["$word.word", fc.tuple(two, two).map(([a, b]) => [`for $${word(a)}.${word(b)} million then`, `${a}.${b}`])],
    [
      "word,000",
      fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 999 })).map(([a, b]) => {
        const tail = String(b).padStart(3, "0");
        return [`some ${word(a)},${tail} left`, `${a},${tail}`];
      }),
    ],
    [
      "hours:word",
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 10, max: 59 }))
        .map(([a, b]) => [`at ${a}:${word(b)} it`, `${a}:${b}`]),
    ],
    [
      "word:minutes",
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 10, max: 59 }))
        .map(([a, b]) => [`at ${word(a)}:${b} it`, `${a}:${b}`]),
    ],
    ["word%", two.map((a) => [`rose ${word(a)}% then`, `${a}`])],
    ["£word", two.map((a) => [`for £${word(a)} then`, `${a}`])],
    ["figures-word", fc.tuple(small, small).map(([a, b]) => [`won ${a}-${word(b)} then`, `${a}-${b}`])],
    ["word-figures", fc.tuple(small, small).map(([a, b]) => [`won ${word(a)}-${b} then`, `${a}-${b}`])],
    ["Month. word", fc.integer({ min: 1, max: 31 }).map((a) => [`on Sept. ${word(a)} then`, `${a}`])],
    ["No. word", fc.integer({ min: 1, max: 99 }).map((a) => [`the No. ${word(a)} seed`, `${a}`])],
    [
      "tens unit",
      fc
        .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 9 }))
        .map(([a, b]) => [`the ${word(a * 10)} ${ordinalWord(b)} time`, ordinalDigits(a * 10 + b)]),
    ],
    [
      "figures ending",
      fc
        .integer({ min: 1, max: 199 })
        .map((a) => [`the ${ordinalDigits(a).replace(/(\D+)$/, " $1")} time`, ordinalDigits(a)]),
    ],
    ["small figures", fc.integer({ min: 1, max: 9 }).map((a) => [`the ${a} nations met`, word(a)])],
    [
      "small ordinals",
      fc.integer({ min: 1, max: 9 }).map((a) => [`the ${ordinalDigits(a)} man left`, ordinalWord(a)!]),
    ],
    ["hundreds", fc.integer({ min: 1, max: 9 }).map((a) => [`some ${a} hundred people`, `${a}00`])],
  ];

  test.each(damages)("%s", (_, damage) => {
    fc.assert(
      fc.property(damage, ([spun, original]) => {
        const candidates = found(spun);
        expect(candidates.map((one) => one.original)).toContain(original);
        for (const { was, original: now } of candidates) expect(numberValues(now)).toEqual(numberValues(was));
      }),
    );
  });

  test("no candidate of any row of number tokens changes a value, and each fits the document", () => {
    const pieces = fc.constantFrom(
      ..."one two six eleven fourteen twenty 1 2 7 12 16 1990 first 3rd . , : / - % $ £ a the of million hundred dozen months days 12 Nov May No th New century".split(
        " ",
      ),
    );
    const row = fc.array(fc.tuple(pieces, fc.constantFrom("", " ")), { maxLength: 12 });
    fc.assert(
      fc.property(row, (parts) => {
        const text = parts.map(([piece, gap]) => piece + gap).join("");
        const { tokens } = readTokens(text);
        for (const { was, original, startToken, endToken, log } of found(text)) {
          expect(numberValues(original)).toEqual(numberValues(was));
          expect(endToken).toBeGreaterThan(startToken);
          expect(endToken).toBeLessThanOrEqual(tokens.count);
          expect(endToken - startToken).toBeLessThanOrEqual(6);
          expect(log).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("locks", () => {
  test("no candidate touches a locked token", () => {
    expect(found("It rose six.5% in June.")).toHaveLength(1);
    expect(found("It rose six.5% in June.", (token) => token === "six")).toEqual([]);
  });

  test("a number does not reach over a line", () => {
    expect(found("The twenty first century")).toHaveLength(2);
    expect(found("The twenty\nfirst century")).toEqual([]);
  });

  test.each([
    ["In the last 12 months it grew", 2],
    ["It shut for 7 days", 2],
    ["A 12 months ago", 0],
    ["The final 12 months", 0],
  ])("%s: %i tokens are meant as they stand", (text, count) => {
    const { tokens } = readTokens(text);
    const marked = lockMeantNumbers({ tokens, locked: new Uint8Array(tokens.count) });
    expect(marked.reduce((sum, one) => sum + one, 0)).toBe(count);
  });
});

test("certain damage shows that a document's plain number words were figures", () => {
  expect(found("Some fifteen people came.")).toEqual([]);
  const text = "It rose six.5% and fell ten%. Some fifteen people came.";
  expect(found(text).map(({ was, original }) => `${was} -> ${original}`)).toContain("fifteen -> 15");
});
