import { createRequire } from "node:module";
import type Database from "better-sqlite3";
import { UnspinError } from "../errors.js";

/** How the package is found; the tests look for it where it is not. */
export type Require = (name: string) => unknown;

const requireHere = createRequire(import.meta.url);

/**
 * better-sqlite3, which is only loaded when a store is opened: it is native code that not every machine can install.
 * @throws UnspinError when it is not there or does not start.
 */
export function loadSqlite(require: Require = requireHere): typeof Database {
  try {
    return require("better-sqlite3") as typeof Database;
  } catch (error) {
    throw new UnspinError(missing(error));
  }
}

function missing(error: unknown): string {
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
    return (
      "a reference store needs the package better-sqlite3, which is not installed (it is optional, and npm leaves it " +
      "out where it cannot be built). Install it: npm install better-sqlite3"
    );
  }
  return (
    `a reference store needs the package better-sqlite3, which does not start here (${reason}). ` +
    "Build it for this Node: npm rebuild better-sqlite3"
  );
}
