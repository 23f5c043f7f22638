import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { garble, prepareTool } from "../evaluation/garble.js";
import { createRandom } from "../evaluation/random.js";
import type { Family, Substitution } from "./family.js";
import { type Learned, learnFamily, type ParallelText } from "./learn.js";
import { parseLearned, writeLearned } from "./learned.js";
import { tableSynonyms } from "./synonym-source.js";

/**
 * The table that the garbler works by: original, P(left alone), then each synonym with its probability. Several words on
 * either side, a word put in ("new" -> "brand new"), words left out, and a chain ("big" -> "large" -> "huge").
 */
const TABLE: readonly (readonly [string, number, Readonly<Record<string, number>>])[] = [
  ["said", 0, { mentioned: 0.6, stated: 0.4 }],
  ["people", 0, { individuals: 0.5, folks: 0.3, men: 0.2 }],
  ["company", 0, { firm: 0.7, corporation: 0.3 }],
  ["new", 0, { "brand new": 0.5, recent: 0.5 }],
  ["largest", 0, { biggest: 1 }],
  ["large", 0, { huge: 1 }],
  ["big", 0, { large: 1 }],
  ["countries", 0, { nations: 1 }],
  ["trade war", 0, { "commerce struggle": 1 }],
  ["trade", 0, { commerce: 0.5, business: 0.5 }],
  ["government", 0, { authorities: 0.6, "federal government": 0.4 }],
  ["last year", 0, { "final 12 months": 0.7, "closing year": 0.3 }],
  ["this year", 0, { "these 12 months": 1 }],
  ["years", 0, { "many years": 0.4, decades: 0.6 }],
  ["year", 0.5, { "12 months": 1 }],
  ["one of", 0, { "certainly one of": 0.5, "one among": 0.5 }],
  ["more than", 0, { "greater than": 0.6, over: 0.4 }],
  ["according to", 0, { "in response to": 0.7, "in line with": 0.3 }],
  ["children", 0, { kids: 0.7, youngsters: 0.3 }],
  ["drug", 0, { drugs: 0.5, medicine: 0.5 }],
  ["study", 0.3, { research: 0.6, examine: 0.4 }],
  ["report", 0.3, { document: 1 }],
  ["team", 0, { crew: 0.5, workforce: 0.5 }],
  ["mountains", 0, { hills: 1 }],
  ["bill", 0, { invoice: 0.8, "piece of legislation": 0.2 }],
  ["because", 0, { "as a result of": 0.6, since: 0.4 }],
  ["also", 0, { additionally: 1 }],
  ["however", 0, { nonetheless: 1 }],
  ["would be", 0, { "could be": 1 }],
  ["nearly", 0.2, { almost: 0.5, practically: 0.5 }],
  ["not", 0.9, { never: 1 }],
  ["steel", 0, { metal: 1 }],
  ["customers", 0, { clients: 0.6, prospects: 0.4 }],
  ["per cent", 0, { "%": 0.5, percent: 0.5 }],
  ["executive", 0, { government: 1 }],
  ["most of", 0, { "a lot of the": 0.5, many: 0.5 }],
  ["a few", 0, { some: 1 }],
  ["price", 0, { value: 0.7, worth: 0.3 }],
  ["next", 0, { subsequent: 1 }],
  ["another", 0, { "one other": 1 }],
];

const TRUTH: Family = {
  id: "toy",
  title: "A toy spinner",
  substitutions: TABLE.flatMap(([original, keep, choices]) =>
    Object.entries(choices).map(([spun, probability]) => ({ original, spun, probability, keep, count: 0 })),
  ),
};

const HEADER = { family: "few", title: "Few", madeBy: "a test", from: ["texts"], date: "2026-01-31" };

const SAMPLES = new URL("../../samples/clean/", import.meta.url);
const DOCUMENTS = 240;
const WORDS = 500;

/**
 * Nonsense with the words and the word pairs of the samples: each word is drawn from those that follow the word before it
 * there, so that a phrase meets ever new neighbours, as it does in much text.
 */
function nonsense(random: () => number, follows: ReadonlyMap<string, readonly string[]>): string {
  const words: string[] = [];
  let last = ".";
  while (words.length < WORDS) {
    const next = follows.get(last) ?? follows.get(".")!;
    last = next[Math.floor(random() * next.length)]!;
    words.push(last);
  }
  return words.join(" ").replace(/(?<=[.?!]) /g, "\n");
}

function followers(): Map<string, string[]> {
  const follows = new Map<string, string[]>();
  let last = ".";
  for (const name of readdirSync(SAMPLES)) {
    for (const word of readFileSync(new URL(name, SAMPLES), "utf8").split(/\s+/)) {
      follows.set(last, [...(follows.get(last) ?? []), word]);
      last = /[.?!]$/.test(word) ? "." : word;
    }
  }
  return follows;
}

