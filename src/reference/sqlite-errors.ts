import { UnspinError } from "../errors.js";
import { Damage } from "./damage.js";

/** What the store was about, for the message. */
export type Doing = "open" | "read" | "write";

/**
 * The error to show for one that SQLite threw: what, where, why, and what to do. Errors of others come back as they
 * are. In all cases SQLite has left the file as it was before the call.
 */
export function storeError(error: unknown, path: string, doing: Doing): unknown {
  if (error instanceof UnspinError || !(error instanceof Error)) return error;
  if (error instanceof Damage) return new UnspinError(`${path}: ${DAMAGED} (${error.message})`);
  if (/^The database connection is not open/.test(error.message)) {
    return new UnspinError(`${path}: the reference store is closed. Open it again to use it.`);
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (!code.startsWith("SQLITE_")) return error;
  return new UnspinError(`${path}: ${problem(code, error.message, doing)}`);
}

const DAMAGED =
  "the reference store is damaged, and nothing more was done with it. Restore the file from a copy, or make it anew from its articles.";

const STOPPED =
  "a writer of the reference store was stopped in the middle, and what it left cannot be cleared away without permission " +
  "to write the file and its folder. Open it once as a user who has it: unspin reference stats";

function problem(code: string, message: string, doing: Doing): string {
  if (code === "SQLITE_NOTADB") return "is no reference store: it is not an SQLite file. Check the path.";
  // FTS5 reports a damaged index by a virtual table's own code, or as SQL logic that fails.
  if (code.startsWith("SQLITE_CORRUPT") || /malformed|no such (?:table|column)/.test(message)) return DAMAGED;
  if (code === "SQLITE_READONLY_ROLLBACK") return STOPPED;
  if (code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED") {
    return "another process has been writing to the reference store for too long. Nothing was changed; try again when it is done.";
  }
  if (code === "SQLITE_FULL") {
    return "there is no space left for the reference store. The store is as it was before; make room, then add the articles again.";
  }
  if (code === "SQLITE_TOOBIG") return "the article is too large for a reference store (1 GB at most). Split it.";
  if (doing === "write" && (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN"))) {
    return "the reference store cannot be written: its file or its folder is read-only. Change the permissions, or copy the store elsewhere.";
  }
  if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_PERM")) {
    return "the reference store may not be opened (no permission, or its folder is missing). Check the path and its permissions.";
  }
  if (code.startsWith("SQLITE_IOERR")) {
    return `the disk failed the reference store (${code}: ${message}). The store is as it was before; check the disk and its free space.`;
  }
  return `the reference store could not be ${doing === "write" ? "written" : "read"} (${code}: ${message}).`;
}
