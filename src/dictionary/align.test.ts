import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, differences } from "./align.js";

/** Few different words, so that there is something to align. */
const words = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 });

function applied(a: readonly number[], b: readonly number[], blocks: readonly Block[]): number[] {
  const out: number[] = [];
  let at = 0;
  for (const block of blocks) {
    out.push(...a.slice(at, block.aStart), ...b.slice(block.bStart, block.bEnd));
    at = block.aEnd;
  }
  return [...out, ...a.slice(at)];
}

function size(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.aEnd - block.aStart + block.bEnd - block.bStart, 0);
}

/** Fewest insertions and deletions, by the textbook table. */
function distance(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(a[i - 1] === b[j - 1] ? row[j - 1]! : 1 + Math.min(row[j]!, next[j - 1]!));
    }
    row = next;
  }
  return row[b.length]!;
}

describe("differences", () => {
  test("carried out on a they give b, in the fewest insertions and deletions", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const blocks = differences(a, b, 100)!;
        expect(applied(a, b, blocks)).toEqual(b);
        expect(size(blocks)).toBe(distance(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  test("blocks are in order, apart from one another, and both sides keep step between them", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        let aAt = 0;
        let bAt = 0;
        differences(a, b, 100)!.forEach((block, at) => {
          if (at > 0) expect(block.aStart).toBeGreaterThan(aAt);
          expect(a.slice(aAt, block.aStart)).toEqual(b.slice(bAt, block.bStart));
          expect(block.aEnd - block.aStart + block.bEnd - block.bStart).toBeGreaterThan(0);
          aAt = block.aEnd;
          bAt = block.bEnd;
        });
        expect(a.slice(aAt)).toEqual(b.slice(bAt));
      }),
      { numRuns: 1000 },
    );
  });

  test("gives up just when more edits are needed than allowed", () => {
    fc.assert(
      fc.property(words, words, fc.integer({ min: 0, max: 24 }), (a, b, most) => {
        expect(differences(a, b, most) === null).toBe(distance(a, b) > most);
      }),
      { numRuns: 1000 },
    );
  });

  test("equal sequences have none, and an empty side is one block", () => {
    expect(differences([1, 2], [1, 2], 0)).toEqual([]);
    expect(differences([], [], 0)).toEqual([]);
    expect(differences([], [1, 2], 5)).toEqual([{ aStart: 0, aEnd: 0, bStart: 0, bEnd: 2 }]);
    expect(differences([1, 2], [], 5)).toEqual([{ aStart: 0, aEnd: 2, bStart: 0, bEnd: 0 }]);
  });
});
