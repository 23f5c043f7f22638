import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  factsOf,
  negations,
  numberValues,
  sameFacts,
  sameNegations,
  sameNumbers,
  sameWordFacts,
  turnsRound,
} from "./facts.js";

describe("numberValues", () => {
  test.each<[string, number[]]>([
    ["2", [2]],
    ["two", [2]],
    ["1,067 tokens", [1067]],
    ["3.14", [3.14]],
    ["the 1st of May", [1]],
    ["the 2d image", [2]],
    ["twenty-one guns", [21]],
    ["twenty one guns", [21]],
    ["thirty-first floor", [31]],
    ["two hundred", [200]],
    ["two hundred and five", [205]],
    ["two hundred and five thousand", [205_000]],
    ["six thousand four hundred", [6400]],
    ["one million two hundred thousand and six", [1_200_006]],
    ["between one thousand and two thousand", [1000, 2000]],
    ["hundreds of thousands", [100, 1000]],
    ["a hundred thousand", [100_000]],
    ["million", [1_000_000]],
    ["two decades", [20]],
    ["two 3", [2, 3]],
    ["$4 million", [4_000_000]],
    ["€3.5bn", [3_500_000_000]],
    ["one.28 million", [1_280_000]],
    ["six.5%", [6.5]],
    ["$one.fifteen billion", [1_150_000_000]],
    ["Nov. fourteen", [14]],
    ["thousands", [1000]],
    ["hundreds", [100]],
    ["a dozen eggs", [12]],
    ["two dozen eggs", [24]],
    ["twice", [2]],
    ["the 1990s", [1990]],
    ["won 3-0", [3, 0]],
    ["a four-year plan", [4]],
    ["the second one quarter", [2]],
    ["a 12 months", []],
    ["in 7 days", []],
    ["18 months", [18]],
    ["no numbers, at once, in seconds", []],
    ["sixteen,000", [16_000]],
    ["one,234,567 votes", [1_234_567]],
    ["$zero.twenty-one", [0.21]],
    ["nineteen ninety-one", [1991]],
    ["twenty nineteen", [2019]],
    ["the Nineteen Eighties", [1980]],
    ["half-dozen", [6]],
    ["half a million", [500_000]],
    ["half of them", []],
    ["8,661 K", [8661]],
    ["thrice", [3]],
    ["H2O and CO2", []],
    ["", []],
  ])("%j holds %j", (text, values) => {
    expect(numberValues(text)).toEqual(values);
  });

  test("digits and words agree below a hundred", () => {
    const words = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), (n) => {
        expect(numberValues(`the ${words[n]} of them`)).toEqual(numberValues(`the ${n} of them`));
      }),
    );
  });
});

describe("sameNumbers", () => {
  test.each([
    ["12 months", "year"],
    ["seven days", "week"],
    ["2", "two"],
    ["1st", "first"],
    ["1 of the", "one of the"],
    ["certainly one of", "one of"],
    ["the second one", "the second"],
    ["primary", "first"],
    ["four several years", "4 years"],
    ["10 years", "a decade"],
    ["one.28 million", "1.28 million"],
  ])("%s, %s", (a, b) => {
    expect(sameNumbers(a, b)).toBe(true);
    expect(sameNumbers(b, a)).toBe(true);
  });

  test.each([
    ["thousands", "hundreds"],
    ["1", "2"],
    ["18 months", "year"],
    ["1 percent", "percent"],
    ["second", "first"],
    ["two million", "two billion"],
    ["2 or 2", "2"],
  ])("%s, %s differ", (a, b) => {
    expect(sameNumbers(a, b)).toBe(false);
    expect(sameNumbers(b, a)).toBe(false);
  });
});

describe("negations", () => {
  test.each<[string, string[]]>([
    ["It is not so", ["not"]],
    ["it isn't, it isn’t", ["not", "not"]],
    ["he cannot and can't", ["not", "not"]],
    ["no longer", ["no"]],
    ["the No. 8 seed and No 10", []],
    ["with out and without", ["without", "without"]],
    ["nobody never", ["nobody", "never"]],
    ["note the knot in the nook", []],
  ])("%s: %j", (text, found) => {
    expect(negations(text)).toEqual(found);
  });

  test("wording may change, number may not", () => {
    expect(sameNegations("no longer recognise", "do not know")).toBe(true);
    expect(sameNegations("ever", "never")).toBe(false);
    expect(sameNegations("didn't", "failed to")).toBe(false);
  });
});

describe("sameWordFacts", () => {
  test.each([
    ["rose", "fell"],
    ["on Monday", "on Tuesday"],
    ["in May", "in June"],
    ["dollars", "euros"],
    ["three miles", "three kilometres"],
    ["northern", "southern"],
    ["his", "her"],
    ["sold", "bought"],
    ["more than", "less than"],
    ["ten weeks", "ten months"],
  ])("%s, %s differ", (a, b) => {
    expect(sameWordFacts(a, b)).toBe(false);
    expect(sameWordFacts(b, a)).toBe(false);
    expect(sameFacts(a, b)).toBe(false);
  });

  test.each([
    ["rose", "increased"],
    ["rose", "improved"],
    ["may be", "june"],
    ["$", "dollars"],
    ["yr", "year"],
    ["12 months", "year"],
    ["and she or he", "and she"],
    ["march on", "April"],
    ["the", "a"],
  ])("%s, %s do not", (a, b) => {
    expect(sameWordFacts(a, b)).toBe(true);
    expect(sameWordFacts(b, a)).toBe(true);
  });
});

describe("turnsRound", () => {
  test.each([
    ["legal", "illegal"],
    ["the able one", "the unable one"],
    ["agree", "disagree"],
    ["stop", "non-stop"],
  ])("%s, %s", (a, b) => {
    expect(turnsRound(a, b)).toBe(true);
    expect(turnsRound(b, a)).toBe(true);
    expect(sameFacts(a, b)).toBe(false);
  });

  test.each([
    ["built in", "inbuilt"],
    ["less expensive", "inexpensive"],
    ["valuable", "invaluable"],
    ["unable", "unable to"],
    ["to", "into"],
  ])("not %s, %s", (a, b) => {
    expect(turnsRound(a, b)).toBe(false);
    expect(turnsRound(b, a)).toBe(false);
  });
});

describe("factsOf", () => {
  test("tells kind and place", () => {
    const text = "She did not sell 2 cars for $5 in March; one said so.";
    expect(factsOf(text).map(({ kind, key, start, end }) => [kind, key, text.slice(start, end)])).toEqual([
      ["side", "sex she", "She"],
      ["negation", "not", "not"],
      ["side", "trade sell", "sell"],
      ["value", "2", "2"],
      ["currency", "currency dollar", "$"],
      ["value", "5", "5"],
      ["date", "month march", "March"],
    ]);
  });

  test("places are right whatever stands around", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (noise) => {
        const text = `${noise} not 17 on Friday`;
        const last = factsOf(text).slice(-3);
        expect(last.map(({ start, end }) => text.slice(start, end))).toEqual(["not", "17", "Friday"]);
      }),
    );
  });
});
