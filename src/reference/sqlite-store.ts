import type { Database } from "better-sqlite3";
import { ArticleTable, type StoredArticle, withoutNumber } from "./article-table.js";
import { identified } from "./identity.js";
import { PostingBatch } from "./posting-batch.js";
import { fullTextQuery } from "./question.js";
import { Retrieval } from "./retrieval.js";
import { type Doing, storeError } from "./sqlite-errors.js";
import { openFile, type StoreOptions } from "./sqlite-file.js";
import { FORMAT_VERSION } from "./sqlite-schema.js";
import type { AddCounts, Article, EmbeddedStore, NewArticle, QueryTerm, Retrieved, StoreStats } from "./store.js";
import { TermIndex } from "./term-index.js";
import { articleTerms } from "./terms.js";

/** Articles whose terms are held in memory before they are written. */
const BATCH = 4096;
/** UTF-16 units of text that are held so; some articles are books. */
const BATCH_UNITS = 64e6;
/** Articles read at once when all are gone through. */
const PAGE = 64;

/**
 * Opens a reference store in one SQLite file, and makes the file unless that is not wanted.
 * @throws UnspinError when it cannot be opened, is none, is damaged, or needs a newer unspin.
 */
export function openStore(path: string, options: StoreOptions = {}): EmbeddedStore {
  const database = openFile(path, options);
  try {
    return new SqliteStore(path, database);
  } catch (error) {
    database.close();
    throw storeError(error, path, "open");
  }
}

/** Every method throws an UnspinError when the file cannot be read or written; the file then is as before the call. */
class SqliteStore implements EmbeddedStore {
  readonly place = "embedded";
  private readonly table: ArticleTable;
  private readonly index: TermIndex;
  private readonly retrieval: Retrieval;

  constructor(
    private readonly path: string,
    private readonly database: Database,
  ) {
    this.table = new ArticleTable(database);
    this.index = new TermIndex(database);
    this.retrieval = new Retrieval(this.index);
  }

  add(articles: Iterable<NewArticle>): AddCounts {
    return this.writing(() => {
      const counts = { added: 0, replaced: 0, same: 0, empty: 0 };
      const pending = new PendingChanges(this.index);
      for (const article of articles) counts[this.addOne(identified(article), pending)] += 1;
      pending.write();
      return counts;
    });
  }

  remove(ids: readonly string[]): number {
    return this.writing(() => {
      const pending = new PendingChanges(this.index);
      let removed = 0;
      for (const id of ids) {
        const stored = this.table.byId(id);
        if (stored === undefined) continue;
        this.table.remove(stored);
        pending.change(stored, null);
        removed += 1;
      }
      pending.write();
      return removed;
    });
  }

  article(id: string): Article | null {
    return this.reading(() => {
      const stored = this.table.byId(id);
      return stored === undefined ? null : withoutNumber(stored);
    });
  }

  search(question: string, most: number): readonly Retrieved[] {
    const query = fullTextQuery(question);
    if (query === "" || !(most > 0)) return [];
    return this.reading(() => {
      const found = this.table.search(query, Math.ceil(most));
      return found.map(({ number, score }) => ({ article: this.table.requireArticle(number), score, share: 1 }));
    });
  }

  retrieve(terms: readonly QueryTerm[], most: number): readonly Retrieved[] {
    return this.reading(() => {
      const { total, best } = this.retrieval.best(terms, this.table.total("articles"), most);
      return best.map(({ number, score }) => {
        return { article: this.table.requireArticle(number), score, share: Math.min(1, score / total) };
      });
    });
  }

  *articles(): Generator<Article> {
    // Page by page, so that the store can be used, and changed, in between.
    for (let after = 0; ; ) {
      const page = this.reading(() => this.table.after(after, PAGE));
      if (page.length === 0) return;
      for (const stored of page) yield withoutNumber(stored);
      after = page.at(-1)!.number;
    }
  }

  stats(): StoreStats {
    return this.reading(() => ({
      articles: this.table.total("articles"),
      characters: this.table.total("characters"),
      bytes: this.table.bytes(),
      formatVersion: FORMAT_VERSION,
    }));
  }

  close(): void {
    this.database.close();
  }

  private addOne(article: Article, pending: PendingChanges): keyof AddCounts {
    const stored = this.table.byId(article.id);
    if (stored?.title === article.title && stored.text === article.text) {
      this.table.updateDetails(stored, article);
      return "same";
    }
    const terms = articleTerms(article);
    if (terms.length === 0) return "empty";
    if (stored === undefined) {
      pending.add(this.table.insert(article), article, terms);
      return "added";
    }
    this.table.replace(stored, article);
    pending.change(stored, terms);
    return "replaced";
  }

  /** Does all of `work` or, should it fail, nothing; waits for other writers. */
  private writing<T>(work: () => T): T {
    this.retrieval.forgetFrequencies();
    return this.transaction("BEGIN IMMEDIATE", "write", work);
  }

  /** Reads one state of the store, whatever others write. */
  private reading<T>(work: () => T): T {
    return this.transaction("BEGIN", "read", work);
  }

  private transaction<T>(begin: string, doing: Doing, work: () => T): T {
    const { database } = this;
    try {
      database.exec(begin);
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // SQLite may have rolled back by itself.
      if (database.open && database.inTransaction) database.exec("ROLLBACK");
      throw storeError(error, this.path, doing);
    }
  }
}

/** What a transaction has changed in the table of articles and not yet in the index of terms. */
class PendingChanges {
  private batch = new PostingBatch();
  private units = 0;

  constructor(private readonly index: TermIndex) {}

  add(number: number, { title, text }: Article, terms: readonly string[]): void {
    this.batch.add(number, terms);
    this.count(title.length + text.length);
  }

  /** `terms` is null for an article that is gone. */
  change(stored: StoredArticle, terms: readonly string[] | null): void {
    this.batch.change(stored.number, articleTerms(stored), terms ?? []);
    this.count(stored.title.length + stored.text.length);
  }

  write(): void {
    this.index.write(this.batch);
    this.batch = new PostingBatch();
    this.units = 0;
  }

  private count(units: number): void {
    this.units += units;
    if (this.batch.size >= BATCH || this.units >= BATCH_UNITS) this.write();
  }
}
