import { describe, expect, test } from "vitest";
import { addEntry } from "./add.js";
import { parseCurated } from "./curated.js";
import { curatedFamily, formPairs } from "./expand.js";
import { lintCurated } from "./lint.js";
import { DictionaryError } from "./problems.js";
import { selfTest } from "./selftest.js";

const HEAD = "# unspin dictionary 1\nfamily: t\ntitle: a tool for tests\nsource: seen in a test\nentries:\n";

const YEAR = `  - spun: calendar year
    original: year
    pos: noun
    match: inflected
    unless: [fiscal calendar year]
    repairs: [["The firm grew last calendar year.", "The firm grew last year."]]
    keeps: ["The fiscal calendar year ends in June."]
`;

const entry = (spun: string, original: string, more = "") =>
  `  - spun: ${spun}\n    original: ${original}\n${more}    repairs: [["It is ${spun} now.", "It is ${original} now."]]\n    keeps: ["So ${spun} it stays."]\n`;

function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DictionaryError) return error.message;
    throw error;
  }
  return "no error";
}

const lint = (body: string) =>
  lintCurated(parseCurated(HEAD + body, "t.yaml")).map((p) => `${p.line}:${p.column} ${p.rule}`);

describe("reading", () => {
  test("an entry with its defaults and position", () => {
    const file = parseCurated(HEAD + YEAR, "t.yaml");
    expect(file).toMatchObject({ family: "t", title: "a tool for tests" });
    expect(file.entries[0]).toMatchObject({
      spun: "calendar year",
      originals: [{ text: "year", weight: 1 }],
      keep: 0.3,
      inflected: true,
      restoresFact: false,
      source: "seen in a test",
      at: { line: 6, column: 11 },
    });
  });

  test.each([
    [HEAD.replace("dictionary 1", "dictionary 7") + YEAR, "t.yaml:1:1: version 7 is not known"],
    ["family: t\n", "t.yaml:1:1: the line `# unspin dictionary 1` is missing"],
    [HEAD + YEAR.replace("original: year", "original: 12"), "t.yaml:7:15: `entries.0.original`: "],
    [HEAD + YEAR.replace("original: year", "origin: year"), "t.yaml:7:5: `entries.0`: unknown key `origin`. Allowed"],
    [HEAD.replace("source:", "sources:") + YEAR, "t.yaml:4:1: the file: unknown key `sources`. Allowed keys: family"],
    [
      HEAD +
        entry("a", "b").replace("original: b", "originals: [{ text: b, weight: 1, weigh: 1 }, { text: c, weight: 1 }]"),
      "t.yaml:7:39: `entries.0.originals.0`: unknown key `weigh`. Allowed keys: text, weight",
    ],
    [HEAD + YEAR.replace("    original: year\n", ""), "either `original` or `originals`"],
    [HEAD + YEAR.replace("    pos: noun\n", ""), "t.yaml:8:12: `entries.0.match`: `match: inflected` needs"],
    [
      HEAD + YEAR.replace("calendar year\n", "'calendar  year'\n"),
      "t.yaml:6:11: `entries.0.spun`: must be words with one space",
    ],
    [HEAD + YEAR.replace("[fiscal", "[[fiscal"), "not YAML"],
    [`${HEAD}  []\n`, "t.yaml:6:3: `entries`: "],
  ])("shape error %#", (text, message) => {
    expect(errorOf(() => parseCurated(text, "t.yaml"))).toContain(message);
  });
});

test("aliases that unfold to something huge are refused, not followed", () => {
  const levels = Array.from({ length: 12 }, (_, at) =>
    at === 0
      ? "x0: &x0 [a, a, a, a, a, a, a, a, a]"
      : `x${at}: &x${at} [${Array(9)
          .fill(`*x${at - 1}`)
          .join(", ")}]`,
  );
  expect(() => parseCurated(`# unspin dictionary 1\n${levels.join("\n")}\n`, "bomb.yaml")).toThrow(DictionaryError);
});

