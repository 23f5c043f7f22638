import fc from "fast-check";
import { expect, test } from "vitest";
import { Damage } from "./damage.js";
import { decodeRuns, encodeRun, NEW_RUN } from "./posting-runs.js";

const BLOCK = { first: 16_384, last: 32_767 };
const run = fc
  .uniqueArray(fc.integer({ min: BLOCK.first, max: BLOCK.last }), { minLength: 1, maxLength: 50 })
  .map((numbers) => numbers.sort((a, b) => a - b));

test("runs come back as they were joined", () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), (runs) => {
      const parts = runs.flatMap((one, at) =>
        at === 0 ? [encodeRun(one, BLOCK.first)] : [NEW_RUN, encodeRun(one, BLOCK.first)],
      );
      expect(decodeRuns(Buffer.concat(parts), BLOCK)).toEqual(runs);
    }),
  );
});

test("bytes that are no list are a damage, or a list of the block", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      try {
        for (const number of decodeRuns(bytes, BLOCK).flat())
          expect(number >= BLOCK.first && number <= BLOCK.last).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Damage);
      }
    }),
  );
  expect(() => decodeRuns(Uint8Array.of(0x81), BLOCK)).toThrow(Damage);
  expect(() => decodeRuns(Uint8Array.of(0xff, 0xff, 0x7f), BLOCK)).toThrow(Damage);
});
