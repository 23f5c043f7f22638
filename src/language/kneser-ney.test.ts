import { expect, test } from "vitest";
import { CountsOfCounts, discountOf } from "./kneser-ney.js";

function counts(n1: number, n2: number, n3: number, n4: number, more = 0): CountsOfCounts {
  const all = new CountsOfCounts();
  [n1, n2, n3, n4, more].forEach((times, at) => {
    for (let i = 0; i < times; i++) all.add(at + 1);
  });
  return all;
}

test("discounts are those of the paper", () => {
  // Y = 10 / (10 + 2·4) = 5/9; D1 = 1 - 2·5/9·4/10, D2 = 2 - 3·5/9·2/4, D3+ = 3 - 4·5/9·1/2. Counts above 4 do not matter.
  const { d1, d2, d3 } = counts(10, 4, 2, 1, 7).discounts();
  expect(d1).toBeCloseTo(5 / 9, 12);
  expect(d2).toBeCloseTo(7 / 6, 12);
  expect(d3).toBeCloseTo(17 / 9, 12);
});

test("where a class is empty or a discount falls outside (0, k], Y stands in, and 1/2 where there is no Y", () => {
  // Y = 1/3. D2 = 2 - 3·1/3·4/1 < 0; no n4 for D3.
  for (const d of Object.values(counts(1, 1, 4, 0).discounts())) expect(d).toBeCloseTo(1 / 3, 12);
  expect(counts(0, 0, 0, 0).discounts()).toEqual({ d1: 0.5, d2: 0.5, d3: 0.5 });
});

test("counts of three and more share a discount", () => {
  const discounts = { d1: 0.1, d2: 0.2, d3: 0.3 };
  expect([1, 2, 3, 4, 1000].map((count) => discountOf(discounts, count))).toEqual([0.1, 0.2, 0.3, 0.3, 0.3]);
});
