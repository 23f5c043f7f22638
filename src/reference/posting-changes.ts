import type { ClientBase } from "pg";
import { BLOCK } from "./postgres-schema.js";

/** Lists of places in a block by term key. */
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

  async write(client: ClientBase, schema: string): Promise<void> {
    for (const [block, lists] of this.lost) await client.query(lostStatement(schema), parameters(block, lists));
    for (const [block, lists] of this.lost) {
      await client.query(`DELETE FROM ${schema}.posting WHERE key = ANY($1::bigint[]) AND block = $2 AND count = 0`, [
        listed(lists.keys()),
        block,
      ]);
    }
    for (const [block, lists] of this.gained) await client.query(gainedStatement(schema), parameters(block, lists));
  }
}

function note(changes: Map<number, Lists>, number: number, keys: Iterable<number>): void {
  const block = Math.floor(number / BLOCK);
  const place = number % BLOCK;
  const lists: Lists = changes.get(block) ?? new Map();
  changes.set(block, lists);
  for (const key of keys) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [place]);
    else list.push(place);
  }
}

const ENTRIES = "unnest($1::bigint[], $2::int[], $3::text[]) WITH ORDINALITY AS entry (key, count, articles, at)";

function gainedStatement(schema: string): string {
  return `INSERT INTO ${schema}.posting AS posting
    SELECT key, $4::int, count, articles::int2[] FROM ${ENTRIES} ORDER BY at
    ON CONFLICT (key, block) DO UPDATE
    SET count = posting.count + excluded.count, articles = posting.articles || excluded.articles`;
}

function lostStatement(schema: string): string {
  return `UPDATE ${schema}.posting
    SET count = posting.count - entry.count,
      articles = ARRAY(SELECT unnest(posting.articles) EXCEPT SELECT unnest(entry.articles::int2[]))
    FROM ${ENTRIES} WHERE posting.key = entry.key AND posting.block = $4::int`;
}

/** As texts of arrays: the driver would quote each of a million numbers. Ascending, so that new rows lie in that order. */
function parameters(block: number, lists: Lists): (string | number)[] {
  const keys = Float64Array.from(lists.keys()).sort();
  const all = Array.from(keys, (key) => lists.get(key)!);
  const texts = all.map((list) => `"{${list.join(",")}}"`);
  return [listed(keys), listed(all.map((list) => list.length)), `{${texts.join(",")}}`, block];
}

function listed(numbers: Iterable<number>): string {
  return `{${[...numbers].join(",")}}`;
}
