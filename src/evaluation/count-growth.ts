/**
 * Prints, as JSON, the operations for each word (see `operation-counts.ts`) as documents, tables and stores grow; test/growth holds them to
 * their bounds. node dist/evaluation/count-growth.js documents clean|spun|lines, or tables, or stores.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, engineOn } from "../engine.js";
import { openStore } from "../reference/sqlite-store.js";
import type { EmbeddedStore, NewArticle } from "../reference/store.js";
import { openResources, withFamilies } from "../resources.js";
import { familyATool } from "./garble-samples.js";
import { madeRows } from "./growth-tables.js";
import { documentsOf, garbled, splicedStories } from "./growth-texts.js";
import { countWords } from "./measure-tokens.js";
import { type Operations, startCounting, totalOf } from "./operation-counts.js";
import { createRandom } from "./random.js";

/** Operations for each word of a document, or each entry or article of what was opened or filled. */
export interface CountedGrowth {
  readonly what: string;
  readonly size: number;
  readonly each: number;
  /** Where most of them were: place and operations for each word. */
  readonly most: readonly (readonly [place: string, each: number])[];
}

/** Stories, clean or spun, and spun ones with every word on a line of its own: there is no blank, and hardly a sentence's end. */
type DocumentKind = "clean" | "spun" | "lines";

/** Units of text. A whole document, read at once, is the first. */
const DOCUMENTS = [4000, 40_000, 400_000] as const;
/** Words on lines of their own are slow to read. */
const LINES = [2000, 20_000, 200_000] as const;
const TABLES = [200, 2000, 20_000] as const;
const ARTICLES = [100, 1000, 10_000] as const;
/** Units of the text that tables and stores are tried on. */
const TRIED = 8000;
/** Words of an article that many have, and words that a few have. */
const ARTICLE = { common: 40, rare: 10, commonWords: 400, sharing: 5 } as const;
const SHOWN = 400;

const counted = startCounting();
const [what, kind] = process.argv.slice(2);
if (what === "documents" && isKind(kind)) await countDocuments(kind);
else if (what === "tables") await countTables();
else if (what === "stores") countStores();
else
  throw new Error(
    `count-growth: "${what}" is nothing to count. Expected documents (clean, spun or lines), tables or stores.`,
  );

function isKind(word: string | undefined): word is DocumentKind {
  return word === "clean" || word === "spun" || word === "lines";
}

async function countDocuments(kind: DocumentKind): Promise<void> {
  const resources = await openResources();
  const engine = engineOn(resources);
  // What is loaded or worked out when it is needed first, or often, is no document's.
  engine.repair(madeTexts(DOCUMENTS[1], "spun")[0]!);
  for (const model of resources.background.models) model.filterFor(Number.POSITIVE_INFINITY);
  for (const units of kind === "lines" ? LINES : DOCUMENTS) {
    const texts = madeTexts(units, kind);
    const words = texts.reduce((sum, text) => sum + countWords(text), 0);
    report(kind, units, words, counting(engine, texts));
  }
}

async function countTables(): Promise<void> {
  const text = madeTexts(TRIED, "spun")[0]!;
  for (const entries of TABLES) {
    const resources = await openResources();
    const family = { id: "made", title: "made", substitutions: madeRows(entries, resources.background.vocabulary) };
    let engine: Engine | undefined;
    const opening = counted(() => {
      engine = engineOn(withFamilies(resources, [family]));
    });
    report("opened", entries, entries, opening);
    engine!.repair(text);
    report("repaired", entries, countWords(text), counting(engine!, [text]));
  }
}

function countStores(): void {
  const folder = mkdtempSync(join(tmpdir(), "unspin-count-"));
  const store = openStore(join(folder, "store.sqlite"));
  try {
    let articles = 0;
    for (const size of ARTICLES) {
      const batch = madeArticles(articles, size);
      const filling = counted(() => store.add(batch));
      report("added", size, size - articles, filling);
      articles = size;
      report(
        "retrieved",
        size,
        ARTICLE.common + ARTICLE.rare,
        counted(() => retrieve(store, articles >> 1)),
      );
    }
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

function counting(engine: Engine, texts: readonly string[]): Operations {
  return counted(() => {
    for (const text of texts) engine.repair(text);
  });
}

/** Documents of so many units each: several short ones, since one may happen to need little, or one long one. */
function madeTexts(units: number, kind: DocumentKind): string[] {
  const total = Math.max(units, kind === "lines" ? LINES[1] : DOCUMENTS[1]);
  const documents = documentsOf(splicedStories(2 * total), units, total);
  if (kind === "clean") return documents;
  const spun = garbled(documents, familyATool());
  return kind === "spun" ? spun : spun.map((text) => text.replaceAll(" ", "\n"));
}

/** Articles from number `from` up to `to`: words that many have, and names that five have each, however many articles there are. */
function madeArticles(from: number, to: number): NewArticle[] {
  const random = createRandom(from);
  return Array.from({ length: to - from }, (_, at) => {
    const common = Array.from(
      { length: ARTICLE.common },
      () => `common${spelled(Math.floor(random() * ARTICLE.commonWords))}`,
    );
    const text = [...common, ...namesOf(from + at)].join(" ");
    return { id: `made:${from + at}`, title: "", text, url: "", date: "", source: "made" };
  });
}

function namesOf(article: number): string[] {
  const group = Math.floor(article / ARTICLE.sharing);
  return Array.from({ length: ARTICLE.rare }, (_, at) => `name${spelled(group)}q${spelled(at)}`);
}

/** A number in letters: digits are terms of their own kind. */
function spelled(number: number): string {
  return number.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)]!);
}

function retrieve(store: EmbeddedStore, article: number): void {
  const { text } = madeArticles(article, article + 1)[0]!;
  store.retrieve(
    text.split(" ").map((term) => ({ term, weight: 1 })),
    5,
  );
}

function report(name: string, size: number, per: number, operations: Operations): void {
  const most = [...operations].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  const line: CountedGrowth = {
    what: name,
    size,
    each: totalOf(operations) / per,
    most: most.map(([place, count]) => [place, count / per]),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
