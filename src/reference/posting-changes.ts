import type { ClientBase } from "pg";
import { BLOCK } from "./postgres-schema.js";

/** Lists of article numbers by term key. */
type Lists = Map<number, number[]>;

/** Which articles gained and lost which terms, until it is written. */
export class PostingChanges {
  private readonly gained = new Map<number, Lists>();
  private readonly lost = new Map<number, Lists>();

  /** An article got these terms (distinct keys), which it did not have. */
  gain(number: number, keys: Iterable<number>): void {
    note(this.gained, number, keys);
  }

  /** An article no longer has these terms. */
  lose(number: number, keys: Iterable<number>): void {
    note(this.lost, number, keys);
  }

  /** Within a transaction that holds the lock. `schema` is quoted. */
  async write(client: ClientBase, schema: string): Promise<void> {
    for (const [block, lists] of this.lost) await writeLost(client, schema, block, lists);
    for (const [block, lists] of this.gained) {
      const keys = Float64Array.from(lists.keys()).sort();
      const entries = Array.from(keys, (key) => ({ key, numbers: lists.get(key)! }));
      await client.query(appending(schema), parameters(block, entries));
    }
  }
}

function note(changes: Map<number, Lists>, number: number, keys: Iterable<number>): void {
  const block = Math.floor(number / BLOCK);
  const lists: Lists = changes.get(block) ?? new Map();
  changes.set(block, lists);
  for (const key of keys) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [number]);
    else list.push(number);
  }
}

async function writeLost(client: ClientBase, schema: string, block: number, lists: Lists): Promise<void> {
  const { rows } = await client.query<{ key: number; articles: readonly number[] }>(
    `SELECT key::float8, articles FROM ${schema}.posting WHERE key = ANY($1::bigint[]) AND block = $2`,
    [listed(lists.keys()), block],
  );
  const left = rows.map(({ key, articles }) => {
    const gone = new Set(lists.get(key));
    return {
      key,
      numbers: articles.map((place) => block * BLOCK + place).filter((number) => !gone.has(number)),
    };
  });
  const empty = left.filter(({ numbers }) => numbers.length === 0).map(({ key }) => key);
  await client.query(`DELETE FROM ${schema}.posting WHERE key = ANY($1::bigint[]) AND block = $2`, [
    listed(empty),
    block,
  ]);
  await client.query(
    replacing(schema),
    parameters(
      block,
      left.filter(({ numbers }) => numbers.length > 0),
    ),
  );
}

const ENTRIES = "unnest($1::bigint[], $2::int[], $3::text[]) WITH ORDINALITY AS entry (key, count, articles, at)";

function appending(schema: string): string {
  return `INSERT INTO ${schema}.posting AS posting (key, block, count, articles)
    SELECT key, $4::int, count, articles::smallint[] FROM ${ENTRIES} ORDER BY at
    ON CONFLICT (key, block) DO UPDATE
    SET count = posting.count + excluded.count, articles = posting.articles || excluded.articles`;
}

function replacing(schema: string): string {
  return `UPDATE ${schema}.posting SET count = entry.count, articles = entry.articles::smallint[]
    FROM ${ENTRIES} WHERE posting.key = entry.key AND posting.block = $4::int`;
}

interface Entry {
  readonly key: number;
  readonly numbers: readonly number[];
}

/** As texts of arrays: the driver would quote and escape each part of a million. */
function parameters(block: number, entries: readonly Entry[]): (string | number)[] {
  const first = block * BLOCK;
  const lists = entries.map(({ numbers }) => `"{${numbers.map((number) => number - first).join(",")}}"`);
  const [keys, counts] = [entries.map(({ key }) => key), entries.map(({ numbers }) => numbers.length)];
  return [listed(keys), listed(counts), listed(lists), block];
}

function listed(parts: Iterable<number | string>): string {
  return `{${[...parts].join(",")}}`;
}
