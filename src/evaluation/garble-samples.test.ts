import { describe, expect, test } from "vitest";
import { garbleSamples, readSamples } from "./garble-samples.js";
import { scoreTexts } from "./score.js";

describe("samples/spun", () => {
  const made = garbleSamples();

  test("is what `npm run samples` makes of samples/clean", () => {
    const committed = readSamples("spun");
    expect(committed.map(({ name }) => name)).toEqual(made.map(({ name }) => name));
    for (const [at, { name, text }] of made.entries()) {
      expect(committed[at]!.text, `${name} is old. Run: npm run samples`).toBe(text);
    }
  });

  test("is garbled through and through, and comes out the same twice", () => {
    const clean = readSamples("clean");
    expect(made.length).toBeGreaterThanOrEqual(6);
    for (const [at, { name, text }] of made.entries()) {
      const { werBefore } = scoreTexts(text, text, clean[at]!.text);
      expect(werBefore, name).toBeGreaterThan(0.1);
      expect(werBefore, name).toBeLessThan(0.6);
    }
    expect(garbleSamples()).toEqual(made);
  });
});
