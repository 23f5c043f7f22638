import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { lintCurated } from "./lint.js";
import { loadCurated, loadDictionary } from "./load.js";
import { describeProblem } from "./problems.js";
import { selfTest } from "./selftest.js";

const FOLDER = fileURLToPath(new URL("../../dictionaries/", import.meta.url));
const curated = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));

describe("the curated files that ship", () => {
  test.each(curated)("%s keeps every rule and its examples can fail", (name) => {
    const file = loadCurated(join(FOLDER, name));
    expect([...lintCurated(file), ...selfTest(file).problems].map(describeProblem)).toEqual([]);
    // A file that adds to a learned family is called after it: "a-leftovers" adds to "a".
    expect(name).toMatch(new RegExp(`^${file.family}(-[a-z]+)?\\.yaml$`));
  });

  test("cover the families seen on the web", () => {
    const families = curated.map((name) => loadCurated(join(FOLDER, name)));
    const seen = ["a", "b", "c", "d", "e", "f", "g", "h", "roundtrip", "science-words", "web"];
    expect([...new Set(families.map((file) => file.family))]).toEqual(seen);
    expect(families.reduce((sum, file) => sum + file.entries.length, 0)).toBeGreaterThan(5000);
  });

  test("give no original more than probability 1", () => {
    for (const name of curated) {
      const mass = new Map<string, number>();
      for (const { original, probability } of loadDictionary(join(FOLDER, name))[0]!.substitutions) {
        mass.set(original, (mass.get(original) ?? 0) + probability);
      }
      expect(Math.max(...mass.values())).toBeLessThanOrEqual(1.000001);
    }
  });
});

test("the science table holds the tortured phrases, guards and credit", () => {
  const [science] = loadDictionary(join(FOLDER, "science.tsv"));
  const pair = science?.substitutions.find(
    (row) => row.spun === "profound learning" && row.original === "deep learning",
  );
  expect(science?.id).toBe("science");
  expect(science?.substitutions.length).toBeGreaterThan(5000);
  expect(pair).toMatchObject({ count: 4353, guarded: true });
});
