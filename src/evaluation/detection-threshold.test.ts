import fc from "fast-check";
import { expect, test } from "vitest";
import { addCounts, detectionAt, type Scored, thresholdFor } from "./detection-threshold.js";

const scored = (...scores: number[]): Scored[] => scores.map((score) => ({ score, spun: score >= 0.5 }));

test("the threshold lets through no more of the fitted texts than asked for, and is the least that does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(0, 0.1, 0.25, 0.5),
      (scores, share) => {
        const threshold = thresholdFor(scored(...scores), share);
        const above = (limit: number) => scores.filter((score) => score > limit).length / scores.length;
        expect(above(threshold)).toBeLessThanOrEqual(share);
        expect(above(threshold - 1)).toBeGreaterThan(share);
      },
    ),
  );
});

test("texts are found above the threshold, and false alarms counted on the other half", () => {
  const clean = { fitted: scored(0, 0.1, 0.2, 0.3), checked: scored(0, 0.3, 0.35, 0.6) };
  expect(detectionAt(scored(0.25, 0.3, 0.31, 0.9), clean, 0.2)).toEqual({
    garbled: 4,
    found: 2,
    foundByVerdict: 1,
    clean: 4,
    falseAlarms: 2,
    falseByVerdict: 1,
  });
});

test("a score that clean texts share is not found: ties speak for the text", () => {
  const clean = { fitted: scored(0, 0, 0, 0), checked: scored(0, 0) };
  const counts = detectionAt(scored(0, 0, 0.1), clean, 0.005);
  expect(counts.found).toBe(1);
  expect(counts.falseAlarms).toBe(0);
});

test("counts add up", () => {
  const one = detectionAt(scored(1), { fitted: scored(0), checked: scored(0, 1) }, 0);
  expect(addCounts([one, one, one])).toEqual({
    garbled: 3,
    found: 3,
    foundByVerdict: 3,
    clean: 6,
    falseAlarms: 3,
    falseByVerdict: 3,
  });
});
