import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apart, dress, writesCurly } from "./surface.js";

const inside = { sentenceStart: false };
const atStart = { sentenceStart: true };

describe("case", () => {
  it.each([
    ["as the table has it", "trade war", "commerce struggle", "commerce struggle", "trade war"],
    ["first letter raised", "trade war", "Commerce struggle", "commerce struggle", "Trade war"],
    ["one word for two", "visit", "Go to", "go to", "Visit"],
    ["two words for one", "go to", "Visit", "visit", "Go to"],
    ["title case", "trade war", "Commerce Struggle", "commerce struggle", "Trade War"],
    [
      "title case keeps small words",
      "talks on trade",
      "Discussions on Commerce",
      "discussions on commerce",
      "Talks on Trade",
    ],
    ["title case with every word raised", "visit to", "Go To", "go to", "Visit To"],
    ["all capitals", "trade war", "COMMERCE STRUGGLE", "commerce struggle", "TRADE WAR"],
    ["a single capital is not shouting", "one", "A", "a", "One"],
    ["canonical capitals of the original", "Chinese", "chinese language", "chinese language", "Chinese"],
    ["canonical capitals of both", "Chinese", "Chinese language", "Chinese language", "Chinese"],
    ["an acronym for a raised word", "U.S.", "American", "american", "U.S."],
    ["capitals further in stay", "iPhone", "Smartphone", "smartphone", "iPhone"],
    ["an acronym in the table does not shout", "output", "GDP", "GDP", "output"],
    ["no letter to raise", "2,000", "Thousands", "thousands", "2,000"],
    ["accents", "élan", "Verve", "verve", "Élan"],
    ["odd case says nothing", "steel", "mETAL", "metal", "steel"],
  ])("%s", (_name, original, was, canonical, expected) => {
    expect(dress(original, was, canonical, inside)).toBe(expected);
  });

  it("raises a letter at a sentence's start when the spun phrase could not show one", () => {
    expect(dress("one of the", "1 of the", "1 of the", atStart)).toBe("One of the");
    expect(dress("one of the", "1 of the", "1 of the", inside)).toBe("one of the");
    expect(dress("steel", "metal", "metal", atStart)).toBe("steel");
  });
});

describe("apostrophes", () => {
  it("follow the phrase, else the text around", () => {
    expect(dress("can't", "can’t not", "can't not", inside)).toBe("can’t");
    expect(dress("it's", "it is", "it is", { ...inside, curlyApostrophes: true })).toBe("it’s");
    expect(dress("it's", "that's", "that's", { ...inside, curlyApostrophes: true })).toBe("it's");
    expect(dress("it's", "it is", "it is", inside)).toBe("it's");
  });

  it("writesCurly looks at apostrophes only", () => {
    expect(writesCurly("It’s the mill’s")).toBe(true);
    expect(writesCurly("It’s the mill's")).toBe(false);
    expect(writesCurly("No mark at all")).toBe(false);
  });
});

describe("gaps", () => {
  it.each([
    ["double spaces collapse", "trade war", "commerce  struggle", "trade war"],
    ["a line break is kept", "trade war", "commerce\nstruggle", "trade\nwar"],
    ["with its indentation", "trade war", "commerce\r\n  struggle", "trade\r\n  war"],
    ["a no-break blank is kept", "trade war", "commerce\u00a0struggle", "trade\u00a0war"],
    ["in proportion", "the long trade war", "commerce\nstruggle", "the long\ntrade war"],
    ["at its own place", "one of the", "1\nof the", "one\nof the"],
    ["no gap for it", "steel", "metal\nmaterial", null],
    ["fewer gaps than breaks", "trade war", "a\nb\nc", null],
    ["a paragraph break", "trade war", "commerce\n\nstruggle", null],
  ])("%s", (_name, original, was, expected) => {
    expect(dress(original, was, was.replace(/\s+/g, " "), inside)).toBe(expected);
  });

  it("keeps every line break and no-break blank, in order, or gives up", () => {
    const word = fc.constantFrom("steel", "mill", "Ägäis", "U.S.", "it's");
    const gap = fc.constantFrom(" ", "  ", "\n", "\r\n", "\u00a0", "\t");
    const phrase = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(phrase, phrase, fc.array(gap, { minLength: 5, maxLength: 5 }), (original, spun, gaps) => {
        let used = 0;
        const was = spun.replaceAll(" ", () => gaps[used++]!);
        const dressed = dress(original, was, spun, inside);
        const meant = gaps.slice(0, used).filter((each) => each.trim() === "" && !/^ +$/.test(each));
        if (dressed === null) {
          expect(meant.length).toBeGreaterThan(original.split(" ").length - 1);
        } else {
          expect(dressed.replace(/\s+/g, " ").toLowerCase()).toBe(original.toLowerCase());
          expect((dressed.match(/\s+/g) ?? []).filter((each) => each !== " ")).toEqual(meant);
        }
      }),
    );
  });
});

describe("apart", () => {
  it.each([
    ["7", "%", "percent", " percent"],
    ["y", "%", "percent", " percent"],
    [" ", "%", "percent", "percent"],
    ["", "%", "percent", "percent"],
    ["7", "%", "%", "%"],
    ["-", "yr", "year", "year"],
    ["a", "b", "c", "c"],
  ])("after %j, %j for %j gives %j", (before, was, now, expected) => {
    expect(apart(before, was, now)).toBe(expected);
  });
});
