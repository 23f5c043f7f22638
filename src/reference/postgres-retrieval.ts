import type { QueryConfig } from "pg";
import type { PostgresConnection } from "./postgres-connection.js";
import { columns } from "./postgres-rows.js";
import { rangeOf } from "./postgres-schema.js";
import { decodeRuns } from "./posting-runs.js";
import { ALWAYS, COMMON_SHARE, MOST_POSTINGS, rarity } from "./rarest-terms.js";
import type { Best } from "./retrieval.js";
import { Scoreboard } from "./scoreboard.js";
import type { Article } from "./store.js";

/** A term's list in one block. */
interface ListRow {
  /** Which of the terms asked for; counted from 1. */
  readonly at: number;
  readonly block: number;
  /** Articles that hold the term, over all blocks. */
  readonly frequency: number;
  /** In base64: the driver takes bytes in hexadecimal alone, which is longer. */
  readonly articles: string;
  /** Articles of the store. */
  readonly corpus: number;
}

/**
 * Finds articles by rare terms. The server looks all terms up in one round trip and sends the lists of the rarest; they
 * are added up here. It could add them up itself, which would spare the second trip (for the texts of the few answers):
 * but that takes it ten times as long as sending them, and a server has many workers to serve.
 */
export class PostgresRetrieval {
  private readonly scoreboard = new Scoreboard();

  constructor(
    private readonly connection: PostgresConnection,
    private readonly schema: string,
  ) {}

  /** The articles that share most with the rarest of the terms, given by their keys with their weights. */
  async best(weights: ReadonlyMap<number, number>, most: number): Promise<Best> {
    const keys = [...weights.keys()];
    const rows = await this.connection.read<ListRow>(this.listsOf(keys));
    try {
      return this.addedUp(rows, keys, weights, most);
    } catch (error) {
      throw this.connection.failure(error);
    }
  }

  /** Waits for nothing: two documents would mix on one board. @throws Damage for a list that is none. */
  private addedUp(
    rows: readonly ListRow[],
    keys: readonly number[],
    weights: ReadonlyMap<number, number>,
    most: number,
  ): Best {
    this.scoreboard.clear();
    let total = 0;
    let before = 0;
    for (const { at, block, frequency, articles, corpus } of rows) {
      const score = weights.get(keys[at - 1]!)! * rarity(frequency, corpus);
      if (at !== before) total += score;
      before = at;
      for (const run of decodeRuns(Buffer.from(articles, "base64"), rangeOf(block))) this.scoreboard.add(run, score);
    }
    return { total, best: this.scoreboard.best(most) };
  }

  /** The articles of these numbers; one that has been removed meanwhile is missing. */
  async texts(numbers: readonly number[]): Promise<ReadonlyMap<number, Article>> {
    const rows = await this.connection.read<Article & { number: number }>({
      name: "unspin-texts",
      text: `SELECT number, ${columns("article")} FROM unnest($1::int[]) AS asked (number) JOIN ${this.schema}.article USING (number)`,
      values: [numbers],
    });
    return new Map(rows.map((row) => [row.number, row]));
  }

  /**
   * It picks as `rarestTerms` does: the rare terms, or all when there are no others; as many as one question may read,
   * the rarest first. A term's rows come one after the other.
   */
  private listsOf(keys: readonly number[]): QueryConfig {
    const text = `
WITH corpus AS MATERIALIZED (
  SELECT articles::int AS corpus, greatest(${ALWAYS}, floor(articles * ${COMMON_SHARE}::float8)) AS common FROM ${this.schema}.store
), held AS MATERIALIZED (
  SELECT at::int, key, block, count, articles, sum(count) OVER (PARTITION BY key) AS frequency
  FROM unnest($1::bigint[]) WITH ORDINALITY AS asked (key, at) JOIN ${this.schema}.posting USING (key)
), sorted AS (
  SELECT held.*, corpus, sum(count) OVER (ORDER BY frequency, key) AS reading FROM held, corpus
  WHERE frequency <= common OR NOT EXISTS (SELECT FROM held, corpus WHERE frequency <= common)
)
SELECT at, block, frequency::int, encode(articles, 'base64') AS articles, corpus FROM sorted
WHERE reading <= ${MOST_POSTINGS} OR reading = frequency ORDER BY frequency, key, block`;
    return { name: "unspin-lists", text, values: [`{${keys.join(",")}}`] };
  }
}
