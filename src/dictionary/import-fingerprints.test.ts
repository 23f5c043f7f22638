import { describe, expect, test } from "vitest";
import { expectedTerms, sentenceCase, withoutAbbreviation } from "./expected-terms.js";
import { importFingerprints } from "./import-fingerprints.js";
import { parseLearned, writeLearned } from "./learned.js";
import { DictionaryError } from "./problems.js";

const HEAD = "tortured\texpected\tpapers\tcontext_required\n";

describe("expected terms", () => {
  test.each<[string, string, string[]]>([
    ["back propagation (BP)", "", ["back propagation"]],
    ["[neural network] layer outputs", "", ["layer outputs"]],
    ["(mean) squared error", "", ["squared error"]],
    ["Brown(ian) motion", "", ["Brownian motion"]],
    ["image processing (?)", "", ["image processing"]],
    ["peripheral vision ?", "", ["peripheral vision"]],
    ["error system?", "", ["error system"]],
    ["(?)", "", []],
    ["??? (found in a paper)", "", []],
    ["solar ???", "", []],
    ["[?] countries", "", []],
    ["? value", "", []],
    ["-", "", []],
    ["Search and replace of cell -> mobile", "", []],
    ["older adults / seniors / elderly people?", "", ["older adults", "seniors", "elderly people"]],
    ["digital crime/cyber crime", "", ["digital crime", "cyber crime"]],
    ["fault detection/diagnosis", "", ["fault detection", "fault diagnosis"]],
    ["TCP/IP stack", "", ["TCP/IP stack"]],
    ["acid/base balance", "corrosive/base balance", ["acid/base balance"]],
    ["hydrofluoric acid or hydrogen fluoride", "", ["hydrofluoric acid", "hydrogen fluoride"]],
    ["productive or dry cough", "valuable or dry hack", ["productive or dry cough"]],
    ["social influence, see https://example.org/x", "", ["social influence"]],
    ["computing resources (see https://example.org/x)", "", ["computing resources"]],
    ['\\"No Free Lunch\\" theorem', "", ["No Free Lunch theorem"]],
    ["prior knowledge of [...]", "", ["prior knowledge of"]],
  ])("%s", (expected, tortured, terms) => {
    expect(expectedTerms(expected, tortured)).toEqual(terms);
  });

  test("an abbreviation that the tool left alone goes", () => {
    expect(withoutAbbreviation("huge information (bd)")).toBe("huge information");
    expect(withoutAbbreviation("(bd)")).toBe("(bd)");
  });

  test.each([
    ["Central Nervous System", "central nervous system"],
    ["Hidden Markov Model", "hidden Markov model"],
    ["gaussian noise", "Gaussian noise"],
    ["World Health Organization", "World Health Organization"],
    ["CRISPR activation", "CRISPR activation"],
    ["You Only LOOK Once", "you only look once"],
    ["Parkinson's disease", "Parkinson's disease"],
  ])("%s becomes %s", (term, running) => {
    expect(sentenceCase(["a nervous system", "the look of it", term])(term)).toBe(running);
  });
});

describe("importing", () => {
  test("shares of papers become probabilities; context and single words become guards", () => {
    const text = `${HEAD}huge information\tbig data\t29\t0\nlarge data\tBig Data (BD)\t9\t1\nunblended\tpure\t4\t0\n`;
    const { substitutions, dropped } = importFingerprints(text, "f.tsv");
    expect(dropped).toEqual([]);
    expect(substitutions).toEqual([
      { original: "big data", spun: "huge information", count: 29, probability: 29.5 / 39, keep: 0.5 },
      { original: "big data", spun: "large data", count: 9, probability: 9.5 / 39, keep: 0.5, guarded: true },
      { original: "pure", spun: "unblended", count: 4, probability: 1, keep: 0.5, guarded: true },
    ]);
  });

  test("several originals share the papers; what cannot be used is named", () => {
    const text = `${HEAD}blunder finding\tfault detection/diagnosis\t4\t0\nodd thing (x)\t(?)\t3\t0\n`;
    const { substitutions, dropped } = importFingerprints(text, "f.tsv");
    expect(substitutions.map((row) => [row.original, row.count])).toEqual([
      ["fault detection", 2],
      ["fault diagnosis", 2],
    ]);
    expect(dropped).toEqual([{ tortured: "odd thing (x)", expected: "(?)", reason: "the expected term is not known" }]);
  });

  test("the table it gives is one that can be read back", () => {
    const header = { family: "science", title: "t", madeBy: "m", from: ["f"], date: "2026-01-31" };
    const text = `${HEAD}huge information\tbig data\t29\t0\nlarge data\tbig data\t9\t1\n`;
    const { substitutions } = importFingerprints(text, "f.tsv");
    expect(parseLearned(writeLearned({ header, substitutions }), "s.tsv").substitutions).toHaveLength(2);
  });

  test("malformed rows are named with their line", () => {
    const bad = () => importFingerprints(`${HEAD}a\tb\t1\t0\nc\td\tmany\t0\ne\tf\t1\n`, "f.tsv");
    expect(bad).toThrow(DictionaryError);
    expect(bad).toThrow(/f\.tsv:3:1: .*\nf\.tsv:4:1: /);
    expect(() => importFingerprints("x\ty\n", "f.tsv")).toThrow('f.tsv:1:1: expected the columns "tortured expected');
  });
});
