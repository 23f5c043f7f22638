import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Why a request is not answered: the status and a line for whoever made it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/**
 * Refuses what does not come from the page itself or the address bar. The name in `Host` must be the address: a page
 * elsewhere whose name was rebound to 127.0.0.1 sends its own.
 * @param host such as "127.0.0.1:4312".
 */
export function refuseStrangers({ headers }: IncomingMessage, host: string): void {
  if (headers.host !== host) throw new Refusal(421, `This server answers at http://${host} only.`);
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  if (origin !== undefined && origin !== `http://${host}`) throw new Refusal(403, "Another site may not ask here.");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    throw new Refusal(403, "Another site may not ask here; open the address that unspin review printed.");
  }
}

/** The token of `Authorization: Bearer`; undefined without one. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1];
}

/** Takes the same time however much of the token is right. */
export function refuseWithoutToken(shown: string | null | undefined, token: string): void {
  if (timingSafeEqual(digest(shown ?? ""), digest(token))) return;
  throw new Refusal(401, "The token is missing or wrong: open the address that unspin review printed.", {
    "WWW-Authenticate": "Bearer",
  });
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** How many times the limit is read, and thrown away, so that whoever sends too much hears why. */
const PATIENCE = 8;

/** @throws Refusal for a body of another type, or of more bytes than `limit`. */
export async function bodyOf(request: IncomingMessage, type: string, limit: number): Promise<Buffer> {
  const given = (request.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  if (given !== type) throw new Refusal(415, `The body must be ${type}.`, { Accept: type });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else if (length > limit * PATIENCE) break;
  }
  if (length <= limit) return Buffer.concat(chunks);
  throw new Refusal(413, `The body may have ${limit} bytes. Send the decisions in several requests.`);
}