function parallelTexts(): ParallelText[] {
  const follows = followers();
  const tool = prepareTool(TRUTH);
  const random = createRandom(7);
  return Array.from({ length: DOCUMENTS }, (_, seed) => {
    const original = nonsense(random, follows);
    return { original, spun: garble(tool, original, { seed }).text };
  });
}

/** Without case: a word that only ever begins sentences is learned as it stands there. */
const keyOf = (row: Pick<Substitution, "original" | "spun">) => `${row.original} -> ${row.spun}`.toLowerCase();

describe("a table learned from text that a known table garbled", () => {
  let learned: Learned;
  let rows: Map<string, Substitution>;
  /** Rows of the truth that the samples give a chance to show: their original occurs outside longer ones. */
  let shown: Substitution[];

  beforeAll(() => {
    const texts = parallelTexts();
    learned = learnFamily(texts, {
      id: "toy",
      title: "A toy spinner",
      minimumCount: 2,
      minimumRate: 0.05,
      evenChoice: 0,
    });
    rows = new Map(learned.family.substitutions.map((row) => [keyOf(row), row]));
    const seen = new Map<string, number>();
    const tool = prepareTool(TRUTH);
    texts.forEach(({ original }, seed) => {
      const pairs = new Set(
        garble(tool, original, { seed }).edits.map(({ was, now }) => `${was} -> ${now}`.toLowerCase()),
      );
      for (const pair of pairs) seen.set(pair, (seen.get(pair) ?? 0) + 1);
    });
    shown = TRUTH.substitutions.filter((row) => (seen.get(keyOf(row)) ?? 0) >= 10);
  });

  const because = () =>
    [
      `missing: ${shown
        .filter((row) => !rows.has(keyOf(row)))
        .map(keyOf)
        .join(", ")}`,
      `beyond: ${[...rows.keys()].filter((key) => !TRUTH.substitutions.some((row) => keyOf(row) === key)).join(", ")}`,
    ].join("\n");

  test("has nearly every row that was shown", () => {
    expect(shown.length).toBeGreaterThanOrEqual(55);
    const found = shown.filter((row) => rows.has(keyOf(row))).length;
    expect(found / shown.length, because()).toBeGreaterThanOrEqual(0.9);
  });

  test("has not many rows that are none: several swaps that met more than once, and swaps with a neighbour", () => {
    const known = new Set(TRUTH.substitutions.map(keyOf));
    const right = [...rows.keys()].filter((key) => known.has(key)).length;
    expect(right / rows.size, because()).toBeGreaterThanOrEqual(0.7);
  });

  test("has words put in, words left out, several words, and both links of a chain", () => {
    for (const key of [
      "new -> brand new",
      "one of -> certainly one of",
      "more than -> over",
      "trade war -> commerce struggle",
      "last year -> final 12 months",
      "because -> as a result of",
      "big -> large",
      "large -> huge",
    ]) {
      expect([...rows.keys()], because()).toContain(key);
    }
  });

  test("knows how probable each synonym is, and how often an original is left alone", () => {
    const off = (pick: (row: Substitution) => number) =>
      shown.filter((row) => rows.has(keyOf(row))).map((row) => Math.abs(pick(rows.get(keyOf(row))!) - pick(row)));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(off((row) => row.probability))).toBeLessThan(0.08);
    const near = off((row) => row.probability).filter((value) => value < 0.1).length;
    expect(near / shown.length).toBeGreaterThan(0.75);
    const kept = shown.filter((row) => row.original !== "per cent");
    const keepOff = kept
      .filter((row) => rows.has(keyOf(row)))
      .map((row) => Math.abs(rows.get(keyOf(row))!.keep - row.keep));
    expect(mean(keepOff)).toBeLessThan(0.05);
    expect(keepOff.filter((value) => value < 0.1).length / keepOff.length).toBeGreaterThan(0.85);
  });

  test("is a table as dictionaries need it: probabilities of an original sum to one at most, one keep each", () => {
    const sums = new Map<string, { sum: number; keep: number }>();
    for (const { original, probability, keep, count } of rows.values()) {
      expect(probability).toBeGreaterThan(0);
      expect(count).toBeGreaterThanOrEqual(2);
      const known = sums.get(original) ?? { sum: 0, keep };
      expect(known.keep).toBe(keep);
      sums.set(original, { sum: known.sum + probability, keep });
    }
    for (const { sum } of sums.values()) expect(sum).toBeLessThanOrEqual(1.000001);
  });

  test("explains nearly all of what was changed", () => {
    expect(learned.explained).toBeGreaterThan(0.98);
    expect(learned.lines).toBeGreaterThan(DOCUMENTS * 10);
    expect(learned.dropped).toBe(0);
  });
});

