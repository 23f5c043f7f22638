import { describe, expect, test } from "vitest";
import { renderPlainMarkdown, renderPlainText } from "./plain-table.js";
import { createRandom } from "./random.js";
import {
  atThreshold,
  calibrationError,
  modesTable,
  reliabilityBins,
  reliabilityTable,
  type Stated,
} from "./reliability.js";
import { spreadOf } from "./repeated.js";

const stated: Stated[] = [
  { probability: 0.95, right: true },
  { probability: 0.91, right: true },
  { probability: 1, right: false },
  { probability: 0.2, right: false },
];

describe("reliability", () => {
  test("bins hold the mean of what was stated beside what was right", () => {
    const bins = reliabilityBins(stated);
    expect(bins).toHaveLength(10);
    expect(bins[9]!.weight).toBe(3);
    expect(bins[9]!.stated).toBeCloseTo(2.86 / 3, 12);
    expect(bins[9]!.right).toBeCloseTo(2 / 3, 12);
    expect(bins[2]).toEqual({ weight: 1, stated: 0.2, right: 0 });
    expect(bins[5]).toEqual({ weight: 0, stated: 0, right: 0 });
  });

  test("the error is the mean distance, by weight", () => {
    expect(calibrationError(stated)).toBeCloseTo((3 * (2.86 / 3 - 2 / 3) + 0.2) / 4, 12);
    expect(calibrationError([])).toBe(0);
    const heavy: Stated[] = [
      { probability: 0.8, right: true, weight: 8 },
      { probability: 0.8, right: false, weight: 2 },
    ];
    expect(calibrationError(heavy)).toBeCloseTo(0, 12);
  });

  test("is near 0 for what comes true as often as stated, and large for what does not", () => {
    const random = createRandom(11);
    const honest = Array.from({ length: 20_000 }, (): Stated => {
      const probability = random();
      return { probability, right: random() < probability };
    });
    expect(calibrationError(honest)).toBeLessThan(0.02);
    expect(calibrationError(honest.map(({ right }) => ({ probability: 0.9, right })))).toBeGreaterThan(0.3);
  });

  test("a threshold keeps what reaches it", () => {
    expect(atThreshold(stated, 0.95)).toEqual({ precision: 0.5, coverage: 0.5 });
    expect(atThreshold(stated, 0)).toEqual({ precision: 0.5, coverage: 1 });
    expect(atThreshold([], 0.5)).toEqual({ precision: 1, coverage: 0 });
  });

  test("the tables have as many cells in every row", () => {
    const sets = [
      { set: "one", stated },
      { set: "none", stated: [] },
    ];
    for (const table of [reliabilityTable(sets), modesTable(sets)]) {
      for (const row of table.rows) expect(row).toHaveLength(table.head.length);
      const lines = renderPlainText(table).trimEnd().split("\n").slice(1);
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
      expect(renderPlainMarkdown(table)).toContain(`| ${table.head.join(" | ")} |`);
    }
    expect(modesTable(sets).rows[0]!.slice(0, 2)).toEqual(["one", "4"]);
  });
});

test("spreadOf gives the middle of what it is given", () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, least: 1, most: 4 });
});
