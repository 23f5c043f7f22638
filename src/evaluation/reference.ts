/** `--set reference`: what a reference corpus adds to repair, where it holds the very source, the same story, or neither. */
import { type Engine, engineOn } from "../engine.js";
import { Relater } from "../reference/index.js";
import { openResources } from "../resources.js";
import {
  type CleanText,
  type DataSet,
  type GarbledPair,
  loadApRewrite,
  loadCleanNews,
  loadCleanReports,
  loadFamilyADev,
} from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import type { PlainTable } from "./plain-table.js";
import { type BenchStore, storeAmongMany, storeOf } from "./reference-stores.js";
import { pool, type Score, scoreTexts } from "./score.js";
import { loadSynonymLists } from "./synonym-lists.js";
import { splitStories, UNKNOWN_SHARES, unknownDirections } from "./unknown-texts.js";

/** Garbled stories of each tool. */
const [DEV_STORIES, TOOL_STORIES] = [40, 30];

interface Material {
  readonly rewrite: readonly GarbledPair[];
  readonly reports: readonly CleanText[];
  readonly news: readonly CleanText[];
  readonly dev: readonly GarbledPair[];
  /** Garbled stories by tool. */
  readonly tools: ReadonlyMap<string, readonly GarbledPair[]>;
}

export async function referenceTables({ places, model }: EvalContext): Promise<DataSet<PlainTable>> {
  const { shared, root } = places;
  const [rewrite, reports] = [await loadApRewrite(shared), await loadCleanReports(shared)];
  const [news, dev] = [await loadCleanNews(shared), await loadFamilyADev(shared)];
  for (const set of [rewrite, reports, news, dev]) if (set.items === null) return set;
  const tools = await garbledByTools(root, dev.items!, news.items!);
  const material = { rewrite: rewrite.items!, reports: reports.items!, news: news.items!, dev: dev.items!, tools };
  const resources = await openResources(model);
  const [engine, relater] = [engineOn(resources), new Relater(resources)];
  const originals = dev.items!.map(({ id, gold }) => ({ id: `dev ${id}`, text: gold }));
  const [trip, many, others] = [
    storeOf(relater, reports.items!),
    await storeAmongMany(relater, { root, shared: shared! }, [...originals, ...news.items!]),
    storeOf(relater, news.items!),
  ];
  const items = [
    sameStoryTable(engine, material, trip, others),
    sourceTable(engine, material, many),
    cleanTable(engine, material, trip, many),
  ];
  for (const store of [trip, many, others]) store.discard();
  engine.close();
  return { items, reason: null };
}

/** Family A's stories, and those of tools that nobody knows, where there is a dictionary to draw these from. */
async function garbledByTools(
  root: string,
  dev: readonly GarbledPair[],
  news: readonly CleanText[],
): Promise<ReadonlyMap<string, readonly GarbledPair[]>> {
  const tools = new Map<string, readonly GarbledPair[]>([["family A", dev.slice(0, DEV_STORIES)]]);
  const lists = (await loadSynonymLists(root)).items;
  for (const share of lists === null ? [] : UNKNOWN_SHARES) {
    const directions = unknownDirections(lists!, splitStories(news), share);
    tools.set(`unknown, ${share} of the words`, directions.flatMap(({ garbled }) => garbled).slice(0, TOOL_STORIES));
  }
  return tools;
}

function sameStoryTable(engine: Engine, { rewrite, dev }: Material, trip: BenchStore, others: BenchStore): PlainTable {
  const stories = dev.slice(0, DEV_STORIES);
  const row = (name: string, pairs: readonly GarbledPair[], store: BenchStore | null) => {
    const scores = pairs.map(({ spun, gold }) => {
      const found = store === null ? undefined : { retrieved: store.retrieve(spun, gold) };
      return scoreTexts(spun, engine.repair(spun, found).text, gold);
    });
    return [name, formatCount(pairs.length), store === null ? "no" : "yes", ...scoreCells(scores)];
  };
  return {
    title: "Other reports on the same event as reference, the source itself left out",
    head: ["set", "documents", "with reference", "P", "R", "F0.5", "edit precision", "WER before", "WER after"],
    rows: [
      row("AP rewrite", rewrite, null),
      row("AP rewrite", rewrite, trip),
      row("family A dev", stories, null),
      row("family A dev", stories, others),
    ],
  };
}

function scoreCells(scores: readonly Score[]): string[] {
  const { precision, recall, f05, editPrecision, werBefore, werAfter } = pool(scores);
  return [precision, recall, f05, editPrecision, werBefore, werAfter].map(formatFigure);
}

function sourceTable(engine: Engine, { tools }: Material, store: BenchStore): PlainTable {
  return {
    title: `Garbled stories whose originals are among ${formatCount(store.articles)} articles (words restored: 1 - WER)`,
    head: [
      ...["tool", "stories", "found spun", "source first", "source named", "WER before", "words restored"],
      ...["edit precision", "ms a document", "ms added"],
    ],
    rows: [...tools].map(([tool, pairs]) => sourceRow(engine, tool, pairs, store)),
  };
}

function sourceRow(engine: Engine, tool: string, pairs: readonly GarbledPair[], store: BenchStore): string[] {
  const scores: Score[] = [];
  let [spunCount, first, named, withStore, without] = [0, 0, 0, 0, 0];
  for (const { spun, gold } of pairs) {
    const start = performance.now();
    const retrieved = store.retrieve(spun);
    const result = engine.repair(spun, { retrieved });
    const middle = performance.now();
    engine.repair(spun);
    withStore += middle - start;
    without += performance.now() - middle;
    const textOf = (id: string | undefined) => retrieved.find(({ article }) => article.id === id)?.article.text;
    if (result.detection.verdict === "spun") spunCount++;
    if (isSameText(retrieved[0]?.article.text, gold)) first++;
    if (isSameText(textOf(result.origin?.article), gold)) named++;
    scores.push(scoreTexts(spun, result.text, gold));
  }
  const { werBefore, werAfter, editPrecision } = pool(scores);
  return [
    tool,
    ...[pairs.length, spunCount, first, named].map(formatCount),
    ...[werBefore, 1 - werAfter, editPrecision].map(formatFigure),
    ...[withStore, withStore - without].map((ms) => (ms / pairs.length).toFixed(1)),
  ];
}

function isSameText(a: string | undefined, b: string): boolean {
  const letters = (text: string) => text.replace(/\W+/g, "");
  return a !== undefined && letters(a) === letters(b);
}

function cleanTable(engine: Engine, { news, reports }: Material, trip: BenchStore, many: BenchStore): PlainTable {
  const row = (name: string, texts: readonly CleanText[], store: BenchStore) => {
    const results = texts.map(({ text }) => engine.repair(text, { retrieved: store.retrieve(text, text) }));
    const plain = texts.map(({ text }) => engine.repair(text));
    return [
      name,
      formatCount(texts.length),
      ...[plain, results].flatMap((each) => [
        formatCount(each.filter(({ detection }) => detection.verdict === "spun").length),
        formatCount(each.reduce((sum, { edits }) => sum + edits.length, 0)),
      ]),
      formatCount(results.filter(({ origin }) => origin !== undefined).length),
    ];
  };
  return {
    title: "Clean stories with all the others as reference",
    head: ["set", "documents", "found spun", "edits", "with reference: found spun", "edits", "origin named"],
    rows: [row("clean reports of the trip", reports, trip), row("BBC", news, many)],
  };
}
