import { describe, expect, test } from "vitest";
import type { Entry } from "../dictionary/compile.js";
import { readTokens } from "../tokens/reading.js";
import { partOfSpeechGuard } from "./part-of-speech.js";

/** What the guard says of a phrase of a text, for a rule that wants this part of speech. */
function objection(text: string, was: string, pos: Entry["pos"]): string | undefined {
  const { tokens, sentences } = readTokens(text);
  const entry = { ...(pos !== undefined && { pos }) } as Entry;
  return partOfSpeechGuard(tokens, sentences)({ start: text.indexOf(was), was, entry });
}

describe("partOfSpeechGuard", () => {
  const TALKS = "The talks ended. They want to visit the mill after a short visit to the town.";

  test("objects to a word of another kind, in plain words", () => {
    expect(objection(TALKS, "visit the", "verb")).toBeUndefined();
    expect(objection(TALKS, "visit to", "verb")).toBe("the word is a noun here, the rule wants a verb");
    expect(objection(TALKS, "short", "adverb")).toBe("the word is an adjective here, the rule wants an adverb");
  });

  test("a rule without a part of speech holds anywhere", () => {
    expect(objection(TALKS, "visit to", undefined)).toBeUndefined();
  });

  test("asks a noun phrase by its head, another phrase by its first word", () => {
    const text = "It was a long and difficult drive over the pass.";
    expect(objection(text, "difficult drive", "noun")).toBeUndefined();
    expect(objection(text, "difficult drive", "verb")).toBe("the word is an adjective here, the rule wants a verb");
  });

  test("says nothing of names and headlines, but of a sentence's first word it does", () => {
    expect(objection("We saw the Quick Visit band.", "Visit", "verb")).toBeUndefined();
    expect(objection("Gladly they paid.", "Gladly", "verb")).toBe("the word is an adverb here, the rule wants a verb");
  });
});
