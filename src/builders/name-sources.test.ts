import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { NameKind } from "../names/gazetteer.js";
import { builtIn } from "../resources.js";
import { mergedNames, nameWords, ownNames } from "./name-sources.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a name's words", () => {
  test.each([
    ["The Bank of Ghana", ["Bank", "of", "Ghana"]],
    ["Marks & Spencer", ["Marks", "&", "Spencer"]],
    ["King’s College", ["King", "'s", "College"]],
    ["Acme Steel Co.", ["Acme", "Steel", "Co"]],
    ["Game 7", ["Game", "7"]],
  ])("%s", (text, words) => {
    expect(nameWords(text, 2)).toEqual(words);
  });

  test.each(["Ghana", "bank of Ghana", "Bank of", "Mountain unicycling", "BANKING NEWS", "Accra, Ghana", "of Ghana's"])(
    "%s is no name of several words",
    (text) => {
      expect(nameWords(text, 2)).toBeNull();
    },
  );
});

test("names of several lists count together, and stay listed", () => {
  const words = ["Bank", "of", "Ghana"];
  const merged = mergedNames([
    { words, count: 4, kind: 0 },
    { words: ["Ghana", "Rail"], count: 1, kind: 0 },
    { words, count: 6, kind: NameKind.Listed, short: "BoG" },
  ]);
  expect(merged).toContainEqual({ words, count: 10, kind: NameKind.Listed, short: "BoG" });
  expect(merged).toHaveLength(2);
});

describe("our own list", () => {
  test("is read whole: every line is a name, none twice", () => {
    const names = ownNames(builtIn("names.txt")).map(({ words }) => words.join(" "));
    expect(names.length).toBeGreaterThan(1000);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test("names the line that is no name", () => {
    const path = join(folder, "names.txt");
    writeFileSync(path, "# comment\nBank of Ghana\tBoG\n\nbank of nothing\n");
    expect(() => ownNames(path)).toThrow(/names\.txt:4: "bank of nothing" is no name/);
    writeFileSync(path, "Bank of Ghana\tBoG\nMay\n");
    expect(ownNames(path)).toMatchObject([
      { words: ["Bank", "of", "Ghana"], kind: NameKind.Listed, short: "BoG" },
      { words: ["May"], kind: NameKind.Calendar },
    ]);
  });
});
