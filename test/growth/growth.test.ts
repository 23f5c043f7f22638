import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { CountedGrowth } from "../../src/evaluation/count-growth.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * So many times the operations at the smallest size, at ten and at a hundred times that. What is flat varies by three in a hundred, since
 * one text is not the other; a logarithm of a hundred would be twice one of ten, and one quadratic loop over the words makes it dozens.
 */
const FLAT = 1.1;
/** One part in some dozens of a long clean document has a stretch that makes the engine look closer. */
const CLEAN = 1.6;
/** With a word on each line, short documents are read once less. */
const LINES = 1.5;

/** Operations, not seconds: each block of code that ran, counted in a process of its own. */
function counted(...args: readonly string[]): Map<string, CountedGrowth[]> {
  const output = execFileSync(process.execPath, ["dist/evaluation/count-growth.js", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const growth = new Map<string, CountedGrowth[]>();
  for (const line of output.trimEnd().split("\n")) {
    const one = JSON.parse(line) as CountedGrowth;
    growth.set(one.what, [...(growth.get(one.what) ?? []), one]);
  }
  return growth;
}

/** Which sizes cost more for each word than the bound says, and where; empty when all is well. */
function beyond(growth: readonly CountedGrowth[], bound: number): string[] {
  const [first, ...larger] = growth;
  return larger
    .filter(({ each }) => each > bound * first!.each)
    .map(({ size, each, most }) => {
      const before = new Map(first!.most);
      const grown = most.map(([place, now]) => [place, now - (before.get(place) ?? 0)] as const);
      const worst = grown.sort(([, a], [, b]) => b - a).slice(0, 5);
      const places = worst.map(([place, more]) => `${place} ${more.toFixed(1)}`).join(", ");
      return `${size}: ${each.toFixed(0)} operations each instead of ${first!.each.toFixed(0)}; more of ${places}`;
    });
}

// No time counts here: a busy machine may take as long as it likes.
describe("operations for each word", { timeout: 600_000 }, () => {
  it.each([
    ["spun", FLAT],
    ["clean", CLEAN],
    ["lines", LINES],
  ] as const)("stay the same in documents (%s) of ten and a hundred times the length", (kind, bound) => {
    const growth = counted("documents", kind).get(kind)!;
    expect(growth).toHaveLength(3);
    expect(beyond(growth, bound)).toEqual([]);
  });

  it("stay the same with tables of ten and a hundred times the entries, and so does opening them for each entry", () => {
    const growth = counted("tables");
    expect(growth.get("repaired")).toHaveLength(3);
    expect(beyond(growth.get("repaired")!, FLAT)).toEqual([]);
    expect(beyond(growth.get("opened")!.slice(1), FLAT)).toEqual([]);
  });

  it("stay the same with reference stores of ten and a hundred times the articles, and so does adding for each article", () => {
    const growth = counted("stores");
    expect(growth.get("retrieved")).toHaveLength(3);
    expect(beyond(growth.get("retrieved")!, FLAT)).toEqual([]);
    expect(beyond(growth.get("added")!, FLAT)).toEqual([]);
  });
});
