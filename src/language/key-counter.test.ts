import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyCounter } from "./key-counter.js";
import { bigramKey, trigramKey } from "./kneser-ney.js";

let folder: string;
let counters = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-counter-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(counter: KeyCounter): [number, number][] {
  const found: [number, number][] = [];
  counter.forEach((key, count) => {
    found.push([key, count]);
  });
  return found;
}

const key = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  fc.constantFrom(0, 2 ** 48 - 1),
);

describe("KeyCounter", () => {
  test("counts as a Map does, in ascending order, however small its memory, and can be read again", () => {
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 300 }),
        fc.array(key, { maxLength: 50 }),
        fc.integer({ min: 1, max: 64 }),
        (keys, more, chunk) => {
          const counter = new KeyCounter(folder, `random-${counters++}`, chunk);
          const expected = new Map<number, number>();
          for (const one of keys) {
            counter.add(one);
            expected.set(one, (expected.get(one) ?? 0) + 1);
          }
          const sorted = () => [...expected].sort((a, b) => a[0] - b[0]);
          expect(read(counter)).toEqual(sorted());
          expect(read(counter)).toEqual(sorted());
          for (const one of more) {
            counter.add(one);
            expected.set(one, (expected.get(one) ?? 0) + 1);
          }
          expect(read(counter)).toEqual(sorted());
        },
      ),
      { numRuns: 100 },
    );
  });

  test("reads back runs that are longer than a block", () => {
    const counter = new KeyCounter(folder, "long", 100_000);
    for (let i = 0; i < 250_000; i++) counter.add((i * 7919) % 90_001);
    const found = read(counter);
    expect(found.length).toBe(90_001);
    expect(found.every(([at], place) => at === place)).toBe(true);
    expect(found.reduce((sum, [, count]) => sum + count, 0)).toBe(250_000);
    expect(readdirSync(folder).filter((name) => name.startsWith("long-")).length).toBe(3);
  });

  test("an empty counter has no keys", () => {
    expect(read(new KeyCounter(folder, "empty"))).toEqual([]);
  });
});

describe("n-gram keys", () => {
  test("are exact up to the last word id and sort as their words do", () => {
    const word = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(word, word, word, (u, v, w) => {
        const whole = trigramKey(u, v, w);
        expect(Number.isSafeInteger(whole)).toBe(true);
        expect([Math.floor(whole / 0x100000000), Math.floor(whole / 0x10000) % 0x10000, whole % 0x10000]).toEqual([
          u,
          v,
          w,
        ]);
        expect(whole % 0x100000000).toBe(bigramKey(v, w));
      }),
    );
  });
});
