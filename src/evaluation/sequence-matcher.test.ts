import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "./random.js";
import { type Opcode, opcodes } from "./sequence-matcher.js";

const short = (ops: readonly Opcode[]) =>
  ops.map(({ tag, aStart, aEnd, bStart, bEnd }) => `${tag} ${aStart}:${aEnd} ${bStart}:${bEnd}`);

const letters = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 24 });

describe("opcodes", () => {
  test("name what was kept, replaced, deleted and inserted", () => {
    const [a, b] = ["the old mill by the river", "an old mill stood by river"].map((text) => text.split(" "));
    expect(short(opcodes(a!, b!))).toEqual([
      "replace 0:1 0:1",
      "equal 1:3 1:3",
      "insert 3:3 3:4",
      "equal 3:4 4:5",
      "delete 4:5 5:5",
      "equal 5:6 5:6",
    ]);
  });

  test("take the earliest of several blocks of the same length, in a before in b", () => {
    expect(short(opcodes(["x", "y"], ["y", "x"]))).toEqual(["insert 0:0 0:1", "equal 0:1 1:2", "delete 1:2 2:2"]);
    expect(short(opcodes(["x"], ["x", "z", "x"]))).toEqual(["equal 0:1 0:1", "insert 1:1 1:3"]);
  });

  test("handle empty, equal and wholly different sequences, and numbers", () => {
    expect(opcodes([], [])).toEqual([]);
    expect(short(opcodes([], [1, 2]))).toEqual(["insert 0:0 0:2"]);
    expect(short(opcodes([1, 2], []))).toEqual(["delete 0:2 0:0"]);
    expect(short(opcodes([1, 2], [1, 2]))).toEqual(["equal 0:2 0:2"]);
    expect(short(opcodes([1, 2], [3]))).toEqual(["replace 0:2 0:1"]);
  });

  test("cover both sequences without a gap, and equal parts are equal", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        let [i, j] = [0, 0];
        for (const op of opcodes(a, b)) {
          expect([op.aStart, op.bStart]).toEqual([i, j]);
          [i, j] = [op.aEnd, op.bEnd];
          const same = a.slice(op.aStart, op.aEnd).join() === b.slice(op.bStart, op.bEnd).join();
          expect(same).toBe(op.tag === "equal");
        }
        expect([i, j]).toEqual([a.length, b.length]);
      }),
    );
  });

  test("are those of Python's difflib, ties included", ({ skip }) => {
    const random = createRandom(7);
    const sequence = (size: number, symbols: number) =>
      Array.from({ length: Math.floor(random() * size) }, () => String(Math.floor(random() * symbols)));
    const pairs = Array.from(
      { length: 600 },
      (_, n) => [sequence(60, 2 + (n % 9)), sequence(60, 2 + (n % 9))] as const,
    );
    const script = [
      "import json, sys, difflib",
      "pairs = json.load(sys.stdin)",
      "print(json.dumps([difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes() for a, b in pairs]))",
    ].join("\n");
    const python = spawnSync("python3", ["-c", script], { input: JSON.stringify(pairs), encoding: "utf8" });
    if (python.error !== undefined) {
      process.stderr.write("sequence-matcher.test.ts: not compared with difflib: python3 is not installed\n");
      return skip("python3 is not installed");
    }
    expect(python.stderr).toBe("");
    const expected = JSON.parse(python.stdout) as unknown[];
    const got = pairs.map(([a, b]) => opcodes(a, b).map((op) => [op.tag, op.aStart, op.aEnd, op.bStart, op.bEnd]));
    expect(got).toEqual(expected);
  });

  test("of two documents of 1,500 tokens take well under 50 ms", () => {
    const random = createRandom(3);
    // Squaring makes a few symbols very frequent, as in text, which is what the algorithm is slow on.
    const a = Array.from({ length: 1500 }, () => `w${Math.floor(random() ** 3 * 600)}`);
    const b = a.map((word) => (random() < 0.25 ? `v${Math.floor(random() * 600)}` : word));
    const times = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      opcodes(a, b);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
