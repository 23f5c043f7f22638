import type { ClientBase } from "pg";
import { UnspinError } from "../errors.js";
import type { StoreAddress } from "./store-address.js";

/** Goes up whenever older versions of unspin would misread the tables. */
export const POSTGRES_FORMAT = 2;

/**
 * Articles of a block of the term index. Small blocks make one more article cheap to add (its terms' lists are written
 * anew), large ones make a question cheap (it reads each term's list of each block).
 */
export const BLOCK = 16_384;

/** "UnSp": tells our advisory locks from other applications'. */
const LOCK_CLASS = 0x556e5370;

/** One writer at a time for each store; readers and other stores go on. Held to the end of the transaction. */
export async function lockForWriting(client: ClientBase, { schema }: StoreAddress): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [LOCK_CLASS, schema]);
}

/**
 * Articles in the order of their arrival, with their words for people's questions; and for retrieval, for each term and
 * block of 16,384 article numbers, the list of those that hold it, each as its place in the block: what the server can add up
 * by itself, unlike denser lists, which only a program unpacks in good time. Ids may be long, so their index is by hash.
 */
const TABLES = `
CREATE SCHEMA IF NOT EXISTS %;
CREATE TABLE %.store (
  format int NOT NULL, last int NOT NULL, articles bigint NOT NULL, characters bigint NOT NULL,
  single boolean PRIMARY KEY DEFAULT true CHECK (single)
);
CREATE TABLE %.article (
  number int PRIMARY KEY,
  id text NOT NULL, url text NOT NULL, date text NOT NULL, source text NOT NULL,
  title text NOT NULL, text text NOT NULL, words tsvector NOT NULL,
  EXCLUDE USING hash (id WITH =)
);
CREATE INDEX article_words ON %.article USING gin (words);
CREATE TABLE %.posting (
  key bigint NOT NULL, block int NOT NULL, count int NOT NULL, articles smallint[] NOT NULL, PRIMARY KEY (key, block),
  CHECK (cardinality(articles) = count)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE %.posting ALTER COLUMN articles SET STORAGE EXTERNAL;
INSERT INTO %.store VALUES (${POSTGRES_FORMAT}, 0, 0, 0);
`;

/** Makes the tables in a transaction of its own, whichever process comes first. */
export async function createTables(client: ClientBase, address: StoreAddress): Promise<void> {
  await client.query("BEGIN");
  try {
    await lockForWriting(client, address);
    if ((await formatOf(client, address)) === undefined) {
      await client.query(TABLES.replaceAll("%", address.quoted));
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** The format of the store there; undefined when there is none. */
export async function formatOf(client: ClientBase, { schema, quoted }: StoreAddress): Promise<number | undefined> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'store') AS found",
    [schema],
  );
  if (!rows[0]!.found) return undefined;
  const store = await client.query<{ format: number }>(`SELECT format FROM ${quoted}.store`);
  return store.rows[0]?.format ?? 0;
}

/** @throws UnspinError when the store is of another format, or the database cannot hold every text. */
export async function requireUsable(client: ClientBase, address: StoreAddress): Promise<void> {
  const { shown, schema } = address;
  const format = await formatOf(client, address);
  if (format === undefined) {
    throw new UnspinError(
      `${shown}: there is no reference store in the schema "${schema}". Check the address, or make it: unspin reference add ADDRESS FILE...`,
    );
  }
  if (format !== POSTGRES_FORMAT) {
    throw new UnspinError(
      `${shown}: the reference store has format ${format}, and this version of unspin knows format ${POSTGRES_FORMAT}. ` +
        "Use one version of unspin everywhere, or make the store anew from its articles (?schema=NAME in the address keeps both).",
    );
  }
}

/** @throws UnspinError for a database that is not in UTF-8. */
export async function requireUtf8(client: ClientBase, { shown }: StoreAddress): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>("SHOW server_encoding");
  const encoding = rows[0]!.server_encoding;
  if (encoding === "UTF8") return;
  throw new UnspinError(
    `${shown}: the database keeps text as ${encoding}, and a reference store needs UTF8. Create one: createdb --encoding=UTF8 --template=template0 NAME`,
  );
}
