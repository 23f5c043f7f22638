import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Family } from "../dictionary/family.js";
import { parseLearned, writeLearned } from "../dictionary/learned.js";
import { tableSynonyms } from "../dictionary/synonym-source.js";
import { garble, prepareTool } from "../evaluation/garble.js";
import { openBackground } from "../language/background.js";
import { builtIn } from "../resources.js";
import { type LearnedPages, learnPages } from "./learn-pages.js";

const SAMPLES = new URL("../../samples/clean/", import.meta.url);
const clean = readdirSync(SAMPLES).map((name) => readFileSync(new URL(name, SAMPLES), "utf8"));
const background = openBackground(builtIn("background.lm"));

function table(id: string, pairs: Readonly<Record<string, string>>): Family {
  const rows = Object.entries(pairs).map(([original, spun]) => ({ original, spun, probability: 1, keep: 0, count: 0 }));
  return { id, title: id, substitutions: rows };
}

/** What the tool does. */
const TOOL = table("tool", {
  said: "mentioned",
  people: "individuals",
  government: "authorities",
  also: "additionally",
  because: "as a result of",
  more: "extra",
  company: "firm",
  before: "earlier than",
  last: "final",
  show: "present",
  against: "towards",
  year: "12 months",
  would: "might",
  "according to": "in response to",
});
/** What other tools do: the tool's pairs, and other readings of much that stands in the pages. */
const OTHERS = table("others", {
  told: "mentioned",
  noted: "mentioned",
  persons: "individuals",
  officials: "authorities",
  moreover: "additionally",
  additional: "extra",
  solid: "firm",
  ultimate: "final",
  gift: "present",
  to: "towards",
  will: "might",
  say: "state",
  price: "worth",
  team: "side",
  home: "house",
});
const synonyms = tableSynonyms([TOOL, OTHERS]);

const learn = (pages: readonly string[], families: readonly Family[] = []) =>
  learnPages(pages, { id: "mine", title: "Mine", background, families, synonyms });
const keys = ({ family }: LearnedPages) => family.substitutions.map(({ original, spun }) => `${original} -> ${spun}`);

describe("a table learned from garbled pages alone", () => {
  let pages: string[];
  let learned: LearnedPages;

  beforeAll(() => {
    const tool = prepareTool(TOOL);
    pages = clean.map((text, seed) => garble(tool, text, { seed }).text);
    learned = learn(pages);
  });

  test("has most of what the tool did, and little else", () => {
    const truth = TOOL.substitutions.map(({ original, spun }) => `${original} -> ${spun}`);
    const right = keys(learned).filter((key) => truth.includes(key));
    expect(right.length, keys(learned).join(", ")).toBeGreaterThanOrEqual(9);
    expect(right.length / keys(learned).length, keys(learned).join(", ")).toBeGreaterThanOrEqual(0.7);
    expect(right).toContain("said -> mentioned");
  });

  test("shows where each pair was seen, in the page's own words", () => {
    const flat = pages.map((page) => page.replace(/\s+/g, " "));
    for (const { spun, example } of learned.family.substitutions) {
      expect(example!.toLowerCase()).toContain(`[${spun.toLowerCase()}]`);
      for (const context of example!.split("; ")) {
        const plain = context.replace("[", "").replace("]", "");
        expect(
          flat.some((page) => page.includes(plain)),
          context,
        ).toBe(true);
      }
    }
  });

  test("is a table that can be written, read and checked", () => {
    const header = { family: "mine", title: "Mine", madeBy: "a test", from: ["samples"], date: "2026-01-31" };
    const read = parseLearned(writeLearned({ header, substitutions: learned.family.substitutions }), "mine.tsv");
    expect(read.substitutions).toHaveLength(learned.family.substitutions.length);
  });

  test("the same pages give the same table, in whatever order", () => {
    expect(learn(pages).family).toEqual(learned.family);
    expect(keys(learn(pages.toReversed())).toSorted()).toEqual(keys(learned).toSorted());
  });

  test("tells when a known family explains the pile", () => {
    expect(learned.known).toBeNull();
    const { known } = learn(pages, [TOOL]);
    expect(known!.id).toBe("tool");
    expect(known!.share).toBeGreaterThan(0.5);
  });
});

test("clean pages show next to nothing, and no pages nothing", () => {
  const { swaps, tokens, family } = learn(clean);
  expect(swaps / tokens).toBeLessThan(0.01);
  expect(family.substitutions.length).toBeLessThanOrEqual(3);
  expect(learn([])).toMatchObject({ pages: 0, tokens: 0, swaps: 0, family: { substitutions: [] } });
});
