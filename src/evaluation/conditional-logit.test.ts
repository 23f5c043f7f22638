import { expect, test } from "vitest";
import { choiceProbabilities, fitConditionalLogit } from "./conditional-logit.js";

test("learns which feature tells the right one, and how often", () => {
  const good = Float64Array.of(1, 0);
  const bad = Float64Array.of(0, 1);
  const choices = Array.from({ length: 100 }, (_, at) => ({ vectors: [good, bad], right: [at < 80 ? 0 : 1] }));
  const weights = fitConditionalLogit(choices, new Float64Array(2));
  expect(choiceProbabilities([good, bad], weights)[0]).toBeCloseTo(0.8, 1);
});
