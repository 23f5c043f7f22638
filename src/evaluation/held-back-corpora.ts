/**
 * Items of the corpora that a model under test never saw: chosen by a hash of their text, so that the choice depends on
 * nothing else, and every copy of a chosen text is held back with it.
 */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CleanText } from "./datasets.js";
import { readLines } from "./lines.js";
import { createNamedRandom } from "./random.js";

/** One kind of clean text, and its corpus below `shared/data/corpus`. */
export interface CorpusKind {
  readonly kind: string;
  readonly file: string;
}

export const CORPUS_KINDS: readonly CorpusKind[] = [
  { kind: "wikipedia", file: "wikipedia-2015.jsonl.xz" },
  { kind: "rss", file: "rss-2022.jsonl.xz" },
  { kind: "news-2014", file: "news-2014.jsonl.xz" },
  { kind: "senate", file: "senate-press.jsonl.xz" },
  { kind: "biomedical", file: "biomedical.txt.xz" },
];

/** An item as its file has it, and as a document. */
export interface CorpusItem {
  readonly lines: readonly string[];
  readonly text: string;
}

const SEED = 300;
/** UTF-16 units. A shorter item cannot be judged. */
const SHORTEST = 150;

/** The items of a corpus: the records of a JSON Lines file; of any other, what begins with a line "TITLE:". */
export async function* corpusItems(path: string): AsyncGenerator<CorpusItem> {
  if (/\.jsonl(\.xz)?$/.test(path)) {
    for await (const line of readLines(path)) if (line.trim() !== "") yield { lines: [line], text: recordText(line) };
    return;
  }
  let lines: string[] = [];
  for await (const line of readLines(path)) {
    if (line.startsWith("TITLE:") && lines.length > 0) {
      yield { lines, text: reportText(lines) };
      lines = [];
    }
    lines.push(line);
  }
  if (lines.length > 0) yield { lines, text: reportText(lines) };
}

/** Holds `count` items back: they go to `held`, everything else, line for line, to `rest`. @returns how many items each got. */
export async function holdBack(
  path: string,
  { count, held, rest }: { readonly count: number; readonly held: string; readonly rest: string },
): Promise<{ held: number; rest: number }> {
  const greatest = await greatestHeld(path, count);
  const texts = new Set<string>();
  const out = createWriteStream(rest);
  let left = 0;
  for await (const { lines, text } of corpusItems(path)) {
    if (text.length >= SHORTEST && hashOf(text) <= greatest) {
      texts.add(text);
      continue;
    }
    left++;
    if (!out.write(`${lines.join("\n")}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  const items = [...texts].map((text, at): CleanText => ({ id: String(at + 1), text }));
  await writeFile(held, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  return { held: items.length, rest: left };
}

/** Path of the held-back items of a kind. */
export function heldItemsPath(folder: string, kind: string): string {
  return join(folder, `${kind}.jsonl`);
}

/** The `count`-th smallest hash of the distinct texts. */
async function greatestHeld(path: string, count: number): Promise<number> {
  const hashes = new Set<number>();
  for await (const { text } of corpusItems(path)) if (text.length >= SHORTEST) hashes.add(hashOf(text));
  const sorted = Float64Array.from(hashes).sort();
  return sorted[Math.min(count, sorted.length) - 1] ?? -1;
}

function hashOf(text: string): number {
  return createNamedRandom(SEED, text)();
}

function recordText(line: string): string {
  const { title, text } = JSON.parse(line) as { title?: string; text: string };
  return title === undefined ? text : `${title}\n\n${text}`;
}

/** Without the labels that the collection set before each part. */
function reportText(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^\s*TITLE:\s*/, "").replace(/^\s*(?:ABSTRACT|BODY)[A-Z0-9 .,&()/:'-]*:\s*$/, ""))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
