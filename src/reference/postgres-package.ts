import { createRequire } from "node:module";
import type pg from "pg";
import { UnspinError } from "../errors.js";
import type { Require } from "./sqlite-package.js";

const requireHere = createRequire(import.meta.url);

/**
 * pg, the driver, which is only loaded when a store on PostgreSQL is opened.
 * @throws UnspinError when it is not installed.
 */
export function loadPostgres(require: Require = requireHere): typeof pg {
  try {
    return require("pg") as typeof pg;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    throw new UnspinError(
      "a reference store on PostgreSQL needs the package pg, which is not installed (it is optional). Install it: npm install pg",
    );
  }
}
