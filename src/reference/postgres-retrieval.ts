import type { QueryConfig } from "pg";
import { Damage } from "./damage.js";
import type { PostgresConnection } from "./postgres-connection.js";
import { articleOf, columns } from "./postgres-rows.js";
import { BLOCK } from "./postgres-schema.js";
import { ALWAYS, COMMON_SHARE, MOST_POSTINGS } from "./rarest-terms.js";
import type { Article, Retrieved } from "./store.js";

/** An article found. */
interface FoundRow extends Article {
  /** Null when the article is not there. */
  readonly number: number | null;
  readonly score: number;
  /** Score of an article that would hold all terms looked up. */
  readonly total: number;
}

/** Finds articles by rare terms: the server looks all terms up and adds their lists up, in one round trip. */
export class PostgresRetrieval {
  private readonly text: string;

  constructor(
    private readonly connection: PostgresConnection,
    schema: string,
  ) {
    this.text = question(schema);
  }

  /** The articles that share most with the rarest of the terms, given by their keys with their weights. */
  async best(weights: ReadonlyMap<number, number>, most: number): Promise<readonly Retrieved[]> {
    const rows = await this.connection.read<FoundRow>(this.asked(weights, most));
    // One statement sees one state of the store: no article can have been removed meanwhile.
    if (rows.some(({ number }) => number === null)) {
      throw this.connection.failure(new Damage("a list of articles names one that is not there"));
    }
    return rows.map((row) => ({
      article: articleOf(row),
      score: row.score,
      share: Math.min(1, row.score / row.total),
    }));
  }

  private asked(weights: ReadonlyMap<number, number>, most: number): QueryConfig {
    const values = [`{${[...weights.keys()].join(",")}}`, `{${[...weights.values()].join(",")}}`, most];
    return { name: "unspin-retrieve", text: this.text, values };
  }
}

/**
 * It picks as `rarestTerms` does: the rare terms, or all when there are no others; as many as one question may read, the rarest first.
 * `lists` are in that order, and scores are added up in it, so that articles with the same terms have the same score to the last bit.
 */
function question(schema: string): string {
  return `
WITH corpus AS MATERIALIZED (
  SELECT articles::float8 AS corpus, greatest(${ALWAYS}, floor(articles * ${COMMON_SHARE}::float8)) AS common FROM ${schema}.store
), held AS MATERIALIZED (
  SELECT key, weight, block, count, articles, sum(count) OVER (PARTITION BY key) AS frequency
  FROM unnest($1::bigint[], $2::float8[]) AS asked (key, weight) JOIN ${schema}.posting USING (key)
), sorted AS (
  SELECT held.*, corpus, sum(count) OVER (ORDER BY frequency, key) AS reading FROM held, corpus
  WHERE frequency <= common OR NOT EXISTS (SELECT FROM held, corpus WHERE frequency <= common)
), lists AS MATERIALIZED (
  SELECT key, block, articles, weight * ln((corpus + 1) / frequency::float8) AS score FROM sorted
  WHERE reading <= ${MOST_POSTINGS} OR reading = frequency ORDER BY frequency, key, block
), best AS MATERIALIZED (
  SELECT block * ${BLOCK} + place AS number, sum(score) AS score FROM lists, unnest(articles) AS place
  GROUP BY number ORDER BY score DESC, number LIMIT $3
)
SELECT article.number, score, (SELECT sum(score) FROM (SELECT DISTINCT ON (key) score FROM lists) AS term) AS total, ${columns("article")}
FROM best LEFT JOIN ${schema}.article USING (number) ORDER BY score DESC, number`;
}
