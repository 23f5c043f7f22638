import { identified } from "./identity.js";
import { addBatch, type Indexed, indexed, removeBatch } from "./postgres-batch.js";
import { PostgresConnection, type RemoteOptions } from "./postgres-connection.js";
import { PostgresRetrieval } from "./postgres-retrieval.js";
import { type ArticleRow, articleOf, columns } from "./postgres-rows.js";
import { POSTGRES_FORMAT } from "./postgres-schema.js";
import { storedText } from "./postgres-text.js";
import { weightsByKey } from "./rarest-terms.js";
import { searchQuery } from "./search-words.js";
import type { AddCounts, Article, NewArticle, QueryTerm, RemoteStore, Retrieved, StoreStats } from "./store.js";
import { parseAddress } from "./store-address.js";

/** Articles whose index entries are held in memory before they are written. */
const BATCH = 4096;
/** UTF-16 units of text that are held so; some articles are books. */
const BATCH_UNITS = 32e6;
/** Articles read at once when all are gone through. */
const PAGE = 64;

/**
 * Opens a reference store on PostgreSQL, and makes its tables unless that is not wanted.
 * @throws UnspinError when the server cannot be reached or refuses, or there is no store of this version.
 */
export async function openPostgresStore(path: string, options: RemoteOptions = {}): Promise<RemoteStore> {
  const address = parseAddress(path);
  return new PostgresStore(address.quoted, await PostgresConnection.open(address, options));
}

/** Every method rejects with an UnspinError when the server fails; the store then is as before the call. */
class PostgresStore implements RemoteStore {
  readonly place = "remote";
  private readonly retrieval: PostgresRetrieval;

  constructor(
    private readonly schema: string,
    private readonly connection: PostgresConnection,
  ) {
    this.retrieval = new PostgresRetrieval(connection, schema);
  }

  async add(articles: Iterable<NewArticle>): Promise<AddCounts> {
    const counts = { added: 0, replaced: 0, same: 0, empty: 0 };
    const batches = batchesOf(articles);
    // Others wait while the transaction is open: the first batch, mostly the only one, is made ready before.
    let batch = batches.next();
    if (batch.done === true) return counts;
    await this.connection.write(async (client) => {
      for (; batch.done !== true; batch = batches.next()) {
        const own = await addBatch(client, this.schema, batch.value);
        for (const key of ["added", "replaced", "same", "empty"] as const) counts[key] += own[key];
      }
    });
    return counts;
  }

  async remove(ids: readonly string[]): Promise<number> {
    const distinct = [...new Set(ids)];
    if (distinct.length === 0) return 0;
    return this.connection.write(async (client) => {
      let removed = 0;
      for (let at = 0; at < distinct.length; at += BATCH) {
        removed += await removeBatch(client, this.schema, distinct.slice(at, at + BATCH));
      }
      return removed;
    });
  }

  async article(id: string): Promise<Article | null> {
    const text = `SELECT ${columns("article")} FROM ${this.schema}.article WHERE id = $1`;
    const [row] = await this.connection.read<ArticleRow>({ text, values: [storedText(id)] });
    return row === undefined ? null : articleOf(row);
  }

  async search(question: string, most: number): Promise<readonly Retrieved[]> {
    const { all, any } = searchQuery(question);
    if (all === "" || !(most > 0)) return [];
    const text = `
      SELECT ${columns("article")}, ts_rank('{0.25, 0.25, 0.25, 1}', words, $2::tsquery, 1) AS score
      FROM ${this.schema}.article WHERE words @@ $1::tsquery ORDER BY score DESC, number LIMIT $3`;
    const rows = await this.connection.read<Article & { score: number }>({ text, values: [all, any, Math.ceil(most)] });
    return rows.map((row) => ({ article: articleOf(row), score: row.score, share: 1 }));
  }

  async retrieve(terms: readonly QueryTerm[], most: number): Promise<readonly Retrieved[]> {
    const weights = weightsByKey(terms);
    if (weights.size === 0 || !(most > 0)) return [];
    return this.retrieval.best(weights, Math.ceil(most));
  }

  async *articles(): AsyncGenerator<Article> {
    const text = `SELECT number, ${columns("article")} FROM ${this.schema}.article WHERE number > $1 ORDER BY number LIMIT ${PAGE}`;
    for (let after = 0; ; ) {
      const page = await this.connection.read<ArticleRow>({ text, values: [after] });
      if (page.length === 0) return;
      for (const row of page) yield articleOf(row);
      after = page.at(-1)!.number;
    }
  }

  async stats(): Promise<StoreStats> {
    const sizes = ["store", "article", "posting"].map((table) => `pg_total_relation_size('${this.schema}.${table}')`);
    const text = `SELECT articles::float8, characters::float8, (${sizes.join(" + ")})::float8 AS bytes FROM ${this.schema}.store`;
    const [row] = await this.connection.read<Omit<StoreStats, "formatVersion">>({ text });
    const { articles, characters, bytes } = row!;
    return { articles, characters, bytes, formatVersion: POSTGRES_FORMAT };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

function* batchesOf(articles: Iterable<NewArticle>): Generator<readonly Indexed[]> {
  let batch: Indexed[] = [];
  let units = 0;
  for (const given of articles) {
    const one = indexed(identified(given));
    batch.push(one);
    units += one.article.title.length + one.article.text.length;
    if (batch.length < BATCH && units < BATCH_UNITS) continue;
    yield batch;
    [batch, units] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
