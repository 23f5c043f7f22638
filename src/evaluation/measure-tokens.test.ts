import { describe, expect, test } from "vitest";
import { countWords, measureTokens } from "./measure-tokens.js";

describe("measureTokens", () => {
  test.each([
    ["Prices rose 3.5% to $1,204.50.", ["Prices", "rose", "3.5", "%", "to", "$", "1,204.50", "."]],
    ["The U.S. and the U.K.-based firm", ["The", "U.S.", "and", "the", "U.K.", "-", "based", "firm"]],
    ["Ask J. Doe.", ["Ask", "J.", "Doe", "."]],
    ["It ended.Then more", ["It", "ended", ".", "Then", "more"]],
    ["well-known “sailors’ knots” aren’t", ["well-known", '"', "sailors", "'", "knots", '"', "aren't"]],
    ["7 or 77 or 7th", ["7", "or", "77", "or", "7th"]],
    ["snake_case ½ x² Ⅳ", ["snake_case", "½", "x²", "Ⅳ"]],
    ["٣٤٫ naïve Ångström 東京", ["٣٤", "٫", "naïve", "Ångström", "東京"]],
    ["cafe\u0301 au lait", ["cafe", "\u0301", "au", "lait"]],
    ["a\u00a0b\u2009c\ufeffd\u001fe", ["a", "b", "c", "\ufeff", "d", "e"]],
    ["so 🎉 nice—really", ["so", "🎉", "nice", "—", "really"]],
    ["", []],
  ])("cuts %j as Python's re does", (text, tokens) => {
    expect(measureTokens(text)).toEqual(tokens);
  });
});

test("countWords counts words and figures, not signs", () => {
  expect(countWords("“Eleven boats, 12.5 km — all gone!”")).toBe(6);
});
