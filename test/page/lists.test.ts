import { expect, test } from "vitest";
import { Decisions } from "../../src/page/decisions/decisions.js";
import { changeRows } from "../../src/page/lists/change-rows.js";
import { wordError } from "../../src/page/lists/figures.js";
import { smallRun } from "./made-run.js";
import { runOf } from "./read-run.js";

const run = runOf(smallRun());
const decisions = new Decisions(run);
const rows = (order: Parameters<typeof changeRows>[2]["order"], query = "") =>
  [...changeRows(run, decisions, { order, filter: "all", query })].map((row) => (row < 0 ? "#" : run.now(row)));

test("the least certain come first", () => {
  expect(rows("uncertainty").slice(0, 4)).toEqual(["said", "said", "sea wall", "sea wall"]);
});

test("by pair the most frequent come first, whatever their case, below a heading each", () => {
  expect(rows("pair")).toEqual([
    "#",
    "Trade",
    "Trade",
    "trade",
    "trade",
    "#",
    "sea wall",
    "sea wall",
    "#",
    "said",
    "said",
  ]);
});

test("a search finds words and titles", () => {
  expect(rows("run", "SEA WALL")).toEqual(["sea wall", "sea wall"]);
  expect(rows("run", "pelham")).toHaveLength(4);
  expect(rows("run", "nowhere")).toEqual([]);
});

test("the word error counts what is uncertain by its probability, and what is decided as certain", () => {
  const words = run.index.documents.words[0]!;
  // Four edits of one changed word each: applied at .62, .97 and .9, suggested at .55.
  const before = (0.62 + 0.97 + 0.55 + 0.9) / words;
  const after = (0.38 + 0.03 + 0.55 + 0.1) / words;
  expect(wordError(run, decisions, 0).before).toBeCloseTo(before, 10);
  expect(wordError(run, decisions, 0).after).toBeCloseTo(after, 10);
  const decided = new Decisions(run);
  decided.add([{ schema: 1, fingerprint: run.ids.of(2), was: "mentioned", now: "said", decision: "accept" }]);
  expect(wordError(run, decided, 0).after).toBeCloseTo(after - 0.55 / words, 10);
});
