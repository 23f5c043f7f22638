/**
 * Builds a reference store of 100,000 articles, or fewer, from `../shared/data/corpus` and times it, on demand:
 * node dist/evaluation/bench-reference.js [STORE [ARTICLES]]. The store stays, for what else needs one (`.cache/` by default);
 * at an address (postgres://…) it must be empty.
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { readCorpus } from "../language/corpus.js";
import { RETRIEVED, Relater } from "../reference/index.js";
import { type AnyStore, openAnyStore } from "../reference/open-store.js";
import type { NewArticle, StoreStats } from "../reference/store.js";
import { isServerAddress, shownAddress } from "../reference/store-address.js";
import { referenceTerms } from "../reference/terms.js";
import { openResources } from "../resources.js";
import { countWords } from "./measure-tokens.js";
import { createRandom, type Random } from "./random.js";

const CORPUS = "../shared/data/corpus";
/** Articles first, so that a small store is not made of one source alone. */
const SOURCES = ["news-2014.jsonl.xz", "senate-press.jsonl.xz", "wikipedia-2015.jsonl.xz"] as const;
const SIZES = [1000, 10_000, 100_000] as const;
/** Articles that one `add` gets, as the command line does it. */
const BATCH = 4096;
const LEAST_WORDS = 150;
const MOST_WORDS = 700;
const QUERIES = 300;
const QUERY_TERMS = 200;
const DOCUMENT_WORDS = 800;
const ANSWERS = 10;
const SEED = 4;

await run(process.argv[2] ?? ".cache/reference-100k.sqlite", Number(process.argv[3] ?? SIZES.at(-1)));

async function run(path: string, most: number): Promise<void> {
  const store = await emptyStore(path);
  const asked: NewArticle[] = [];
  const spent = { seconds: 0, cpu: 0 };
  for (const size of [...SIZES.filter((size) => size < most), most]) {
    const articles = await piecesUpTo(size, (await store.stats()).articles);
    for (let at = 0; at < articles.length; at += BATCH) {
      const cpu = process.cpuUsage();
      spent.seconds += (await timed(() => store.add(articles.slice(at, at + BATCH)))) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      spent.cpu += (user + system) / 1e6;
    }
    asked.push(...articles.filter((_, index) => index % Math.ceil(articles.length / QUERIES) === 0));
    await report(store, spent, asked);
  }
  await reportDocuments(store, asked);
  await reportSingle(store, asked.slice(0, 50));
  await store.close();
}

async function emptyStore(path: string): Promise<AnyStore> {
  if (!isServerAddress(path)) for (const file of [path, `${path}-journal`]) rmSync(file, { force: true });
  const store = await openAnyStore(path);
  const { articles } = await store.stats();
  if (articles === 0) return store;
  await store.close();
  throw new Error(`${shownAddress(path)}: holds ${articles} articles. Name an empty store (?schema=NAME).`);
}

/** What one article costs by itself; the store ends as it was. */
async function reportSingle(store: AnyStore, articles: readonly NewArticle[]): Promise<void> {
  const each = async (work: (article: NewArticle) => unknown) => {
    let spent = 0;
    for (const article of articles) spent += await timed(() => work(article));
    return `${(spent / articles.length).toFixed(1)} ms`;
  };
  const added = await each((article) => store.add([{ ...article, id: `copy:${article.id}` }]));
  const replaced = await each((article) => store.add([{ ...article, id: `copy:${article.id}`, text: "Withdrawn." }]));
  const removed = await each((article) => store.remove([`copy:${article.id}`]));
  const same = await each((article) => store.add([article]));
  print(`one by one: added in ${added}, replaced in ${replaced}, removed in ${removed}, the same again in ${same}`);
}

/** Looks up whole documents as the engine does: two articles, cut to so many words. */
async function reportDocuments(store: AnyStore, asked: readonly NewArticle[]): Promise<void> {
  const relater = new Relater(await openResources());
  const random = createRandom(SEED);
  const times: number[] = [];
  let terms = 0;
  for (let i = 0; i < QUERIES; i++) {
    const [one, other] = [0, 1].map(() => asked[Math.floor(random() * asked.length)]!.text);
    const text = `${one} ${other}`.split(" ").slice(0, DOCUMENT_WORDS).join(" ");
    const query = relater.query(text);
    terms += query.length;
    times.push(await timed(() => store.retrieve(query, RETRIEVED)));
  }
  print(`documents of ${DOCUMENT_WORDS} words at most, ${Math.round(terms / QUERIES)} terms each: ${spread(times)}`);
}

