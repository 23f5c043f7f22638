import { expect, it } from "vitest";
import { parseGlob } from "./glob.js";

it.each([
  ["in/*.xml", "in", ["a.xml"], ["b/a.xml", "a.xmlx", ".a.xml", "axml"]],
  ["in/**/*.xml", "in", ["a.xml", "b/a.xml", "b/c/a.xml"], ["a.txt", "b/.a.xml"]],
  ["/data/*/f?.{json,csv}", "/data", ["x/f1.json", "y/f2.csv"], ["x/f.json", "x/y/f1.json"]],
  ["[ab]+/x[!0-9](1).txt", ".", ["a+/xy(1).txt"], ["c+/xy(1).txt", "a+/x1(1).txt", "aa/xy(1).txt"]],
  ["in/**", "in", ["a", "b/c"], []],
])("%s", (pattern, base, inside, outside) => {
  const glob = parseGlob(pattern)!;
  expect(glob.base).toBe(base);
  for (const path of inside) expect(glob.matches(path), path).toBe(true);
  for (const path of outside) expect(glob.matches(path), path).toBe(false);
});

it("is none without wildcards", () => {
  expect(parseGlob("in/a+b.txt")).toBeUndefined();
});