describe("expanding", () => {
  test("a noun gives its plural, each form with its like", () => {
    const [first] = parseCurated(HEAD + YEAR, "t.yaml").entries;
    expect(formPairs(first!).map((pair) => `${pair.spun} -> ${pair.original}`)).toEqual([
      "calendar year -> year",
      "calendar years -> years",
    ]);
  });

  test("a verb gives all forms in both spellings", () => {
    const body = "  - { spun: journey, original: travel, pos: verb, match: inflected }\n";
    const [first] = parseCurated(HEAD + body, "t.yaml").entries;
    const pairs = formPairs(first!).map((pair) => `${pair.spun} -> ${pair.original}`);
    expect(pairs.toSorted()).toEqual(
      ["journey -> travel", "journeyed -> traveled", "journeyed -> travelled", "journeying -> traveling"]
        .concat("journeying -> travelling", "journeys -> travels")
        .toSorted(),
    );
  });

  test("probabilities of one original sum to at most 1, weights are relative, keep is the largest", () => {
    const body = `  - { spun: huge, original: big, keep: 0.1 }
  - { spun: large, original: big, keep: 0.6 }
  - { spun: large-scale, originals: [{ text: grand, weight: 4 }, { text: broad, weight: 1 }] }
`;
    const family = curatedFamily(parseCurated(HEAD + body, "t.yaml"));
    const view = family.substitutions.map((s) => [s.spun, s.original, s.probability, s.keep, s.count]);
    expect(view).toEqual([
      ["huge", "big", 0.5, 0.6, 0],
      ["large", "big", 0.5, 0.6, 0],
      ["large-scale", "grand", 1, 0.3, 0],
      ["large-scale", "broad", 0.25, 0.3, 0],
    ]);
  });

  test("an exact entry goes before what inflection gives", () => {
    const body = `  - { spun: calendar year, original: year, pos: noun, match: inflected }
  - { spun: calendar years, original: years, keep: 0.9 }
`;
    const family = curatedFamily(parseCurated(HEAD + body, "t.yaml"));
    expect(family.substitutions.map((s) => [s.original, s.probability, s.keep])).toEqual([
      ["year", 1, 0.3],
      ["years", 1, 0.9],
    ]);
  });
});

describe("lint", () => {
  test("a good file has nothing", () => {
    expect(lint(YEAR + entry("lorries", "trucks"))).toEqual([]);
  });

  test.each([
    [entry("b", "x") + entry("a", "y"), "10:11 unsorted"],
    [entry("a", "x") + entry("a", "x"), "10:11 duplicate"],
    [entry("a", "b") + entry("b", "a"), "10:11 cycle"],
    [entry("a", "a"), "6:11 identity"],
    [entry("one two three four five six seven", "1 2 3 4 5 6 7"), "6:11 length"],
    ["  - { spun: a, original: b, keeps: [a] }\n", "6:13 examples"],
    ["  - { spun: a, original: b, repairs: [[a, b]] }\n", "6:13 examples"],
    [entry("hundreds", "thousands"), "6:11 number"],
    [entry("ever", "never"), "6:11 negation"],
  ])("finds %#", (body, problem) => {
    expect(lint(body)).toEqual(expect.arrayContaining([problem]));
  });

  test.each([
    entry("12 months", "year"),
    entry("'2'", "two"),
    entry("1st", "first"),
    entry("hundreds", "thousands", "    fact: restored\n"),
    entry("a", "b", "    unless: [c]\n") + entry("b", "a"),
  ])("lets pass %#", (body) => {
    expect(lint(body)).toEqual([]);
  });

  test("a missing source", () => {
    const text = HEAD.replace("source: seen in a test\n", "") + entry("a", "b");
    expect(lintCurated(parseCurated(text, "t.yaml")).map((p) => p.rule)).toEqual(["source"]);
  });
});

