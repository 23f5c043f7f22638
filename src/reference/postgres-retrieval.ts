import type { QueryConfig } from "pg";
import { columns } from "./postgres-rows.js";
import { BLOCK } from "./postgres-schema.js";
import { ALWAYS, COMMON_SHARE, MOST_POSTINGS } from "./rarest-terms.js";

/**
 * The question of `retrieve`, asked and answered in one round trip, articles included. It is what `rarestTerms` and the
 * scoreboard do for an embedded store: terms with their frequencies; of these the rare ones, or all when there are no
 * others; as many as one question may read, the rarest first; the sums of what they say for each article; the best.
 */
export function retrieval(schema: string, weights: ReadonlyMap<number, number>, most: number): QueryConfig {
  const values = [`{${[...weights.keys()].join(",")}}`, `{${[...weights.values()].join(",")}}`, most];
  return { name: "unspin-retrieve", text: statement(schema), values };
}

function statement(schema: string): string {
  return `
WITH corpus AS MATERIALIZED (
  SELECT articles, greatest(${ALWAYS}, floor(articles * ${COMMON_SHARE}::float8)) AS common FROM ${schema}.store
), held AS MATERIALIZED (
  SELECT key, weight, block, count, posting.articles, sum(count) OVER (PARTITION BY key) AS frequency
  FROM unnest($1::bigint[], $2::float8[]) AS asked (key, weight) JOIN ${schema}.posting USING (key)
), sorted AS (
  SELECT held.*, sum(count) OVER (ORDER BY frequency, key) AS reading FROM held, corpus
  WHERE frequency <= common OR NOT EXISTS (SELECT FROM held, corpus WHERE frequency <= common)
), asked AS MATERIALIZED (
  SELECT sorted.articles, block, count, frequency, weight * ln((corpus.articles + 1) / frequency::float8) AS score
  FROM sorted, corpus WHERE reading <= ${MOST_POSTINGS} OR reading = frequency
), best AS MATERIALIZED (
  SELECT block * ${BLOCK} + place AS number, sum(score) AS score
  FROM asked, unnest(articles) AS place GROUP BY block, place ORDER BY score DESC, number LIMIT $3
)
SELECT ${columns("article")}, best.score, (SELECT sum(score * count / frequency) FROM asked) AS total
FROM best JOIN ${schema}.article USING (number) ORDER BY best.score DESC, number`;
}
