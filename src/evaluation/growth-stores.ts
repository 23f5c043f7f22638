/** A reference store that grows tenfold again and again, measured at every size. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedStore, type NewArticle, RETRIEVED, Relater } from "../reference/index.js";
import { openStore } from "../reference/sqlite-store.js";
import { openResources } from "../resources.js";
import { type GrowthFigure, residentMost } from "./growth-figure.js";
import { cleanStories } from "./growth-texts.js";
import { countWords } from "./measure-tokens.js";
import { createRandom, type Random } from "./random.js";

const FIRST = 1000;
/** Articles that one `add` gets. */
const BATCH = 4096;
/** Units of stories whose paragraphs make up the articles: a million articles hold each of them often, in ever new company. */
const MATERIAL = 20e6;
/** Paragraphs of an article, of so many units at least. */
const PARAGRAPHS = 2;
const LEAST_PARAGRAPH = 150;
/** Documents that are looked up: so many paragraphs each, half of them an article's that the store holds. */
const DOCUMENTS = 100;
/** The least of so many passes counts: what else the machine does only adds. */
const PASSES = 3;
const SEED = 4;

/**
 * Grows a store to so many articles, and hands out a figure at 1,000 articles, ten times that, and so on: `perThousand` is what finding
 * the articles related to a document takes.
 */
export async function growStore(most: number, print: (figure: GrowthFigure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "unspin-growth-"));
  try {
    const paragraphs = paragraphsOf(await cleanStories(MATERIAL));
    const store = openStore(join(folder, "store.sqlite"));
    const random = createRandom(SEED);
    const relater = new Relater(await openResources());
    let articles = 0;
    for (let size = FIRST; size <= most; size *= 10) {
      const before = process.cpuUsage();
      const from = articles;
      for (; articles < size; articles += BATCH)
        store.add(batchOf(paragraphs, random, articles, Math.min(size - articles, BATCH)));
      articles = size;
      const { user, system } = process.cpuUsage(before);
      print({ ...(await figureOf(store, relater, paragraphs)), size, added: (1e6 * (size - from)) / (user + system) });
    }
    store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function paragraphsOf(stories: readonly string[]): string[] {
  return stories.flatMap((story) => story.split(/\n+/).filter(({ length }) => length >= LEAST_PARAGRAPH));
}

function batchOf(paragraphs: readonly string[], random: Random, first: number, count: number): NewArticle[] {
  return Array.from({ length: count }, (_, at) => {
    const text = drawn(paragraphs, random, PARAGRAPHS);
    return { id: `made:${first + at}`, title: "", text, url: "", date: "", source: "made" };
  });
}

function drawn(paragraphs: readonly string[], random: Random, count: number): string {
  return Array.from({ length: count }, () => paragraphs[Math.floor(random() * paragraphs.length)]!).join("\n\n");
}

async function figureOf(
  store: EmbeddedStore,
  relater: Relater,
  paragraphs: readonly string[],
): Promise<Omit<GrowthFigure, "size">> {
  const random = createRandom(SEED + 1);
  const documents = Array.from({ length: DOCUMENTS }, () => drawn(paragraphs, random, 2 * PARAGRAPHS));
  const look = (text: string) => store.retrieve(relater.query(text), RETRIEVED);
  const words = documents.reduce((sum, text) => sum + countWords(text), 0);
  // The first pass warms up the file's cache, as a run over a feed does.
  documents.forEach(look);
  const times = Array.from({ length: PASSES }, () => {
    const before = process.cpuUsage();
    documents.forEach(look);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / words;
  });
  return {
    perThousand: Math.min(...times),
    resident: residentMost(),
    bytes: store.stats().bytes,
  };
}
