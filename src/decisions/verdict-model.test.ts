import { expect, test } from "vitest";
import { logitOf, VERDICT_FEATURES, VERDICT_WEIGHTS } from "./verdict-model.js";

const FEATURES = VERDICT_FEATURES.map(() => 0.5);

test("a weight for each feature, and one for what is always there", () => {
  expect(VERDICT_WEIGHTS).toHaveLength(VERDICT_FEATURES.length + 1);
});

test("of the same signs a short text must show more, and a text of any length something", () => {
  const logits = [20, 60, 120, 250, 400, 1000, 10_000].map((tokens) => logitOf(FEATURES, tokens, VERDICT_WEIGHTS));
  expect(logits).toEqual(logits.toSorted((a, b) => a - b));
  expect(logits.at(-1)).toBe(logits.at(-2));
  const nothing = VERDICT_FEATURES.map(() => 0);
  expect(logitOf(nothing, 1_000_000, VERDICT_WEIGHTS)).toBeLessThan(0);
});
