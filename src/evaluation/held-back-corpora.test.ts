import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { corpusItems, holdBack } from "./held-back-corpora.js";
import { collect } from "./lines.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-held-back-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sentence = (number: number) => `Mill ${number} sold its steel. `.repeat(8).trim();

test("records and reports are read as documents", async () => {
  const [records, reports] = [join(folder, "a.jsonl"), join(folder, "b.txt")];
  writeFileSync(
    records,
    `${JSON.stringify({ title: "Steel", text: "It fell." })}\n\n${JSON.stringify({ text: "Up." })}\n`,
  );
  writeFileSync(reports, "TITLE: One mill\n\n  ABSTRACT.RESULTS:\nIt shut.\nTITLE: Another\nBODY:\nIt did not.\n");
  expect((await collect(corpusItems(records))).map(({ text }) => text)).toEqual(["Steel\n\nIt fell.", "Up."]);
  expect((await collect(corpusItems(reports))).map(({ text }) => text)).toEqual([
    "One mill\n\nIt shut.",
    "Another\n\nIt did not.",
  ]);
});

test("so many texts are held back, with every copy; the rest is left line for line", async () => {
  const path = join(folder, "c.jsonl");
  const lines = Array.from({ length: 40 }, (_, at) => JSON.stringify({ id: at, text: sentence(at % 20) }));
  const short = JSON.stringify({ id: "short", text: "Too short to judge." });
  writeFileSync(path, `${[...lines, short].join("\n")}\n`);
  const places = { held: join(folder, "held.jsonl"), rest: join(folder, "rest.jsonl") };
  const counts = await holdBack(path, { count: 6, ...places });
  expect(counts).toEqual({ held: 6, rest: 40 + 1 - 12 });
  const held = readFileSync(places.held, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).text);
  const rest = readFileSync(places.rest, "utf8").trimEnd().split("\n");
  expect(new Set(held).size).toBe(6);
  expect(rest.filter((line) => held.includes(JSON.parse(line).text))).toEqual([]);
  expect(rest).toEqual([...lines, short].filter((line) => !held.includes(JSON.parse(line).text)));
});

test("the same texts are held back from a corpus in another order", async () => {
  const lines = Array.from({ length: 30 }, (_, at) => JSON.stringify({ text: sentence(at) }));
  const heldFrom = async (name: string, order: readonly string[]) => {
    const [path, held] = [join(folder, `${name}.jsonl`), join(folder, `${name}.held`)];
    writeFileSync(path, `${order.join("\n")}\n`);
    await holdBack(path, { count: 5, held, rest: join(folder, `${name}.rest`) });
    const texts = readFileSync(held, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).text as string);
    return texts.sort();
  };
  expect(await heldFrom("there", lines)).toEqual(await heldFrom("back", lines.toReversed()));
});