describe("self-test", () => {
  const test1 = (body: string, repair?: (sentence: string) => string) =>
    selfTest(parseCurated(HEAD + body, "t.yaml"), repair).problems.map((p) => `${p.line}:${p.column} ${p.rule}`);

  test("examples that can fail pass, an inflected form and a/an included", () => {
    expect(test1(YEAR)).toEqual([]);
    expect(test1(YEAR.replace("last calendar year", "two calendar years").replace("last year", "two years"))).toEqual(
      [],
    );
    const plane = `  - spun: airplane
    original: plane
    repairs: [["An airplane landed.", "A plane landed."]]
    keeps: ["It is a model airplane."]
`;
    expect(test1(plane)).toEqual([]);
  });

  test.each([
    [YEAR.replace("last calendar year.", "last season."), "11:15 repairs"],
    [YEAR.replace('"The firm grew last year."', '"The firm shrank last year."'), "11:15 repairs"],
    [YEAR.replace("fiscal calendar year ends", "year ends"), "12:13 keeps"],
    [YEAR.replace("fiscal calendar year ends", "calendar yearbook ends"), "12:13 keeps"],
  ])("an example that cannot fail is found %#", (body, problem) => {
    expect(test1(body)).toEqual([problem]);
  });

  test("runs the repairer on both kinds", () => {
    const good = (sentence: string) => sentence.replace("last calendar year", "last year");
    expect(test1(YEAR, good)).toEqual([]);
    expect(test1(YEAR, (sentence) => sentence)).toEqual(["11:15 repairs"]);
    expect(test1(YEAR, (sentence) => sentence.replace("calendar ", ""))).toEqual(["12:13 keeps"]);
  });

  test("a repair may take other entries too, once there is a repairer to show it", () => {
    const both = YEAR.replace('"The firm grew last year."', '"The company grew last year."');
    const repair = (sentence: string) => sentence.replace("last calendar", "last").replace("firm", "company");
    expect(test1(both)).toEqual(["11:15 repairs"]);
    expect(test1(both, repair)).toEqual([]);
    expect(test1(both.replace("last year", "last season"), repair)).toEqual(["11:15 repairs"]);
  });
});

describe("adding", () => {
  const text = `${HEAD}  # about a\n${entry("a", "x")}  # about c\n${entry("c", "z")}`;

  test.each(["a", "b", "d"])("%s comes into its sorted place, comments stay", (spun) => {
    const added = addEntry(
      text,
      { spun, original: "y", repairs: [["It is so.", "It is: so."]], keeps: ["a: b"] },
      "t.yaml",
    );
    const spuns = parseCurated(added, "t.yaml").entries.map((e) => e.spun);
    expect(spuns).toEqual(["a", "c", spun].toSorted());
    expect(lintCurated(parseCurated(added, "t.yaml"))).toEqual([]);
    expect(added).toContain(`  # about a\n${entry("a", "x")}`);
    expect(added).toContain(`  # about c\n${entry("c", "z")}`);
    expect(added.length).toBeGreaterThan(text.length);
  });

  test("before everything, and in a file with another key after the entries", () => {
    const tail = `${text.replace("title: a tool for tests\n", "")}# the end\ntitle: at the end\n`;
    const added = addEntry(
      addEntry(tail, { spun: "1st", original: "first" }, "t.yaml"),
      { spun: "z", original: "y" },
      "t.yaml",
    );
    expect(parseCurated(added, "t.yaml").entries.map((e) => e.spun)).toEqual(["1st", "a", "c", "z"]);
    expect(added.endsWith("# the end\ntitle: at the end\n")).toBe(true);
  });

  test("Windows line ends are kept", () => {
    const added = addEntry(text.replaceAll("\n", "\r\n"), { spun: "b", original: "y" }, "t.yaml");
    expect(added.replaceAll("\r\n", "")).not.toContain("\n");
  });

  test("a duplicate is refused, with its place; a bad entry too", () => {
    expect(errorOf(() => addEntry(text, { spun: "c", original: "z" }, "t.yaml"))).toMatch(/^t\.yaml:12:11: .*already/);
    expect(errorOf(() => addEntry(text, { spun: "two  spaces", original: "z" }, "t.yaml"))).toContain("one space");
  });
});
