import { expect, test } from "vitest";
import { createNamedRandom, createRandom } from "./random.js";

const take = (random: () => number, size: number) => Array.from({ length: size }, random);

test("a seed gives the same numbers everywhere", () => {
  expect(take(createRandom(1), 3)).toEqual(take(createRandom(1 + 2 ** 32), 3));
  expect(take(createRandom(1), 3).map((x) => Math.floor(x * 2 ** 32))).toEqual([2693262067, 11749833, 2265367787]);
});

test("numbers are uniform in [0, 1), also the first of many seeds or names", () => {
  const samples = [
    take(createRandom(42), 20_000),
    Array.from({ length: 20_000 }, (_, seed) => createRandom(seed)()),
    Array.from({ length: 20_000 }, (_, seed) => createNamedRandom(seed, "steel")()),
    Array.from({ length: 20_000 }, (_, n) => createNamedRandom(5, `word ${n}`)()),
  ];
  for (const sample of samples) {
    const tenths = new Array<number>(10).fill(0);
    for (const x of sample) tenths[Math.floor(x * 10)]! += 1;
    // 2,000 are expected in each tenth; five standard deviations are 212.
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(212);
  }
});

test("names have numbers of their own", () => {
  expect(createNamedRandom(1, "steel")()).not.toBe(createNamedRandom(1, "steal")());
  expect(createNamedRandom(1, "steel")()).not.toBe(createNamedRandom(2, "steel")());
});
