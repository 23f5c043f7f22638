/** `node dist/evaluation/measure-names.js [least score]`: what the gazetteer alone restores and what it would break. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emptyDictionary } from "../dictionary/compile.js";
import { vocabularyIds } from "../language/word-ids.js";
import { Gazetteer, type NameCandidate, nameCandidates, nameTools, readNames } from "../names/index.js";
import { builtIn, openResources } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { findShared, loadApRewrite, loadCleanNews, loadFamilyADev, loadWildPages } from "./datasets.js";
import { collect, readLines } from "./lines.js";

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
const gazetteer = new Gazetteer(readNames(builtIn("names.bin")).tables);
process.stdout.write(`opened in ${(performance.now() - began).toFixed(1)} ms\n`);
const withTable = nameTools(gazetteer, background, dictionary);
const withoutTable = nameTools(gazetteer, background, emptyDictionary(background.vocabulary));
const LEVELS = [0, 2, 4, 6, 8, 10, 12, 15, 20];

/** The changes of a text that do not overlap, the best first. */
function changesOf(text: string, tools: typeof withTable): Change[] {
  const { tokens, sentences } = readTokens(text);
  const ids = vocabularyIds(background.vocabulary, tokens);
  const input = { tokens, ids, sentences, locked: new Uint8Array(tokens.count) };
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

async function devNames() {
  const texts = new Map<string, { spun: string; gold: string }>();
  for (const set of [await loadWildPages(shared), await loadApRewrite(shared)]) {
    for (const { id, spun, gold } of set.items ?? []) texts.set(id, { spun, gold });
  }
  const rows = (await collect(readLines(join(shared!, "data/dev/names.tsv")))).slice(1).map((line) => line.split("\t"));
  for (const [label, tools] of [
    ["with the dictionary", withTable],
    ["thesauri alone", withoutTable],
  ] as const) {
    const wrong: Change[] = [];
    const right: Change[] = [];
    const restored: number[] = [];
    for (const [id, { spun, gold }] of texts) {
      const changes = changesOf(spun, tools);
      for (const [, start, end, was, now] of rows.filter(([page]) => page === id)) {
        const hit = changes.find((change) => change.start < Number(end) && Number(start) < change.end);
        const applied = hit === undefined ? "" : spun.slice(0, hit.start) + hit.now + spun.slice(hit.end);
        const goal = spun.slice(0, Number(start)) + now + spun.slice(Number(end));
        const ok = hit !== undefined && (applied === goal || hit.now.includes(now!));
        restored.push(ok ? hit.score : Number.NEGATIVE_INFINITY);
        if (process.argv.includes("-v"))
          process.stdout.write(
            `${ok ? "+" : "-"} ${was} -> ${now}: ${hit?.was} -> ${hit?.now} ${hit?.score.toFixed(1)}\n`,
          );
      }
      for (const change of changes) (gold.includes(change.now) ? right : wrong).push(change);
    }
    process.stdout.write(`\ndev names, ${label}: of ${restored.length}\n`);
    report(
      restored.map((score) => ({ score })),
      "restored",
    );
    report(right, "changes whose name is in the gold text");
    report(wrong, "changes whose name is not", true);
  }
}

function report(changes: readonly { score: number }[], label: string, isShown = false): void {
  const counts = LEVELS.map((level) => `${level}: ${changes.filter(({ score }) => score >= level).length}`);
  process.stdout.write(`${label}: ${counts.join("  ")}\n`);
  if (!isShown || !process.argv.includes("-v")) return;
  const sorted = [...(changes as Change[])].sort((a, b) => b.score - a.score).slice(0, 40);
  for (const { was, now, score } of sorted) process.stdout.write(`   ${score.toFixed(1)} ${was} -> ${now}\n`);
}

async function garbled() {
  const { items } = await loadFamilyADev(shared);
  for (const [label, tools] of [
    ["with the dictionary", withTable],
    ["thesauri alone", withoutTable],
  ] as const) {
    const changes = items!
      .slice(0, 100)
      .flatMap(({ spun, gold }) =>
        changesOf(spun, tools).map((change) => ({ ...change, ok: gold.includes(change.now) })),
      );
    process.stdout.write(`\n100 garbled stories, ${label}\n`);
    report(
      changes.filter(({ ok }) => ok),
      "name in the original",
      false,
    );
    report(
      changes.filter(({ ok }) => !ok),
      "name not in the original",
      true,
    );
  }
}

async function clean() {
  const { items } = await loadCleanNews(shared);
  const texts = items!.map(({ text }) => text);
  const start = performance.now();
  const changes = texts.flatMap((text) => changesOf(text, withTable));
  const seconds = (performance.now() - start) / 1000;
  const words = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
  process.stdout.write(
    `\n${texts.length} clean stories, ${words} words, ${((seconds * 1e6) / words).toFixed(2)} ms per 1,000 words\n`,
  );
  report(changes, "changes", true);
}

await devNames();
await garbled();
await clean();
