import { expect, test } from "vitest";
import { changedWords } from "./changed-words.js";

test.each([
  ["metal", "steel", 1],
  ["Related Press", "Associated Press", 1],
  ["in accordance with", "according to", 3],
  ["the town the", "the", 2],
  ["a a", "a", 1],
  ["", "the", 1],
  ["same words", "same  words", 0],
])("%j to %j changes %i words", (was, now, words) => {
  expect(changedWords(was, now)).toBe(words);
});
