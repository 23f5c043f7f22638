import { describe, expect, test } from "vitest";
import { fitLogistic, type LogisticCase, logistic } from "./logistic.js";
import { createRandom } from "./random.js";

describe("fitLogistic", () => {
  test("with a bias alone gives the weighted share as log odds", () => {
    const cases: LogisticCase[] = [
      { features: [1], right: true, weight: 3 },
      { features: [1], right: false, weight: 1 },
    ];
    const [bias] = fitLogistic(cases);
    expect(Math.abs(bias! - Math.log(3))).toBeLessThan(0.01);
  });

  test("finds the coefficients that cases were drawn by", () => {
    const truth = [0.5, 1.2, -0.8];
    const random = createRandom(5);
    const cases = Array.from({ length: 20_000 }, (): LogisticCase => {
      const features = [1, 4 * random() - 2, 4 * random() - 2];
      return { features, right: random() < logistic(truth, features), weight: 1 };
    });
    const found = fitLogistic(cases);
    // Standard errors are about .02 to .03 here.
    truth.forEach((value, at) => {
      expect(Math.abs(found[at]! - value)).toBeLessThan(0.1);
    });
  });

  test("stays finite when one feature tells all, and with no case at all", () => {
    const cases = [-2, -1, 1, 2].map((x): LogisticCase => ({ features: [1, x], right: x > 0, weight: 1 }));
    const found = fitLogistic(cases);
    expect(found.every(Number.isFinite)).toBe(true);
    expect(logistic(found, [1, 1])).toBeGreaterThan(0.95);
    expect(fitLogistic([])).toEqual([]);
  });

  test("a weight counts as so many cases", () => {
    const at = (x: number, right: boolean, weight: number): LogisticCase => ({ features: [1, x], right, weight });
    const weighted = fitLogistic([at(0, true, 1), at(0, false, 2), at(1, true, 3), at(1, false, 1)]);
    const repeated = fitLogistic([
      at(0, true, 1),
      at(0, false, 1),
      at(0, false, 1),
      ...[1, 2, 3].map(() => at(1, true, 1)),
      at(1, false, 1),
    ]);
    weighted.forEach((value, index) => {
      expect(value).toBeCloseTo(repeated[index]!, 6);
    });
  });
});
