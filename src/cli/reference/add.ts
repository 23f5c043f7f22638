import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { UnspinError } from "../../errors.js";
import { type AnyStore, openAnyStore } from "../../reference/open-store.js";
import type { AddCounts, NewArticle } from "../../reference/store.js";
import { isServerAddress } from "../../reference/store-address.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { shownStore } from "../shown-store.js";
import { inputSources } from "../sources.js";
import { tell } from "../streams.js";
import { type Counter, startCounter } from "./counter.js";
import { articleCount, grouped } from "./figures.js";
import { readArticles } from "./read-articles.js";

export interface AddFlags {
  readonly inputFormat?: string;
  /** False under `--no-progress`. */
  readonly progress: boolean;
}

/** Articles, and UTF-16 units of their text, that go into the store in one step; a kill loses at most these. */
const BATCH = 4096;
const BATCH_UNITS = 32e6;
/** Problems of one path that are told one by one. */
const MOST_TOLD = 20;

/** Adds the articles of files to a store, which is made when there is none. @returns the exit code. */
export async function runAdd(db: string, files: readonly string[], flags: AddFlags): Promise<number> {
  const sources = inputSources(files, "reference add DB");
  const adding = new Adding(db, startCounter(flags.progress));
  try {
    await adding.open();
    for (const source of sources) await addPath(adding, source, flags.inputFormat);
    await adding.write();
    await adding.tellSummary();
  } finally {
    await adding.close();
  }
  if (adding.problems === 0) return exitCodes.done;
  return adding.articles === 0 ? exitCodes.usage : exitCodes.partial;
}

async function addPath(adding: Adding, source: string, format: string | undefined): Promise<void> {
  let problems = 0;
  for await (const read of readArticles(source, format)) {
    if ("article" in read) {
      if (!adding.take(read.article)) continue;
      await adding.write();
      // Adding to a file never waits, so without a pause here Ctrl-C would be heard only at the end.
      await setImmediate();
      continue;
    }
    problems += 1;
    adding.problem(problems <= MOST_TOLD ? read.problem.message : undefined);
  }
  if (problems > MOST_TOLD)
    adding.note(`${shownName(source)}: ${grouped(problems - MOST_TOLD)} more problems like these`);
}

/** A store that is being added to; no file is made before there is an article. */
class Adding {
  articles = 0;
  problems = 0;
  private store: AnyStore | undefined;
  private batch: NewArticle[] = [];
  private units = 0;
  private counts: AddCounts = { added: 0, replaced: 0, same: 0, empty: 0 };

  constructor(
    private readonly db: string,
    private readonly counter: Counter,
  ) {}

  /** What is no store, or cannot be reached, must be said before hours of reading. */
  async open(): Promise<void> {
    if (isServerAddress(this.db) || existsSync(this.db)) this.store = await openAnyStore(this.db);
  }

  /** Whether the batch is full. */
  take(article: NewArticle): boolean {
    this.batch.push(article);
    this.articles += 1;
    this.units += article.text.length;
    return this.batch.length >= BATCH || this.units >= BATCH_UNITS;
  }

  async write(): Promise<void> {
    if (this.batch.length === 0) return;
    const { added, replaced, same, empty } = await this.addBatch();
    const { counts } = this;
    this.counts = {
      added: counts.added + added,
      replaced: counts.replaced + replaced,
      same: counts.same + same,
      empty: counts.empty + empty,
    };
    [this.batch, this.units] = [[], 0];
    this.counter.show(`${articleCount(this.articles)} read`);
  }

  problem(message: string | undefined): void {
    this.problems += 1;
    if (message !== undefined) this.note(`unspin: ${message}`);
  }

  note(message: string): void {
    this.counter.clear();
    tell(message);
  }

  async tellSummary(): Promise<void> {
    const { added, replaced, same, empty } = this.counts;
    const parts = [`${grouped(added)} added`, `${grouped(replaced)} replaced`, `${grouped(same)} already there`];
    if (empty > 0) parts.push(`${grouped(empty)} empty`);
    if (this.problems > 0) parts.push(`${grouped(this.problems)} could not be read`);
    const all = this.store === undefined ? "" : `; the store has ${articleCount((await this.store.stats()).articles)}`;
    this.note(`${shownStore(this.db)}: ${parts.join(", ")}${all}`);
  }

  async close(): Promise<void> {
    this.counter.clear();
    await this.store?.close();
  }

  /** @throws Failure, once batches have been written, which says how much was kept. */
  private async addBatch(): Promise<AddCounts> {
    try {
      this.store ??= await openAnyStore(this.db);
      return await this.store.add(this.batch);
    } catch (error) {
      const { added, replaced, same, empty } = this.counts;
      const before = added + replaced + same + empty;
      if (!(error instanceof UnspinError) || before === 0) throw error;
      const kept = `The first ${articleCount(before)} of this run ${before === 1 ? "is" : "are"} in the store.`;
      throw new Failure(`${error.message} ${kept}`, exitCodes.partial);
    }
  }
}
