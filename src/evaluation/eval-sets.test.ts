import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVAL_SETS, rowOf } from "./eval-sets.js";
import type { System } from "./systems.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "unspin-eval-sets-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}

async function load(name: string) {
  const set = EVAL_SETS.find((each) => each.name === name)!;
  return set.load({ root, shared: join(root, "shared") });
}

/** Writes "steel" for "metal", and is sure that everything is spun. */
const smith: System = {
  group: "system",
  treat: (text) => {
    const applied = text.split("metal").length - 1;
    return { text: text.replaceAll("metal", "steel"), applied, suggested: 1, spun: true };
  },
};

describe("the sets", () => {
  test("that are absent say why", async () => {
    for (const { name } of EVAL_SETS) {
      const set = await load(name);
      expect(set.items).toBeNull();
      expect(set.reason).toContain(root);
    }
  });

  test("pages come by family: exhaustive ones in full, all of them as far as they can be judged", async () => {
    const page = (id: string, family: string, exhaustive: boolean) =>
      JSON.stringify({
        id,
        family,
        topic: "",
        exhaustive,
        spun: "some metal here",
        gold: "some steel here",
        edits: [],
      });
    put(
      "shared/data/dev/wild-pages.jsonl",
      [page("1", "G", true), page("2", "A", true), page("3", "A", false), page("4", "D", false)].join("\n"),
    );
    const rows = (await load("wild")).items!.map((subject) => rowOf(smith, subject)!);
    expect(rows.map(({ set, documents, f05, recall }) => [set, documents, f05, recall])).toEqual([
      ["wild A, exhaustive", 1, 1, 1],
      ["wild A, all", 2, null, 1],
      ["wild D, all", 1, null, 1],
      ["wild G, exhaustive", 1, 1, 1],
    ]);
    expect(rows.every(({ werBefore, werAfter }) => werBefore! > 0.3 && werAfter === 0)).toBe(true);
  });

  test("samples give garbled ones with their originals, and clean ones in which every edit is false", async () => {
    put("samples/clean/mill.txt", "The mill sells steel and paper.");
    put("samples/spun/mill.txt", "The mill sells metal and paper.");
    put("samples/tricky/smith.txt", "A smith knows metal.");
    const rows = (await load("samples")).items!.map((subject) => rowOf(smith, subject)!);
    expect(rows[0]).toMatchObject({
      set: "samples, spun",
      documents: 1,
      words: 6,
      recall: 1,
      precision: 1,
      calledSpun: 1,
    });
    expect(rows[1]).toMatchObject({
      documents: 2,
      words: 10,
      falseEdits: 100,
      suggestions: 200,
      calledSpun: 1,
      f05: null,
    });
    expect(rows[1]!.seconds).toBeGreaterThan(0);
  });

  test("the ceiling is not measured where there is nothing to choose", () => {
    const oracle: System = { ...smith, group: "oracle" };
    expect(rowOf(oracle, { set: "clean", clean: [{ id: "1", text: "metal" }] })).toBeNull();
  });
});
