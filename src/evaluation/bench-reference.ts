/**
 * Builds a reference store of 100,000 articles, or fewer, from `../shared/data/corpus` and times it, on demand:
 * node dist/evaluation/bench-reference.js [STORE [ARTICLES]]. The store stays, for what else needs one (`.cache/` by default).
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { readCorpus } from "../language/corpus.js";
import { openStore } from "../reference/sqlite-store.js";
import type { EmbeddedStore, NewArticle, StoreStats } from "../reference/store.js";
import { referenceTerms } from "../reference/terms.js";
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
const ANSWERS = 10;
const SEED = 4;

await run(process.argv[2] ?? ".cache/reference-100k.sqlite", Number(process.argv[3] ?? SIZES.at(-1)));

async function run(path: string, most: number): Promise<void> {
  for (const file of [path, `${path}-journal`]) rmSync(file, { force: true });
  const store = openStore(path);
  const asked: NewArticle[] = [];
  const spent = { seconds: 0, cpu: 0 };
  for (const size of [...SIZES.filter((size) => size < most), most]) {
    const articles = await piecesUpTo(size, store.stats().articles);
    for (let at = 0; at < articles.length; at += BATCH) {
      const cpu = process.cpuUsage();
      spent.seconds += timed(() => store.add(articles.slice(at, at + BATCH))) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      spent.cpu += (user + system) / 1e6;
    }
    asked.push(...articles.filter((_, index) => index % Math.ceil(articles.length / QUERIES) === 0));
    report(store, spent, asked);
  }
  reportSingle(store, asked.slice(0, 50));
  store.close();
}

/** What one article costs by itself; the store ends as it was. */
function reportSingle(store: EmbeddedStore, articles: readonly NewArticle[]): void {
  const each = (work: (article: NewArticle) => unknown) =>
    `${(timed(() => articles.forEach(work)) / articles.length).toFixed(1)} ms`;
  const added = each((article) => store.add([{ ...article, id: `copy:${article.id}` }]));
  const replaced = each((article) => store.add([{ ...article, id: `copy:${article.id}`, text: "Withdrawn." }]));
  const removed = each((article) => store.remove([`copy:${article.id}`]));
  const same = each((article) => store.add([article]));
  print(`one by one: added in ${added}, replaced in ${replaced}, removed in ${removed}, the same again in ${same}`);
}

/** Seconds by the clock, and of processor time, which other programs on the machine lengthen less. */
interface Spent {
  readonly seconds: number;
  readonly cpu: number;
}

function report(store: EmbeddedStore, { seconds, cpu }: Spent, asked: readonly NewArticle[]): void {
  const { articles, characters, bytes }: StoreStats = store.stats();
  const random = createRandom(SEED);
  const queries = Array.from({ length: QUERIES }, () => {
    const article = asked[Math.floor(random() * asked.length)]!;
    return { id: article.id, terms: drawTerms(article, random) };
  });
  let first = 0;
  const times = queries.map(({ id, terms }) =>
    timed(() => {
      const best = store.retrieve(
        terms.map((term) => ({ term, weight: 1 })),
        ANSWERS,
      );
      if (best[0]?.article.id === id) first += 1;
    }),
  );
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))]!.toFixed(1);
  print(
    `${articles} articles, ${(characters / 1e6).toFixed(0)} M characters: added at ${(articles / seconds).toFixed(0)} a second (${(articles / cpu).toFixed(0)} of processor time); ` +
      `${(bytes / 1e6).toFixed(0)} MB, ${(bytes / characters).toFixed(2)} bytes a character; retrieve ` +
      `median ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} ms; its own article first in ${first} of ${queries.length}`,
  );
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

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
