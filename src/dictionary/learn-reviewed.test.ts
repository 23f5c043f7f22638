import { describe, expect, test } from "vitest";
import { parseCurated } from "./curated.js";
import { type DecidedPair, learnReviewed } from "./learn-reviewed.js";
import { lintCurated } from "./lint.js";

const NEW = { file: "my.yaml", family: "mine", title: "what we decided" };

function pair(spun: string, original: string, accepted: number, rejected = 0, keeps: string[] = []): DecidedPair {
  return { spun, original, accepted, rejected, repairs: [], keeps };
}

const FILE = `# unspin dictionary 1
# Ours.
family: mine
title: "house list"
entries:
  # A metal is no steel.
  - spun: metal
    original: steel
    keep: 0.4
    source: "seen on two sites"
    unless: ["heavy metal"]
    keeps:
      - "Gold is a metal."
  - spun: mill worker
    originals: [{ text: miller, weight: 2 }, { text: mill hand, weight: 1 }]
    source: "seen once"
`;

describe("learnReviewed", () => {
  test("makes a file of accepted pairs, sorted, with the share that is left alone", () => {
    const pairs = [pair("metal", "steel", 6), pair("commerce struggle", "trade war", 1), pair("gold", "tin", 0, 2)];
    const { text, added, changed, leftOut } = learnReviewed(undefined, pairs, NEW);
    expect({ added, changed, leftOut }).toEqual({ added: 2, changed: 0, leftOut: 1 });
    const { family, title, entries } = parseCurated(text, "my.yaml");
    expect({ family, title }).toEqual({ family: "mine", title: "what we decided" });
    expect(entries.map(({ spun, originals, keep }) => [spun, originals[0]!.text, keep])).toEqual([
      ["commerce struggle", "trade war", 0.2],
      ["metal", "steel", 0.08],
    ]);
  });

  test("raises and lowers entries that are there, and leaves the rest of the file as it is", () => {
    const pairs = [pair("metal", "steel", 0, 4, ["The metal fair opened."]), pair("mill worker", "mill hand", 3)];
    const { text, added, changed } = learnReviewed(FILE, pairs, NEW);
    expect({ added, changed }).toEqual({ added: 0, changed: 2 });
    const [metal, worker] = parseCurated(text, "my.yaml").entries;
    expect(metal).toMatchObject({ keep: 0.8, unless: ["heavy metal"] });
    expect(metal!.source).toBe("seen on two sites; review: 0 accepted, 4 rejected");
    expect(metal!.keeps.map(({ sentence }) => sentence)).toEqual(["Gold is a metal.", "The metal fair opened."]);
    expect(worker!.originals).toEqual([
      { text: "miller", weight: 2 },
      { text: "mill hand", weight: 4 },
    ]);
    expect(worker!.keep).toBeLessThan(0.3);
    expect(text).toContain("# Ours.\n");
    expect(text).toContain("  # A metal is no steel.\n  - spun: metal\n");
  });

  test("learns nothing from the same decisions again, and only what is new from more", () => {
    const first = learnReviewed(FILE, [pair("metal", "steel", 2)], NEW).text;
    expect(learnReviewed(first, [pair("metal", "steel", 2)], NEW)).toMatchObject({ text: first, changed: 0 });
    const more = learnReviewed(first, [pair("metal", "steel", 3)], NEW).text;
    expect(parseCurated(more, "my.yaml").entries[0]!.source).toBe("seen on two sites; review: 3 accepted, 0 rejected");
  });

  test("gives several wordings their weights, and marks damaged facts", () => {
    const { text } = learnReviewed(
      undefined,
      [pair("post", "job", 3), pair("post", "mail", 1), pair("hundreds", "thousands", 1)],
      NEW,
    );
    const entries = parseCurated(text, "my.yaml").entries;
    expect(entries[0]).toMatchObject({ spun: "hundreds", restoresFact: true });
    expect(entries[1]!.originals).toEqual([
      { text: "job", weight: 3 },
      { text: "mail", weight: 1 },
    ]);
  });

  test("takes examples for entries that it makes or has, each once, and learns nothing else with them", () => {
    const bare = [pair("metal", "steel", 2), pair("commerce struggle", "trade war", 1)];
    const first = learnReviewed(FILE, bare, NEW).text;
    const repairs = [["The metal mill closed.", "The steel mill closed."]] as const;
    const shown = [
      { ...bare[0]!, repairs, keeps: ["Gold is a metal."] },
      { ...bare[1]!, repairs: [["A commerce struggle began.", "A trade war began."]] as const },
    ];
    const { text, added, changed } = learnReviewed(first, shown, NEW);
    expect({ added, changed }).toEqual({ added: 0, changed: 2 });
    const [before, after] = [first, text].map((each) => parseCurated(each, "my.yaml").entries);
    expect(after!.map(({ originals, keep, source }) => ({ originals, keep, source }))).toEqual(
      before!.map(({ originals, keep, source }) => ({ originals, keep, source })),
    );
    const metal = after!.find(({ spun }) => spun === "metal")!;
    expect(metal.repairs.map(({ spun, original }) => [spun, original])).toEqual(repairs);
    expect(metal.keeps.map(({ sentence }) => sentence)).toEqual(["Gold is a metal."]);
    expect(learnReviewed(text, shown, NEW)).toMatchObject({ text, added: 0, changed: 0 });
    const made = learnReviewed(undefined, shown, NEW).text;
    expect(parseCurated(made, "my.yaml").entries.map(({ spun, repairs: own }) => [spun, own.length])).toEqual([
      ["commerce struggle", 1],
      ["metal", 1],
    ]);
  });

  test("leaves out what is longer than any look-up, counted as the engine counts", () => {
    const long = pair("one, two, three, four", "many", 1);
    expect(learnReviewed(undefined, [long], NEW)).toMatchObject({ added: 0, leftOut: 1 });
  });

  test("makes files that lint has no complaint about, only advice", () => {
    const swaps = [pair("home", "house", 2), pair("house", "home", 1), pair("metal", "steel", 1)];
    const { text } = learnReviewed(undefined, swaps, NEW);
    const problems = lintCurated(parseCurated(text, "my.yaml"));
    expect(problems.map(({ rule, isAdvice }) => [rule, isAdvice])).toEqual([
      ["examples", true],
      ["cycle", true],
    ]);
    expect(problems[0]!.message).toContain('"home" and 2 more: learned in review, without examples.');
  });
});