/** Seconds by the clock, and of processor time, which other programs on the machine lengthen less. */
interface Spent {
  readonly seconds: number;
  readonly cpu: number;
}

async function report(store: AnyStore, { seconds, cpu }: Spent, asked: readonly NewArticle[]): Promise<void> {
  const { articles, characters, bytes }: StoreStats = await store.stats();
  const random = createRandom(SEED);
  const times: number[] = [];
  let first = 0;
  for (let i = 0; i < QUERIES; i++) {
    const article = asked[Math.floor(random() * asked.length)]!;
    const terms = drawTerms(article, random).map((term) => ({ term, weight: 1 }));
    const look = async () => {
      const [best] = await store.retrieve(terms, ANSWERS);
      if (best?.article.id === article.id) first += 1;
    };
    times.push(await timed(look));
  }
  print(
    `${articles} articles, ${(characters / 1e6).toFixed(0)} M characters: added at ${(articles / seconds).toFixed(0)} a second (${(articles / cpu).toFixed(0)} of processor time); ` +
      `${(bytes / 1e6).toFixed(0)} MB, ${(bytes / characters).toFixed(2)} bytes a character; retrieve ` +
      `${spread(times)}; its own article first in ${first} of ${QUERIES}`,
  );
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1);
  return `median ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} ms`;
}

/** Terms at random, so that half of an article's words seem swapped. */
function drawTerms({ title, text }: NewArticle, random: Random): string[] {
  const terms = referenceTerms(`${title} ${text}`);
  return Array.from({ length: QUERY_TERMS }, () => terms[Math.floor(random() * terms.length)]!);
}

/** The corpus's articles from number `from` up to `to`. */
async function piecesUpTo(to: number, from: number): Promise<NewArticle[]> {
  const articles: NewArticle[] = [];
  // Press releases come more than once; which of two equal ones is found first says nothing.
  const seen = new Set<string>();
  let number = 0;
  for (const file of SOURCES) {
    let record = 0;
    for await (const text of readCorpus(`${CORPUS}/${file}`)) {
      record += 1;
      for (const [piece, part] of pieces(text).entries()) {
        const words = wordsHash(part);
        if (seen.has(words)) continue;
        seen.add(words);
        if (number >= from) articles.push(articleOf(file, `${record}.${piece}`, part));
        number += 1;
        if (number >= to) return articles;
      }
    }
  }
  return articles;
}

/** The same for texts of the same words. */
function wordsHash(text: string): string {
  return createHash("sha256")
    .update([...new Set(referenceTerms(text))].sort().join(" "))
    .digest("base64");
}

function articleOf(file: string, place: string, part: string): NewArticle {
  const source = file.replace(/\..*/, "");
  return { id: `${source}:${place}`, title: "", text: part, url: "", date: "", source };
}

/** A text as articles of at least 150 and about 700 words at most, cut between paragraphs, else between sentences. */
function pieces(text: string): string[] {
  const done: string[] = [];
  let held: string[] = [];
  let words = 0;
  const close = () => {
    if (words >= LEAST_WORDS) done.push(held.join("\n\n"));
    [held, words] = [[], 0];
  };
  for (const paragraph of text.split(/\n+/).flatMap(shortened)) {
    const more = countWords(paragraph);
    if (words + more > MOST_WORDS) close();
    held.push(paragraph);
    words += more;
    if (words >= MOST_WORDS / 2) close();
  }
  close();
  return done;
}

function shortened(paragraph: string): string[] {
  if (countWords(paragraph) <= MOST_WORDS / 2) return [paragraph];
  const parts: string[] = [];
  let held = "";
  for (const sentence of paragraph.split(/(?<=[.!?]["”]?)\s+(?=["“]?\p{Lu})/u)) {
    held += held === "" ? sentence : ` ${sentence}`;
    if (countWords(held) < LEAST_WORDS) continue;
    parts.push(held);
    held = "";
  }
  return held === "" ? parts : [...parts, held];
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
