import { expect, test } from "vitest";
import { inflectionKey, phraseWords } from "./words.js";

test("words come in lower case, without accents, hyphens apart", () => {
  expect(phraseWords("Hénon k-means, state-of- the art’s")).toEqual({
    words: ["henon", "k", "means", "state", "of", "the", "art's"],
    gaps: ["start", "space", "hyphen", "break", "hyphen", "break", "space"],
  });
});

test("inflected forms share a key; other words do not", () => {
  for (const forms of [
    ["study", "studies", "studied", "studying"],
    ["cluster", "clusters", "clustered", "clustering"],
    ["plan", "plans", "planned", "planning"],
    ["describe", "describes", "described", "describing"],
    ["image", "images", "imaged", "imaging"],
  ]) {
    expect(new Set(forms.map(inflectionKey)).size, forms.join(" ")).toBe(1);
  }
  expect(new Set(["deep", "profound", "plan", "string", "study"].map(inflectionKey)).size).toBe(5);
});
