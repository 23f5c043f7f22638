import { describe, expect, test } from "vitest";
import { PageWriter } from "../../src/reports/html/page-writer.js";
import type { PageDocument } from "../../src/reports/html/shape.js";
import { madeDocument, smallRun } from "./made-run.js";
import { blocks, runOf, written } from "./read-run.js";

describe("the page's data", () => {
  test("come back as they went in: every column of every edit, and each document in full", () => {
    const documents = smallRun();
    const page = written(documents);
    const run = runOf(documents);
    const edits = documents.flatMap(({ result }) => result.edits);
    const read = Array.from({ length: run.editCount }, (_, edit) => ({
      id: run.ids.of(edit),
      was: run.was(edit),
      now: run.now(edit),
      probability: run.probability(edit),
      verdict: run.isApplied(edit) ? "apply" : "suggest",
      channel: run.channel(edit),
    }));
    expect(read).toEqual(
      edits.map(({ id, was, now, probability, verdict, channel }) => ({ id, was, now, probability, verdict, channel })),
    );
    const [first] = JSON.parse(blocks(page).get("documents-0")!.toString()) as PageDocument[];
    expect(first!.input).toBe(documents[0]!.input);
    expect(first!.edits.map(({ evidence }) => evidence)).toEqual(
      documents[0]!.result.edits.map(({ evidence }) => evidence),
    );
  });

  test("hold ids of any kind, half characters and an empty run", () => {
    const odd = madeDocument("odd", ["\ud800 ", { was: "a", now: "b", probability: 1, more: { id: "odd one" } }]);
    const run = runOf([odd, ...smallRun()]);
    expect(run.ids.of(0)).toBe("odd one");
    expect(run.ids.edits("odd one")).toEqual([0]);
    expect(run.ids.edits(run.ids.of(3))).toEqual([3]);
    expect(runOf([]).editCount).toBe(0);
  });

  test("leave as they come: the writer holds at most one open block of documents", () => {
    const long = madeDocument("long", ["word ".repeat(60_000)]);
    const writer = new PageWriter();
    const sizes = Array.from({ length: 4 }, () => writer.add(long).length);
    expect(sizes.every((size) => size > 0)).toBe(true);
  });

  test("name the run by what it read and found", () => {
    const [one, other] = [smallRun(), smallRun().slice(1)].map((documents) => runOf(documents).index.run);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(other).not.toBe(one);
  });
});
