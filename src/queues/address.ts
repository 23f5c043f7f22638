import { UnspinError } from "../errors.js";

/** Where a queue is. */
export interface QueueAddress {
  readonly kind: "redis" | "postgres";
  /** As the client takes it: without what is for us. It may hold a password: it is never printed. */
  readonly url: string;
  /** The same without a password, for people. */
  readonly shown: string;
  /** Name of the queue there: several can share a server. */
  readonly queue: string;
}

const KINDS: Readonly<Record<string, QueueAddress["kind"]>> = {
  "redis:": "redis",
  "rediss:": "redis",
  "postgres:": "postgres",
  "postgresql:": "postgres",
};

/**
 * Reads a queue's address: redis://[user:password@]host[:port][/database] (rediss:// with TLS) or
 * postgres://[user:password@]host[:port]/database, with ?queue=NAME for another queue than "unspin".
 * @throws UnspinError when it is none.
 */
export function queueAddress(given: string): QueueAddress {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const kind = url === undefined ? undefined : KINDS[url.protocol];
  if (url === undefined || kind === undefined || url.hostname === "") {
    const examples = "redis://localhost:6379 or postgres://user@localhost/database";
    throw new UnspinError(`${masked(given)}: no address of a queue. Write one as ${examples}.`);
  }
  const queue = url.searchParams.get("queue") ?? "unspin";
  if (!/^[A-Za-z0-9_.-]{1,80}$/.test(queue)) {
    throw new UnspinError(`${masked(given)}: the queue's name may have letters, digits, ".", "_" and "-" only.`);
  }
  url.searchParams.delete("queue");
  return { kind, url: url.href, shown: masked(given), queue };
}

/** An address without its password; also what merely looks like an address. */
export function masked(address: string): string {
  return address
    .replace(/^([a-z][a-z\d+.-]*:\/\/[^:/?#@]*):.*@/i, "$1:***@")
    .replace(/([?&](?:password|sslpassword|secret|token)=)[^&#]*/gi, "$1***");
}
