/** Stores for measuring grounded repair: the stories that are garbled, among many others. Built in a folder of its own, each time. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCorpus } from "../language/corpus.js";
import { RETRIEVED, type Relater, type Retrieved } from "../reference/index.js";
import { openStore } from "../reference/sqlite-store.js";
import type { EmbeddedStore, NewArticle } from "../reference/store.js";
import type { CleanText } from "./datasets.js";
import { countWords } from "./measure-tokens.js";

/** A store that is thrown away after use. */
export interface BenchStore {
  readonly articles: number;
  /** What the store finds for a text, but for articles that begin as `hidden` does. */
  retrieve(text: string, hidden?: string): readonly Retrieved[];
  discard(): void;
}

/** Made by `npm run bench:reference`; without it, a slice of the corpus stands for it. */
const LARGE = ".cache/reference-100k.sqlite";
const SLICE = ["news-2014.jsonl.xz", "senate-press.jsonl.xz"] as const;
const SLICE_SIZE = 2000;
const LEAST_WORDS = 150;

/** The given stories among 100,000 articles where `root` has such a store, else among 2,000. */
export async function storeAmongMany(
  relater: Relater,
  { root, shared }: { readonly root: string; readonly shared: string },
  stories: readonly CleanText[],
): Promise<BenchStore> {
  const folder = mkdtempSync(join(tmpdir(), "unspin-eval-"));
  const path = join(folder, "reference.sqlite");
  const large = join(root, LARGE);
  if (existsSync(large)) copyFileSync(large, path);
  const store = openStore(path);
  if (!existsSync(large)) store.add(await slice(join(shared, "data", "corpus")));
  store.add(stories.map(articleOf));
  return benchStore(relater, store, folder);
}

/** The given texts alone. */
export function storeOf(relater: Relater, texts: readonly CleanText[]): BenchStore {
  const folder = mkdtempSync(join(tmpdir(), "unspin-eval-"));
  const store = openStore(join(folder, "reference.sqlite"));
  store.add(texts.map(articleOf));
  return benchStore(relater, store, folder);
}

function benchStore(relater: Relater, store: EmbeddedStore, folder: string): BenchStore {
  return {
    articles: store.stats().articles,
    retrieve(text, hidden) {
      const terms = relater.query(text);
      if (hidden === undefined) return store.retrieve(terms, RETRIEVED);
      const beginning = beginningOf(hidden);
      const found = store.retrieve(terms, RETRIEVED + 3);
      return found.filter(({ article }) => beginningOf(article.text) !== beginning).slice(0, RETRIEVED);
    },
    discard() {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Some stories stand in several data sets, with other spaces. */
function beginningOf(text: string): string {
  return text.replace(/\W+/g, " ").slice(0, 120);
}

function articleOf({ id, text }: CleanText): NewArticle {
  return { id, title: "", text, url: "", date: "", source: "" };
}

async function slice(folder: string): Promise<NewArticle[]> {
  const articles: NewArticle[] = [];
  for (const file of SLICE) {
    for await (const text of readCorpus(join(folder, file))) {
      if (countWords(text) < LEAST_WORDS) continue;
      articles.push(articleOf({ id: `${file} ${articles.length}`, text }));
      if (articles.length === SLICE_SIZE) return articles;
    }
  }
  return articles;
}
