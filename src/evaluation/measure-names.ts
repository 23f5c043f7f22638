/**
 * `node dist/evaluation/measure-names.js [-v]`: what the gazetteer alone restores and what it would break, by the least score
 * that a change needs. With `-v` the wrong changes are listed.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { emptyDictionary } from "../dictionary/compile.js";
import { modelWordIds, vocabularyIds } from "../language/word-ids.js";
import { Gazetteer, type NameCandidate, nameCandidates, nameTools, readNames } from "../names/index.js";
import { builtIn, NAMES, openResources } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import {
  findShared,
  loadApRewrite,
  loadCleanNews,
  loadDamagedNames,
  loadFamilyADev,
  loadWildPages,
} from "./datasets.js";
import { readRecords } from "./lines.js";

interface Change {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
  readonly score: number;
}

const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
const { background, dictionary } = await openResources();
const began = performance.now();
const gazetteer = new Gazetteer(readNames(builtIn(NAMES)).tables);
print(`opened in ${(performance.now() - began).toFixed(1)} ms`);
const withTable = nameTools(gazetteer, background, dictionary);
const withoutTable = nameTools(gazetteer, background, emptyDictionary(background.vocabulary));
const SETTINGS = [
  ["with the dictionary", withTable],
  ["thesauri alone", withoutTable],
] as const;
const LEVELS = [0, 2, 4, 6, 8, 10, 12, 15, 20];

/** The changes of a text that do not overlap, the best first. */
function changesOf(text: string, tools: typeof withTable): Change[] {
  const { tokens, sentences } = readTokens(text);
  const ids = vocabularyIds(background.vocabulary, tokens);
  const words = modelWordIds(background.vocabulary, tokens, ids);
  const input = { tokens, ids, words, sentences, locked: new Uint8Array(tokens.count) };
  const sorted = nameCandidates(tools, input, 0).sort((a, b) => b.score - a.score);
  const kept: NameCandidate[] = [];
  for (const one of sorted) {
    if (!kept.some((two) => one.startToken < two.endToken && two.startToken < one.endToken)) kept.push(one);
  }
  return kept.map(({ startToken, endToken, original, score }) => {
    const start = tokens.starts[startToken]!;
    const end = tokens.ends[endToken - 1]!;
    return { start, end, was: text.slice(start, end), now: original, score };
  });
}

async function devNames(): Promise<void> {
  const names = (await loadDamagedNames(shared)).items ?? [];
  const pages = [...((await loadWildPages(shared)).items ?? []), ...((await loadApRewrite(shared)).items ?? [])];
  for (const [label, tools] of SETTINGS) {
    const changes = pages.map(({ spun, gold }) => changesOf(spun, tools).map((change) => ({ ...change, gold })));
    const restored = names.flatMap(({ page, start, end, now }) => {
      const at = pages.findIndex(({ id }) => id === page);
      const hit = changes[at]?.find((change) => change.start < end && start < change.end);
      return hit?.now.includes(now) || now.includes(hit?.now ?? "\n") ? [hit!] : [];
    });
    print(`\ndev names, ${label}: of ${names.length}`);
    report(restored, "restored, whole or in part");
    report(
      changes.flat().filter(({ gold, now }) => gold.includes(now)),
      "changes whose name is in the original",
    );
    report(
      changes.flat().filter(({ gold, now }) => !gold.includes(now)),
      "changes whose name is not",
      true,
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(changes: readonly Change[], label: string, isShown = false): void {
  const counts = LEVELS.map((level) => `${level}: ${changes.filter(({ score }) => score >= level).length}`);
  print(`${label}: ${counts.join("  ")}`);
  if (!isShown || !process.argv.includes("-v")) return;
  const sorted = [...changes].sort((a, b) => b.score - a.score).slice(0, 40);
  for (const { was, now, score } of sorted) print(`   ${score.toFixed(1)} ${was} -> ${now}`);
}

async function garbled(): Promise<void> {
  const { items } = await loadFamilyADev(shared);
  for (const [label, tools] of SETTINGS) {
    const judged = (items ?? []).map(({ spun, gold }) =>
      changesOf(spun, tools).map((change) => ({ ...change, isRight: gold.includes(change.now) })),
    );
    // Weights were chosen on the first half.
    for (const [half, changes] of [judged.slice(0, 100).flat(), judged.slice(100).flat()].entries()) {
      print(`\ngarbled stories, ${label}, half ${half + 1}`);
      const right = changes.filter(({ isRight }) => isRight);
      report(right, "name in the original");
      report(
        changes.filter(({ isRight }) => !isRight),
        "name not in the original",
        true,
      );
    }
  }
}

async function clean(label: string, texts: readonly string[]): Promise<void> {
  const start = performance.now();
  const changes = texts.flatMap((text) => changesOf(text, withTable));
  const seconds = (performance.now() - start) / 1000;
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
  print(`\n${texts.length} ${label}, ${words} words, ${((seconds * 1e6) / words).toFixed(2)} ms per 1,000 words`);
  report(changes, "changes", true);
}

/** The first part of so many articles. */
async function encyclopedia(count: number): Promise<string[]> {
  const texts: string[] = [];
  const path = join(shared!, "data/corpus/wikipedia-2015.jsonl.xz");
  for await (const { text } of readRecords(path, z.object({ text: z.string() }))) {
    texts.push(text.slice(0, 1500));
    if (texts.length === count) break;
  }
  return texts;
}

if (shared === null) throw new Error("There is no folder shared/data beside the repository: nothing to measure on.");
await devNames();
await garbled();
await clean(
  "clean stories",
  ((await loadCleanNews(shared)).items ?? []).map(({ text }) => text),
);
await clean("encyclopedia articles", await encyclopedia(300));
