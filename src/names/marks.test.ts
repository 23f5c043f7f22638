import { describe, expect, test } from "vitest";
import { readTokens } from "../tokens/reading.js";
import { tokenize } from "../tokens/tokenize.js";
import { abbreviationBeside, abbreviationNear, fitsInitials } from "./brackets.js";
import { hasDateBeside } from "./calendar.js";
import { Capital, capitals } from "./capitals.js";
import { areCognate, areSpelledAlike, otherSpelling } from "./cognates.js";

describe("abbreviations in brackets", () => {
  test("stand after a name or before it", () => {
    const after = tokenize("the Bank of Ghana (BoG) said");
    expect(abbreviationBeside(after, 1, 4)).toBe("BOG");
    expect(abbreviationBeside(after, 1, 3)).toBeNull();
    expect(abbreviationNear(after, 1, 6)).toBe("BOG");
    expect(abbreviationNear(after, 1, 2)).toBeNull();
    expect(abbreviationBeside(tokenize("the BoG (Bank of Ghana) said"), 3, 6)).toBe("BOG");
    expect(abbreviationBeside(tokenize("the Bank of Ghana (Accra) said"), 1, 4)).toBeNull();
    expect(abbreviationBeside(tokenize("Bank of Ghana"), 0, 3)).toBeNull();
  });

  test.each([
    ["Food and Drug Administration", "FDA", true],
    ["Department of Justice", "DOJ", true],
    ["Asia-Pacific Economic Cooperation", "APEC", true],
    ["World Health Group", "WHO", false],
  ])("%s and %s: %s", (name, short, fits) => {
    expect(fitsInitials(name.split(" "), short)).toBe(fits);
  });
});

test.each([
  ["May 14 was", 0, true],
  ["14 May was", 1, true],
  ["May 2019 was", 0, true],
  ["May 45 was", 0, false],
  ["May was", 0, false],
])("%s: word %i beside a date: %s", (text, at, is) => {
  expect(hasDateBeside(tokenize(text), at)).toBe(is);
});

describe("capitals", () => {
  const of = (text: string) => {
    const { tokens, sentences } = readTokens(text);
    return [...capitals(tokens, sentences)];
  };
  const { None, Idle, Telling } = Capital;

  test("tell inside a sentence, not at its start nor after a colon", () => {
    expect(of("The Bank said")).toEqual([Idle, Telling, None]);
    expect(of("he said: The Bank")).toEqual([None, None, None, Idle, Telling]);
  });

  test("tell nothing in a headline in title case", () => {
    expect(of("Bank of Ghana Raises Rates Again Today").every((one) => one !== Telling)).toBe(true);
    expect(of("the bank of Ghana raises rates again today")).toContain(Telling);
    expect(new Set(of("Bank Rates Raises Again ".repeat(20)))).toEqual(new Set([None]));
  });
});

test("forms of one word are no synonyms", () => {
  for (const [a, b] of [
    ["ring", "rings"],
    ["europe", "european"],
    ["organisation", "organization"],
    ["secretary", "under-secretary"],
    ["laboratory", "laboratories"],
  ] as const) {
    expect(areCognate(a, b)).toBe(true);
    expect(areCognate(b, a)).toBe(true);
  }
  expect(areCognate("national", "nationwide")).toBe(false);
  expect(areCognate("party", "occasion")).toBe(false);
  expect(areSpelledAlike("kahn", "khan")).toBe(true);
  expect(areSpelledAlike("health", "wellness")).toBe(false);
});

test("British and American spellings lead to each other", () => {
  for (const word of ["organisation", "labour", "centre", "defence", "programme"]) {
    const american = otherSpelling(word);
    expect(american).not.toBeNull();
    expect(otherSpelling(american!)).toBe(word);
  }
  expect(otherSpelling("bank")).toBeNull();
});
