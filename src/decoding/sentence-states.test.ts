import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addLogs } from "./forward-backward.js";
import { sentenceStates } from "./sentence-states.js";

const STAY = 0.95;

/** Sums over all 2^n ways in which sentences may be clean (0) or spun (1). */
function bruteForce(gains: readonly number[]): { logOdds: number; spun: number[] } {
  const spun = gains.map(() => 0);
  let all = 0;
  let clean = 0;
  for (let way = 0; way < 1 << gains.length; way++) {
    let p = 0.5;
    gains.forEach((gain, at) => {
      const here = (way >> at) & 1;
      if (at > 0) p *= here === ((way >> (at - 1)) & 1) ? STAY : 1 - STAY;
      if (here === 1) p *= Math.exp(gain);
    });
    all += p;
    if (way === 0) clean = p;
    gains.forEach((_, at) => {
      if (((way >> at) & 1) === 1) spun[at]! += p;
    });
  }
  return { logOdds: Math.log(all / clean), spun: spun.map((p) => p / all) };
}

describe("sentenceStates", () => {
  test("is the sum over all ways to call sentences clean or spun", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -15, max: 15, noNaN: true }), { minLength: 1, maxLength: 8 }), (gains) => {
        const { logOdds, spun } = sentenceStates(gains);
        const expected = bruteForce(gains);
        expect(logOdds).toBeCloseTo(expected.logOdds, 8);
        gains.forEach((_, at) => {
          expect(spun[at]).toBeCloseTo(expected.spun[at]!, 8);
        });
      }),
      { numRuns: 500 },
    );
  });

  test("a weak sentence follows strong neighbours, and a clean half stays clean", () => {
    const { spun } = sentenceStates([12, 9, -1, 10, -14, -9, -11]);
    expect(spun[2]).toBeGreaterThan(0.9);
    expect(spun[5]).toBeLessThan(0.01);
  });

  test("no sentence, or gains beyond any float, give no NaN", () => {
    expect(sentenceStates([])).toMatchObject({ logOdds: 0 });
    const { logOdds, spun } = sentenceStates([-5000, 5000, -5000]);
    expect(logOdds).toBeGreaterThan(4000);
    expect([...spun].map(Math.round)).toEqual([0, 1, 0]);
  });
});

test("addLogs adds in logs, without overflow, also nothing to something", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -30, max: 30, noNaN: true }),
      fc.double({ min: -30, max: 30, noNaN: true }),
      (a, b) => {
        expect(addLogs(a, b)).toBeCloseTo(Math.log(Math.exp(a) + Math.exp(b)), 9);
      },
    ),
  );
  const nothing = Number.NEGATIVE_INFINITY;
  expect([addLogs(nothing, -3), addLogs(-3, nothing), addLogs(nothing, nothing)]).toEqual([-3, -3, nothing]);
  expect(addLogs(-1e5, -1e5)).toBeCloseTo(-1e5 + Math.LN2, 9);
});