describe("learnFamily", () => {
  const options = { id: "x", title: "X", minimumCount: 2, minimumRate: 0.05, evenChoice: 0 };

  test("the same texts give the same table", () => {
    const texts = parallelTexts().slice(0, 10);
    expect(learnFamily(texts, options)).toEqual(learnFamily(texts, options));
  });

  test("learns nothing from equal texts, from none, and drops lines that are no versions of each other", () => {
    expect(learnFamily([], options).family.substitutions).toEqual([]);
    const same = { original: "The visit ended on Friday.", spun: "The visit ended on Friday." };
    expect(learnFamily([same, same], options)).toMatchObject({
      family: { substitutions: [] },
      explained: 1,
      dropped: 0,
    });
    const other = Array.from({ length: 60 }, (_, at) => `w${at}x`).join(" ");
    const another = Array.from({ length: 90 }, (_, at) => `v${at}y`).join(" ");
    expect(learnFamily([{ original: other, spun: another }], options)).toMatchObject({ lines: 0, dropped: 1 });
  });

  test("a document that repeats a swap counts once", () => {
    const many = {
      original: "The steel rose. The steel fell, and steel sank.",
      spun: "The metal rose. The metal fell, and metal sank.",
    };
    expect(learnFamily([many], options).family.substitutions).toEqual([]);
    const [row] = learnFamily([many, many, many], options).family.substitutions;
    // Three texts of four; the fourth stands for the synonyms that three texts do not show.
    expect(row).toMatchObject({ original: "steel", spun: "metal", count: 3, probability: 0.75 });
    expect(row!.keep).toBeLessThan(0.05);
  });
});

describe("a handful of texts", () => {
  const options = { id: "few", title: "Few" };
  const pairs = (learned: Learned) => learned.family.substitutions.map(keyOf);

  test("two swaps that touch are two rows, though neither was seen apart", () => {
    const text = { original: "The big dog slept.", spun: "The large canine slept." };
    expect(pairs(learnFamily([text], options))).toEqual(["big -> large", "dog -> canine"]);
  });

  test("shows where each pair was seen, if that is asked for", () => {
    const text = { original: "The big dog slept.\nA big cat sat.", spun: "The large dog slept.\nA large cat sat." };
    const [row] = learnFamily([text], { ...options, examples: 2 }).family.substitutions;
    expect(row?.example).toBe("The [large] dog slept.; A [large] cat sat.");
    const [one] = learnFamily([text, text], { ...options, examples: 1 }).family.substitutions;
    expect(one?.example).toBe("The [large] dog slept.");
    expect(learnFamily([text], options).family.substitutions[0]).not.toHaveProperty("example");
  });

  test("a swap seen apart, or one that other tools make, tells how a difference divides", () => {
    const unclear = { original: "They visited steel mills.", spun: "They went to metal mills." };
    expect(pairs(learnFamily([unclear], options))).toEqual(["visited steel -> went to metal"]);
    const apart = { original: "Old steel rusts.", spun: "Old metal rusts." };
    const right = ["visited -> went to", "steel -> metal"];
    expect(pairs(learnFamily([unclear, apart], options)).toSorted()).toEqual(right.toSorted());
    const synonyms = tableSynonyms([
      { id: "o", title: "O", substitutions: [{ original: "steel", spun: "metal", probability: 1, keep: 0, count: 0 }] },
    ]);
    expect(pairs(learnFamily([unclear], { ...options, synonyms })).toSorted()).toEqual(right.toSorted());
  });

  test("rows are right more often than not, and more texts show more of them", () => {
    const known = new Set(TRUTH.substitutions.map(keyOf));
    const texts = parallelTexts();
    const [three, ten, thirty] = [3, 10, 30].map((count) => pairs(learnFamily(texts.slice(0, count), options)));
    const right = (rows: readonly string[]) => rows.filter((key) => known.has(key)).length;
    for (const rows of [three!, ten!, thirty!]) expect(right(rows) / rows.length).toBeGreaterThan(0.6);
    expect(right(three!)).toBeGreaterThanOrEqual(20);
    expect(right(ten!)).toBeGreaterThan(right(three!));
    expect(right(thirty!)).toBeGreaterThan(right(ten!));
  });

  test("is a table that can be written and read: whatever the texts, sums and keeps are in order", () => {
    const word = fc.constantFrom("big", "dog", "sees", "a", "Red", "house", "of", "cards", "it's", "U.S.", "7", ",");
    const side = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
    const texts = fc.array(fc.record({ original: side, spun: side }), { maxLength: 6 });
    fc.assert(
      fc.property(texts, (some) => {
        const { substitutions } = learnFamily(some, options).family;
        const text = writeLearned({ header: HEADER, substitutions });
        expect(parseLearned(text, "few.tsv").substitutions).toHaveLength(substitutions.length);
      }),
      { numRuns: 300 },
    );
  });
});
