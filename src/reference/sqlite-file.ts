import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Database } from "better-sqlite3";
import { UnspinError } from "../errors.js";
import { storeError } from "./sqlite-errors.js";
import { loadSqlite } from "./sqlite-package.js";
import { APPLICATION_ID, createTables, FORMAT_VERSION, isEmpty } from "./sqlite-schema.js";

/** How to open a store. */
export interface StoreOptions {
  /** Only reads; works in folders and on files that may not be written. The store must exist. */
  readonly readonly?: boolean;
  /** Whether a missing file is made, unless `readonly`. Default true. */
  readonly create?: boolean;
}

/** Milliseconds to wait for another writer: a batch of articles with a large merge takes some seconds. */
const PATIENCE = 60_000;
/** Memory for pages, in KiB. */
const CACHE_KIB = 64 * 1024;
/** Pages (of 16 KiB) changed in one transaction before some go to the file early, which shuts readers out. */
const SPILL_PAGES = 16 * 1024;

/**
 * Opens the SQLite file of a store and checks what is cheap to check: whose file it is, its version and its size.
 * A rollback journal is used, not a write-ahead log: readers of the latter must be able to write beside the file.
 * @throws UnspinError that says why there is no store to use.
 */
export function openFile(path: string, { readonly = false, create = true }: StoreOptions): Database {
  try {
    requireFile(path, !readonly && create);
    return readonly ? openForReading(path) : openForWriting(path);
  } catch (error) {
    throw storeError(unopened(error, path), path, "open");
  }
}

function openForWriting(path: string): Database {
  return checked(path, connect(path, false), (database) => {
    if (isEmpty(database)) createTables(database);
  });
}

function openForReading(path: string): Database {
  try {
    return checked(path, connect(path, true));
  } catch (error) {
    if (!needsRollback(error)) throw error;
    // A writer was killed: its half-written batch is taken back by the next connection that may write.
    try {
      checked(path, connect(path, false)).close();
    } catch {
      throw error;
    }
  }
  return checked(path, connect(path, true));
}

function needsRollback(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_READONLY_ROLLBACK";
}

function connect(path: string, readonly: boolean): Database {
  const Sqlite = loadSqlite();
  // An absolute path is never taken for a URI or for ":memory:".
  return new Sqlite(resolve(path), { readonly, timeout: PATIENCE });
}

function checked(path: string, database: Database, prepare?: (database: Database) => void): Database {
  try {
    database.pragma(`cache_size = -${CACHE_KIB}`);
    database.pragma(`cache_spill = ${SPILL_PAGES}`);
    requireOurs(path, database, prepare !== undefined);
    prepare?.(database);
    requireVersion(path, database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function requireOurs(path: string, database: Database, mayBeEmpty: boolean): void {
  // In one transaction: another process may be making the tables just now.
  database.exec("BEGIN");
  const application = database.pragma("application_id", { simple: true });
  const empty = isEmpty(database);
  database.exec("COMMIT");
  if (application === APPLICATION_ID) return;
  if (!empty || application !== 0) {
    throw new UnspinError(`${path}: is no reference store, but an SQLite file of another application. Check the path.`);
  }
  if (!mayBeEmpty) {
    throw new UnspinError(
      `${path}: is empty, and no reference store yet. Fill it: unspin reference add ${path} FILE...`,
    );
  }
}

function requireVersion(path: string, database: Database): void {
  const version = database.pragma("user_version", { simple: true });
  if (version === FORMAT_VERSION) return;
  throw new UnspinError(
    `${path}: the reference store has format ${String(version)}, and this version of unspin knows format ${FORMAT_VERSION}. ` +
      "Update unspin, or make the store anew from its articles.",
  );
}

function requireFile(path: string, create: boolean): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    if (create) return;
    throw new UnspinError(
      `${path}: no such reference store. Check the path, or make it: unspin reference add ${path} FILE...`,
    );
  }
  if (stats.isDirectory())
    throw new UnspinError(`${path}: is a directory, and a reference store is one file. Name it.`);
  if (!stats.isFile()) throw new UnspinError(`${path}: is no file, so it cannot be a reference store. Check the path.`);
}

/** Some of the package's own errors have no code. */
function unopened(error: unknown, path: string): unknown {
  if (error instanceof TypeError && /directory does not exist/.test(error.message)) {
    return new UnspinError(`${path}: its folder does not exist. Create the folder, or name another place.`);
  }
  if (error instanceof Error && "syscall" in error) {
    return new UnspinError(
      `${path}: the reference store cannot be reached (${error.message}). Check the path and its permissions.`,
    );
  }
  return error;
}
