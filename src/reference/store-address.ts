import { UnspinError } from "../errors.js";

/** Where a store on PostgreSQL is. */
export interface StoreAddress {
  /** What the driver connects to; holds the password. */
  readonly connection: string;
  readonly schema: string;
  /** The schema as statements name it. */
  readonly quoted: string;
  /** The address as messages may show it. */
  readonly shown: string;
  /** What must not be shown, as it stands in the address and decoded; empty ones left out. */
  readonly secrets: readonly string[];
}

const SCHEMA = "unspin";
/** Of PostgreSQL's names, those that nobody needs to quote. */
const PLAIN_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Does a store's path name one on PostgreSQL rather than a file? */
export function isServerAddress(path: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(path);
}

/** A store's path for people, reports and records: of an address, passwords are left out. */
export function shownAddress(path: string): string {
  if (!isServerAddress(path)) return path;
  // Up to the last "@": a password that nobody has percent-encoded may hold any sign.
  const place = path.replace(/^(\w+:\/\/[^:@/?#]*):.*@/s, "$1:***@");
  return place.replace(/([?&](?:password|sslpassword)=)[^&#]*/gi, "$1***");
}

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; `?schema=` tells the tables of several stores apart.
 * @throws UnspinError when it is none.
 */
export function parseAddress(path: string): StoreAddress {
  const shown = shownAddress(path);
  const url = urlOf(path);
  if (url === undefined) {
    throw new UnspinError(
      `${shown}: is no address of a PostgreSQL database. Write postgres://USER:PASSWORD@HOST/DATABASE, with signs such as @, / and # in the password percent-encoded.`,
    );
  }
  const schema = url.searchParams.get("schema") ?? SCHEMA;
  if (!PLAIN_NAME.test(schema)) {
    throw new UnspinError(
      `${shown}: "${schema}" is no name for a schema. Use small letters, digits and "_", not beginning with a digit.`,
    );
  }
  url.searchParams.delete("schema");
  const written = [url.password, url.searchParams.get("password") ?? ""].filter((secret) => secret !== "");
  const secrets = [...new Set([...written, ...written.map(decoded)])];
  return { connection: url.href, schema, quoted: `"${schema}"`, shown, secrets };
}

function urlOf(path: string): URL | undefined {
  const url = URL.canParse(path) ? new URL(path) : undefined;
  // A "/" in a password ends the host early, and what is left of it would be taken for the database.
  return url === undefined || /@/.test(url.pathname + url.hash) ? undefined : url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
