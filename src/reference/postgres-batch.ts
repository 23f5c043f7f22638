import type { ClientBase } from "pg";
import { type ArticleRow, articleOf, COLUMNS, columnLists, columns } from "./postgres-rows.js";
import { storedText } from "./postgres-text.js";
import { PostingChanges } from "./posting-changes.js";
import { searchVector } from "./search-words.js";
import type { AddCounts, Article } from "./store.js";
import { distinctKeys } from "./term-key.js";
import { articleTerms } from "./terms.js";

/** An article to add, with what its index entries are made of. */
export interface Indexed {
  readonly article: Article;
  readonly keys: Float64Array;
  readonly words: string;
}

/** Works out before a transaction what others should not have to wait for. */
export function indexed(article: Article): Indexed {
  return { article, keys: distinctKeys(articleTerms(article)), words: searchVector(article.title, article.text) };
}

/** What becomes of one id in a batch. */
interface State extends Indexed {
  /** As it was stored before the batch; null when it was not. */
  readonly before: ArticleRow | null;
}

/** Rows that one statement writes. */
const ROWS = 512;

/** Adds articles in the order given, within a transaction that holds the lock. */
export async function addBatch(client: ClientBase, schema: string, batch: readonly Indexed[]): Promise<AddCounts> {
  const states = new Map<string, State>();
  for (const row of await stored(client, schema, [...new Set(batch.map(({ article }) => article.id))])) {
    const article = articleOf(row);
    states.set(article.id, {
      article,
      keys: new Float64Array(),
      words: "",
      before: { ...article, number: row.number },
    });
  }
  const counts = { added: 0, replaced: 0, same: 0, empty: 0 };
  for (const one of batch) counts[take(states, one)] += 1;
  await writeStates(client, schema, [...states.values()]);
  return counts;
}

/** Takes articles out, within a transaction that holds the lock; returns how many there were. */
export async function removeBatch(client: ClientBase, schema: string, ids: readonly string[]): Promise<number> {
  const rows = await stored(client, schema, ids);
  const changes = new PostingChanges();
  for (const row of rows) changes.lose(row.number, distinctKeys(articleTerms(articleOf(row))));
  const numbers = rows.map(({ number }) => number);
  await client.query(`DELETE FROM ${schema}.article WHERE number = ANY($1::int[])`, [numbers]);
  await changes.write(client, schema);
  const characters = rows.reduce((sum, row) => sum - units(articleOf(row)), 0);
  await count(client, schema, { articles: -rows.length, characters, last: 0 });
  return rows.length;
}

/** The rows of some distinct ids that are there. */
async function stored(client: ClientBase, schema: string, ids: readonly string[]): Promise<readonly ArticleRow[]> {
  const { rows } = await client.query<ArticleRow>(
    `SELECT article.number, ${columns("article")} FROM unnest($1::text[]) AS asked (id) JOIN ${schema}.article USING (id)`,
    [ids.map(storedText)],
  );
  return rows;
}

function take(states: Map<string, State>, { article, keys, words }: Indexed): keyof AddCounts {
  const known = states.get(article.id);
  if (known !== undefined && known.article.title === article.title && known.article.text === article.text) {
    states.set(article.id, { ...known, article: withDetails(known.article, article) });
    return "same";
  }
  if (keys.length === 0) return "empty";
  if (known === undefined) states.set(article.id, { article, keys, words, before: null });
  else states.set(article.id, { ...known, article: withDetails(article, article, known.article), keys, words });
  return known === undefined ? "added" : "replaced";
}

/** The article with the first of the details that is not empty: what a new one leaves out stays. */
function withDetails(article: Article, first: Article, second: Article = article): Article {
  return {
    ...article,
    url: first.url || second.url,
    date: first.date || second.date,
    source: first.source || second.source,
  };
}

async function writeStates(client: ClientBase, schema: string, states: readonly State[]): Promise<void> {
  const { rows } = await client.query<{ last: number }>(`SELECT last FROM ${schema}.store`);
  let last = rows[0]!.last;
  const changes = new PostingChanges();
  const total = { articles: 0, characters: 0 };
  const fresh: Row[] = [];
  const other: Row[] = [];
  for (const state of states) {
    const { before, article } = state;
    if (before === null) {
      last += 1;
      fresh.push({ ...state, number: last });
      changes.gain(last, state.keys);
    } else if (isOther(before, article)) {
      // Written in another wording, and changed back: then there is nothing new to index.
      const isText = before.title !== article.title || before.text !== article.text;
      other.push({ ...state, number: before.number, words: isText ? state.words : null });
      if (isText) change(changes, before, state.keys);
    }
    total.articles += before === null ? 1 : 0;
    total.characters += units(article) - (before === null ? 0 : units(before));
  }
  for (const rows of parts(fresh)) await client.query(insertion(schema), rowLists(rows));
  for (const rows of parts(other)) await client.query(update(schema), rowLists(rows));
  await changes.write(client, schema);
  if (fresh.length + other.length > 0) await count(client, schema, { ...total, last });
}

/** A row to write; without words those that it has stay. */
interface Row extends Pick<State, "article"> {
  readonly number: number;
  readonly words: string | null;
}

function isOther(before: Article, now: Article): boolean {
  return COLUMNS.some((name) => before[name] !== now[name]);
}

function change(changes: PostingChanges, before: ArticleRow, keys: Float64Array): void {
  const [old, now] = [new Set(distinctKeys(articleTerms(before))), new Set(keys)];
  changes.lose(
    before.number,
    [...old].filter((key) => !now.has(key)),
  );
  changes.gain(
    before.number,
    [...now].filter((key) => !old.has(key)),
  );
}

function* parts(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += ROWS) yield rows.slice(at, at + ROWS);
}

const GIVEN = `unnest($1::int[], $2::text[], ${COLUMNS.map((_, at) => `$${at + 3}::text[]`).join(", ")}) AS given (number, words, ${COLUMNS.join(", ")})`;

function insertion(schema: string): string {
  return `INSERT INTO ${schema}.article (number, words, ${COLUMNS.join(", ")}) SELECT number, words::tsvector, ${columns("given")} FROM ${GIVEN}`;
}

function update(schema: string): string {
  const set = COLUMNS.map((name) => `${name} = given.${name}`).join(", ");
  return `UPDATE ${schema}.article SET words = coalesce(given.words::tsvector, article.words), ${set} FROM ${GIVEN} WHERE article.number = given.number`;
}

function rowLists(rows: readonly Row[]): unknown[] {
  return [
    rows.map(({ number }) => number),
    rows.map(({ words }) => words),
    ...columnLists(rows.map(({ article }) => article)),
  ];
}

interface Totals {
  readonly articles: number;
  readonly characters: number;
  readonly last: number;
}

async function count(client: ClientBase, schema: string, { articles, characters, last }: Totals): Promise<void> {
  await client.query(
    `UPDATE ${schema}.store SET articles = articles + $1, characters = characters + $2, last = greatest(last, $3)`,
    [articles, characters, last],
  );
}

function units({ title, text }: Article): number {
  return title.length + text.length;
}
