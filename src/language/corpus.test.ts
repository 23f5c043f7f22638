import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UnspinError } from "../errors.js";
import { readCorpus } from "./corpus.js";

const TEXT = "One line\nand the next.\n\n\nA second\r\nparagraph.\n";
const PARAGRAPHS = ["One line\nand the next.", "A second\nparagraph."];
const RECORDS = [{ title: "Head", text: "Body." }, { text: "No title, \u201cquoted\u201d." }];
const JSONL = `${RECORDS.map((record) => JSON.stringify(record)).join("\n")}\n\n`;
const RECORD_TEXTS = ["Head\n\nBody.", "No title, \u201cquoted\u201d."];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-corpus-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function xz(name: string, content: string): string {
  return file(name, execFileSync("xz", ["-c"], { input: content }));
}

async function all(path: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of readCorpus(path)) texts.push(text);
  return texts;
}

async function errorOf(path: string): Promise<UnspinError> {
  const error = await all(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnspinError);
  return error as UnspinError;
}

describe("readCorpus", () => {
  test("gives the paragraphs of plain text", async () => {
    expect(await all(file("a.txt", TEXT))).toEqual(PARAGRAPHS);
    expect(await all(file("empty.txt", ""))).toEqual([]);
  });

  test("gives title and text of each record, with or without a byte order mark", async () => {
    expect(await all(file("a.jsonl", JSONL))).toEqual(RECORD_TEXTS);
    expect(await all(file("bom.jsonl", `\ufeff${JSONL}`))).toEqual(RECORD_TEXTS);
  });

  test("unpacks .gz and .xz", async () => {
    expect(await all(file("a.txt.gz", gzipSync(TEXT)))).toEqual(PARAGRAPHS);
    expect(await all(file("a.jsonl.gz", gzipSync(JSONL)))).toEqual(RECORD_TEXTS);
    expect(await all(xz("a.txt.xz", TEXT))).toEqual(PARAGRAPHS);
    expect(await all(xz("a.jsonl.xz", JSONL))).toEqual(RECORD_TEXTS);
  });

  test("names file and line of a malformed record", async () => {
    const broken = file("broken.jsonl", `${JSONL}{"text": "cut\n`);
    expect((await errorOf(broken)).message).toContain(`${broken}:4:1: not a JSON record`);
    const empty = file("no-text.jsonl", '{"text": "a"}\n{"body": "b"}\n');
    expect((await errorOf(empty)).message).toContain(`${empty}:2:1: the record has no "text"`);
    const nothing = file("null.jsonl", "null\n");
    expect((await errorOf(nothing)).message).toContain(`${nothing}:1:1: the record has no "text"`);
  });

  test.each(["missing.txt", "missing.jsonl", "missing.txt.gz", "missing.jsonl.xz"])(
    "names a missing file: %s",
    async (name) => {
      const path = join(folder, name);
      expect((await errorOf(path)).message).toContain(path);
    },
  );

  test("says so when the file is a folder", async () => {
    expect((await errorOf(folder)).message).toContain(folder);
  });

  test("says so when a packed file is cut short or no packed file at all", async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `Line ${at} of a long text.`).join("\n");
    const cut = file("cut.txt.gz", gzipSync(lines).subarray(0, 5000));
    expect((await errorOf(cut)).message).toContain(cut);
    const cutXz = file("cut.txt.xz", execFileSync("xz", ["-c"], { input: lines }).subarray(0, 800));
    expect((await errorOf(cutXz)).message).toContain(cutXz);
    const plain = file("plain.txt.gz", "not packed");
    expect((await errorOf(plain)).message).toContain(plain);
  });

  test("holds no text that was given: memory does not grow with the file", async () => {
    const paragraph = `${"A paragraph that is thrown away. ".repeat(2000)}\n\n`;
    const path = file("long.txt", paragraph.repeat(1500));
    let texts = 0;
    let before = 0;
    for await (const text of readCorpus(path)) {
      texts += text.length > 0 ? 1 : 0;
      if (texts === 100) before = process.memoryUsage().heapUsed;
    }
    expect(texts).toBe(1500);
    // 92 MB were read; a reader that keeps them holds them all.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6);
  });

  test("a reader that stops early leaves no unpacker behind", async () => {
    const path = xz("stopped.txt.xz", "A paragraph.\n\n".repeat(500_000));
    const before = process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
    for await (const text of readCorpus(path)) {
      expect(text).toBe("A paragraph.");
      break;
    }
    const children = () => process.getActiveResourcesInfo().filter((name) => name === "ProcessWrap").length;
    for (let wait = 0; wait < 100 && children() > before; wait++) await new Promise((done) => setTimeout(done, 20));
    expect(children()).toBe(before);
  });
});
