import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, openEngine } from "./engine.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

test("quotation marks, spaces and a full stop around a phrase change nothing of its answer", () => {
  const bare = engine.trace("counterfeit consciousness").candidates;
  expect(bare[0]).toMatchObject({ original: "artificial intelligence", channel: "dictionary" });
  for (const phrase of [
    '"counterfeit consciousness"',
    "\u201ccounterfeit consciousness,\u201d",
    " counterfeit consciousness. ",
    "'counterfeit consciousness'?",
  ]) {
    expect(engine.trace(phrase), phrase).toEqual({ phrase, candidates: bare });
  }
});

test("an answer is sorted, names nothing twice, and never the phrase itself", () => {
  for (const phrase of [
    "Bosom Peril",
    "PROFOUND LEARNING",
    "big data.",
    "counterfeit \u{1f642} consciousness",
    "counterfeit-consciousness",
    "the of",
    "b\u00f3som\u00a0peril",
    "irregular timberland (RF)",
  ]) {
    const { candidates } = engine.trace(phrase);
    expect(candidates.length, phrase).toBeGreaterThanOrEqual(5);
    const wordings = candidates.map(({ original }) => original.toLowerCase());
    expect(new Set(wordings).size, phrase).toBe(wordings.length);
    expect(wordings, phrase).not.toContain(phrase.toLowerCase().replace(/\.$/, ""));
    const chances = candidates.map(({ probability }) => probability);
    expect(chances, phrase).toEqual([...chances].sort((a, b) => b - a));
    expect(
      chances.reduce((sum, chance) => sum + chance, 0),
      phrase,
    ).toBeLessThan(1.001);
  }
});

test("what holds no word has no candidates, and what is too long to be a phrase neither", () => {
  for (const phrase of [
    "",
    " ",
    "\t",
    '"',
    "--",
    "\u{1f642}",
    "\ud800",
    "1234",
    "x".repeat(10_000),
    "bosom peril ".repeat(900),
  ]) {
    expect(engine.trace(phrase)).toEqual({ phrase, candidates: [] });
  }
});
