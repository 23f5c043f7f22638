import { UnspinError } from "../errors.js";
import { Damage } from "./damage.js";
import { type StoreAddress, shownAddress } from "./store-address.js";

/** What the driver and the sockets below it throw when the server is gone, restarts, or was never there. */
const UNREACHABLE = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"],
  ...["57P01", "57P02", "57P03", "08000", "08001", "08003", "08006"],
]);
const BROKEN_OFF = /^Connection terminated|^timeout exceeded|^Client has encountered a connection error/;

/** Did the connection fail, so that another one may do better? */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && (UNREACHABLE.has(codeOf(error)) || BROKEN_OFF.test(error.message));
}

/**
 * The error to show for one that the driver threw: what, where, why, and what to do; never with a password in it.
 * Errors of others come back as they are. What a failed call had begun to write, the server takes back.
 */
export function postgresError(error: unknown, { shown, secrets }: StoreAddress): unknown {
  if (error instanceof UnspinError || !(error instanceof Error)) return error;
  if (error instanceof Damage) {
    return new UnspinError(
      `${shown}: the reference store is damaged (${error.message}). Restore its schema from a copy, or make it anew from its articles.`,
    );
  }
  const code = codeOf(error);
  const isDrivers = /^[0-9A-Z]{5}$/.test(code) || /^SASL|pool after calling end/.test(error.message);
  if (!isDrivers && !isUnreachable(error)) return error;
  let said = shownAddress(error.message || code);
  for (const secret of secrets) said = said.replaceAll(secret, "***");
  return new UnspinError(`${shown}: ${problem(code, said, isUnreachable(error))}`);
}

function problem(code: string, said: string, unreachable: boolean): string {
  if (/pool after calling end/.test(said)) return "the reference store is closed. Open it again to use it.";
  if (unreachable) {
    return `the PostgreSQL server cannot be reached (${said || code}). Check the address, and that the server runs; what had been added stays, and adding it again changes nothing.`;
  }
  if (/^SASL.*password must be/.test(said)) {
    return "the server asks for a password, and the address has none. Add it (postgres://USER:PASSWORD@HOST/DATABASE), or set PGPASSWORD.";
  }
  return PROBLEMS[code]?.replace("%", said) ?? PROBLEMS[code.slice(0, 2)]?.replace("%", said) ?? unknown(code, said);
}

function unknown(code: string, said: string): string {
  return `the database refused (${code === "" ? "" : `${code}: `}${said}). Nothing of this step was kept.`;
}

/** By SQLSTATE, else by its class (its first two signs); "%" stands for what the server says. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "28": "the server refuses the user or the password (%). Check both, and the server's pg_hba.conf.",
  "3D000":
    "there is no such database (%). Create it, for example with createdb, or name another; unspin makes its own tables in it.",
  "42501":
    "the user has no permission for the reference store (%). Let its owner grant it: reading needs USAGE on the schema and SELECT on its tables, adding also INSERT, UPDATE and DELETE, and the first use CREATE on the database.",
  "25006":
    "the reference store cannot be written: it was opened for reading, or the server is a standby. Name the primary server.",
  "42P01":
    "the reference store's tables are not as unspin makes them (%). Restore them from a copy, or take another schema.",
  "42703":
    "the reference store's tables are not as unspin makes them (%). Restore them from a copy, or take another schema.",
  "3F000": "the reference store's schema is gone (%). Restore it from a copy, or fill it anew.",
  "53300":
    "the server has no connection left (%). Raise its max_connections, or run fewer workers: each thread that repairs holds one.",
  "53100": "there is no space left for the reference store (%). The store is as it was before; make room, then go on.",
  "53": "the server has run out of resources (%). The store is as it was before; try again.",
  "40": "another writer was in the way (%). Nothing of this step was kept; try again.",
  "57014": "the server stopped the statement (%): see its statement_timeout. Nothing of this step was kept.",
};

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
