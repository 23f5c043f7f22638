import { describe, expect, test } from "vitest";
import type { Edit } from "../result.js";
import type { HeldOutPage } from "./eval-context.js";
import { heldOutStated, heldOutTables, openWithout } from "./held-out.js";

describe("an engine without a family", () => {
  test("holds no entry of that family, and all the others", async () => {
    const { stages } = await openWithout("G");
    const ids = stages.dictionary.families.map(({ id }) => id);
    expect(ids).not.toContain("g");
    expect(ids).toEqual(expect.arrayContaining(["a", "b", "f", "science"]));
    expect(new Set(stages.dictionary.entries.map(({ family }) => family)).size).toBe(ids.length);
  });
});

const SPUN = "The metal mill shut.";
const GOLD = "The steel mill closed.";

function page(family: string, exhaustive: boolean, text: string, edits: readonly Edit[]): HeldOutPage {
  const detection = { verdict: "spun", probability: 1, rate: 1, family: null, families: {}, spans: [] } as const;
  const result = { schema: 1, source: "", input: { sha256: "", length: SPUN.length }, text, detection, edits } as const;
  const wild = { id: family, family, topic: "", exhaustive, spun: SPUN, gold: GOLD, edits: [] };
  return { page: wild, balanced: result, careful: result, ceiling: GOLD };
}

const right: Edit = {
  ...{ id: "", start: 4, end: 9, was: "metal", now: "steel", probability: 0.9 },
  verdict: "apply",
  channel: "dictionary",
  alternatives: [],
  evidence: {},
};
const wrong: Edit = { ...right, start: 15, end: 19, was: "shut", now: "shuttered", probability: 0.7 };

test("edits are judged on exhaustive pages only", () => {
  const pages = [page("B", true, "The steel mill shuttered.", [right, wrong]), page("C", false, GOLD, [right])];
  expect(heldOutStated(pages)).toEqual([
    { probability: 0.9, right: true },
    { probability: 0.7, right: false },
  ]);
});

test("the table pools pages by family and over all; precision where a family has an exhaustive page", async () => {
  const items = [page("B", true, "The steel mill shuttered.", [right, wrong]), page("C", false, SPUN, [])];
  const heldOut = async () => ({ items, reason: null });
  const { items: tables } = await heldOutTables({ heldOut });
  const [table] = tables!;
  const column = (title: string) => table!.rows.map((row) => row[table!.head.indexOf(title)]);
  expect(column("family")).toEqual(["B", "C", "all"]);
  expect(column("R")).toEqual([".500", ".000", ".250"]);
  expect(column("edit precision")).toEqual([".500", "–", ".500"]);
  expect(column("WER gone")).toEqual([".500", ".000", ".250"]);
  expect(column("ceiling R")).toEqual(["1.000", "1.000", "1.000"]);
  expect(table!.rows.every((row) => row.length === table!.head.length)).toBe(true);
});
