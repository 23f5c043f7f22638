import type { Database } from "better-sqlite3";
import { KEY_BITS } from "./term-key.js";

/** "UnSp" in SQLite's header, which tells the file from other applications' (and `file` from other files). */
export const APPLICATION_ID = 0x556e5370;

/** Goes up whenever older versions of unspin would misread the file. */
export const FORMAT_VERSION = 1;

/** Slots that a segment of the term index may have; its postings' places are slot * 2^KEY_BITS + key. */
export const SLOTS = 2 ** (53 - KEY_BITS);

/**
 * Articles in the order of their arrival; their words with positions (for phrases that people look for); and an index
 * of our own for retrieval: for each segment (a range of article numbers) and term the list of articles that hold it.
 * The totals are kept up with each change, since counting would read the whole file.
 */
const TABLES = `
CREATE TABLE article (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE segment (slot INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE posting (place INTEGER PRIMARY KEY, count INTEGER NOT NULL, articles BLOB NOT NULL);
CREATE TABLE total (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO total VALUES ('articles', 0), ('characters', 0);
CREATE VIRTUAL TABLE word USING fts5 (
  title, text, content = 'article', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO word (word, rank) VALUES ('rank', 'bm25(4.0, 1.0)'), ('hashsize', 33554432);
`;

/** Large pages: an article of some kilobytes would leave a small one half empty. */
const PAGE_BYTES = 16384;

/** Makes the tables in an empty file, whichever process comes first. */
export function createTables(database: Database): void {
  database.pragma(`page_size = ${PAGE_BYTES}`);
  database.exec("BEGIN IMMEDIATE");
  try {
    if (isEmpty(database)) {
      database.exec(TABLES);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${FORMAT_VERSION}`);
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Whether nothing has been stored in the file, not even tables. */
export function isEmpty(database: Database): boolean {
  return database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
}
