/**
 * What learning from a reference corpus is worth: stories garbled by a random tool, their originals in a store among others; a table is
 * learned from them, and other stories that the same tool garbled are repaired without the store, before and with the table.
 *
 *     node dist/evaluation/learn-from-store.js
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Family } from "../dictionary/family.js";
import { learnFamily, type ParallelText } from "../dictionary/learn.js";
import { tableSynonyms } from "../dictionary/synonym-source.js";
import { engineOn } from "../engine.js";
import { readCorpus } from "../language/corpus.js";
import { sourcePassages } from "../learning/source-passages.js";
import { openStore } from "../reference/sqlite-store.js";
import type { EmbeddedStore } from "../reference/store.js";
import { builtInFiles, loadFamilies, openResources, type Resources, withFamilies } from "../resources.js";
import { type CleanText, findShared, loadCleanNews } from "./datasets.js";
import { type GarbleTool, garble, prepareTool } from "./garble.js";
import { countWords } from "./measure-tokens.js";
import { renderPlainText } from "./plain-table.js";
import { createNamedRandom } from "./random.js";
import { pool, scoreTexts } from "./score.js";
import { loadSynonymLists } from "./synonym-lists.js";
import { drawUnknownTool } from "./unknown-tool.js";

const LEARNED = 100;
const TESTED = 25;
/** Articles in the store: what was garbled, the other stories of the set, and articles of a corpus. */
const STORED = 4000;
const CORPUS = "data/corpus/news-2014.jsonl.xz";
const SHARES = [0.1, 0.25, 0.4] as const;
const SEED = 1931;
const [SHORTEST, LONGEST] = [150, 900];

const HEAD = ["words swapped", "sources found", "rows", "right rows", "", "precision", "recall", "F0.5", "WER", "spun"];

await main();

async function main(): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const shared = findShared(root);
  const [news, lists] = [await loadCleanNews(shared), await loadSynonymLists(root)];
  if (shared === null || news.items === null || lists.items === null) {
    process.stderr.write(`learn-from-store: not measured: ${news.reason ?? lists.reason}\n`);
    return;
  }
  const stories = drawn(news.items);
  const folder = mkdtempSync(join(tmpdir(), "unspin-learn-"));
  const store = openStore(join(folder, "refs.sqlite"));
  const stored = [...stories.slice(0, LEARNED), ...stories.slice(LEARNED + TESTED)].map(({ text }) => text);
  for await (const text of readCorpus(join(shared, CORPUS))) {
    if (stored.push(text) >= STORED) break;
  }
  store.add(stored.map((text) => ({ text, title: "", url: "", date: "", source: "" })));
  const texts = stories.slice(0, LEARNED + TESTED).map(({ text }) => text);
  const setting = { known: await loadFamilies(builtInFiles()), store, texts };
  const rows: string[][] = [];
  for (const share of SHARES) {
    rows.push(...(await rowsOf(drawUnknownTool(lists.items, { seed: SEED, share, texts }), share, setting)));
  }
  const { articles } = store.stats();
  store.close();
  rmSync(folder, { recursive: true });
  process.stdout.write(
    renderPlainText({ title: `Learned from stories whose sources are among ${articles} in a store`, head: HEAD, rows }),
  );
}

interface Setting {
  /** What is known of other tools. */
  readonly known: readonly Family[];
  /** Holds what the first texts were before they were garbled. */
  readonly store: EmbeddedStore;
  readonly texts: readonly string[];
}

async function rowsOf(table: Family, share: number, { known, store, texts }: Setting): Promise<string[][]> {
  // Adding a family takes the resources over, so that every tool needs its own.
  const resources = await openResources();
  const tool = prepareTool(table);
  const engine = engineOn(resources, {}, { store });
  const parallel = texts.slice(0, LEARNED).flatMap((text, seed): ParallelText[] => {
    const spun = garble(tool, text, { seed }).text;
    const found = sourcePassages(spun, engine.repair(spun));
    return typeof found === "string" ? [] : [found];
  });
  const { family } = learnFamily(parallel, { id: "learned", title: "Learned", synonyms: tableSynonyms(known) });
  const rows = family.substitutions.length;
  const right = (rightRows(table, family) / Math.max(1, rows)).toFixed(3);
  const tested = texts.slice(LEARNED);
  return [
    [
      share.toFixed(2),
      `${parallel.length} of ${LEARNED}`,
      String(rows),
      right,
      "without",
      ...figures(resources, tool, tested),
    ],
    ["", "", "", "", "with the table", ...figures(withFamilies(resources, [family]), tool, tested)],
  ];
}

/** Stories in an order of their own, the same on every machine. */
function drawn(news: readonly CleanText[]): CleanText[] {
  return news
    .filter(({ text }) => countWords(text) >= SHORTEST && countWords(text) <= LONGEST)
    .map((story) => ({ story, rank: createNamedRandom(SEED, story.id)() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ story }) => story);
}

function figures(resources: Resources, tool: GarbleTool, tested: readonly string[]): string[] {
  const engine = engineOn(resources);
  let found = 0;
  const scores = tested.map((gold, seed) => {
    const spun = garble(tool, gold, { seed: LEARNED + seed }).text;
    const { text, detection } = engine.repair(spun);
    found += detection.verdict === "spun" ? 1 : 0;
    return scoreTexts(spun, text, gold);
  });
  const { precision, recall, f05, werBefore, werAfter } = pool(scores);
  const wer = `${werBefore.toFixed(3)} -> ${werAfter.toFixed(3)}`;
  return [...[precision, recall, f05].map((value) => value.toFixed(3)), wer, (found / tested.length).toFixed(2)];
}

function rightRows(truth: Family, learned: Family): number {
  const key = (row: { readonly original: string; readonly spun: string }) =>
    `${row.original}\t${row.spun}`.toLowerCase();
  const known = new Set(truth.substitutions.map(key));
  return learned.substitutions.filter((row) => known.has(key(row))).length;
}
