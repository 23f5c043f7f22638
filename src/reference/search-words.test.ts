import { describe, expect, test } from "vitest";
import { searchQuery, searchVector, searchWords } from "./search-words.js";

describe("words of people's questions", () => {
  test("are letters and digits, in lower case, without diacritics", () => {
    expect(searchWords("The U.S.–led café's 37 Ｘ-rays, naïve İZMİR")).toEqual([
      ..."the u s led cafe s 37 ｘ rays naive izmir".split(" "),
    ]);
    expect(searchWords("\ud800 — ...")).toEqual([]);
    expect(searchWords("x".repeat(1200)).map((word) => word.length)).toEqual([500, 500, 200]);
  });

  test("have their places, with a gap between title and text", () => {
    expect(searchVector("Steel again", "The steel")).toBe("'steel':1A,5 'again':2A 'the':4");
    expect(searchVector("", "")).toBe("");
  });

  test("stay within what PostgreSQL takes", () => {
    expect(searchVector("", "fox ".repeat(1000)).split(",").length).toBe(255);
    const distinct = Array.from({ length: 150_000 }, (_, i) => `word${i}`).join(" ");
    const vector = searchVector("", distinct);
    expect(vector).toContain("'word20000':16383 ");
    expect(Buffer.byteLength(vector.replace(/[':\d, ]/g, ""))).toBeLessThan(2 ** 20);
  });

  test("make a question: all of them, and phrases side by side", () => {
    expect(searchQuery('steel "Prime Minister\'s" steel')).toEqual({
      all: "('steel') & ('prime' <-> 'minister' <-> 's') & ('steel')",
      any: "'steel' | 'prime' | 'minister' | 's'",
    });
    expect(searchQuery('"— !"').all).toBe("");
    expect(searchQuery("steel ".repeat(1000)).all.split("&").length).toBe(64);
  });
});
