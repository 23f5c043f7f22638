import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Decision, decisionLine, readLedger } from "../decisions/ledger.js";
import { UnspinError } from "../errors.js";
import { contentPolicy } from "../reports/html/index.js";
import { EventStreams } from "./event-streams.js";
import type { FollowedLedger } from "./followed-ledger.js";
import { bearerOf, bodyOf, Refusal, refuseStrangers, refuseWithoutToken } from "./request.js";

/** Bytes of one request's body: some 20,000 decisions. */
const BODY_LIMIT = 8 * 1024 * 1024;
const LINES = "application/x-ndjson";
const LOOPBACK = "127.0.0.1";

export interface ReviewSettings {
  readonly page: readonly Uint8Array[];
  readonly ledger: FollowedLedger;
  /** The secret that each request must show. */
  readonly token: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface ReviewServer {
  /** The address to open, with the token. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a review on this machine alone: the page at `/?token=`, `GET ledger`, `POST decisions` (lines of a ledger; answered
 * when they are on the disk) and the stream `events`, which tells what others decide.
 * @throws UnspinError when the port cannot be taken.
 */
export async function serveReview(settings: ReviewSettings): Promise<ReviewServer> {
  const { ledger, token } = settings;
  const events = new EventStreams();
  const stop = ledger.listen((fresh) => events.send(fresh, ledger.decisions.length));
  const server = createServer();
  const host = `${LOOPBACK}:${await listen(server, settings.port)}`;
  const answers = routes(settings, events);
  server.on("request", (request, response) => {
    answer(request, response, { host, answers }).catch((error: unknown) => refuse(response, error));
  });
  return {
    address: `http://${host}/?token=${token}`,
    async close() {
      stop();
      events.close();
      server.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1000).unref();
      await once(server, "close");
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, LOOPBACK);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnspinError(`port ${port}: it cannot be taken (${reason}). Name another with --port, or none.`);
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => void | Promise<void>;

function routes({ page, ledger, token }: ReviewSettings, events: EventStreams): ReadonlyMap<string, Answer> {
  return new Map<string, Answer>([
    [
      "GET /",
      (_request, response, query) => {
        refuseWithoutToken(query.get("token"), token);
        sendAll(response, page, "text/html; charset=utf-8");
      },
    ],
    [
      "GET /ledger",
      (request, response) => {
        refuseWithoutToken(bearerOf(request), token);
        sendAll(response, [Buffer.from(ledger.decisions.map(decisionLine).join(""))], LINES);
      },
    ],
    [
      "POST /decisions",
      async (request, response) => {
        refuseWithoutToken(bearerOf(request), token);
        await ledger.append(await decisionsOf(await bodyOf(request, LINES, BODY_LIMIT)));
        response.writeHead(204).end();
      },
    ],
    [
      "GET /events",
      (request, response, query) => {
        refuseWithoutToken(query.get("token"), token);
        const last = Number.parseInt(String(request.headers["last-event-id"] ?? ""), 10);
        events.add(response, ledger.decisions, Number.isNaN(last) ? undefined : last);
      },
    ],
  ]);
}

interface Answering {
  readonly host: string;
  readonly answers: ReadonlyMap<string, Answer>;
}

async function answer(request: IncomingMessage, response: ServerResponse, { host, answers }: Answering): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  // What the policy of the page's own `<meta>` cannot say.
  response.setHeader("Content-Security-Policy", `${contentPolicy(true)}; frame-ancestors 'none'`);
  refuseStrangers(request, host);
  const { pathname, searchParams } = targetOf(request.url, host);
  const found = answers.get(`${request.method} ${pathname}`);
  if (found) return found(request, response, searchParams);
  const allowed = ["GET", "POST"].filter((method) => answers.has(`${method} ${pathname}`));
  if (allowed.length === 0) throw new Refusal(404, "There is nothing here.");
  throw new Refusal(405, `Only ${allowed.join()} is answered here.`, { Allow: allowed.join() });
}

function targetOf(url: string | undefined, host: string): URL {
  try {
    return new URL(url ?? "/", `http://${host}`);
  } catch {
    throw new Refusal(400, "The address is none.");
  }
}

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** All that is posted counts, or nothing: a line that is no decision, or that breaks off, refuses the rest too. */
async function decisionsOf(body: Buffer): Promise<readonly Decision[]> {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield body;
  };
  const refuseLine = () => {
    throw new Refusal(400, "The last line breaks off; nothing of the request was taken.");
  };
  try {
    return await readLedger("the request", refuseLine, chunks());
  } catch (error) {
    throw error instanceof UnspinError ? new Refusal(400, error.message) : error;
  }
}

function sendAll(response: ServerResponse, parts: readonly Uint8Array[], type: string): void {
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  response.writeHead(200, { "Content-Type": type, "Content-Length": length });
  for (const part of parts) response.write(part);
  response.end();
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const refusal = error instanceof Refusal ? error : new Refusal(500, messageOf(error));
  // A body that was not read to its end would be taken for the next request.
  const headers = { ...refusal.headers, "Content-Type": "text/plain; charset=utf-8", Connection: "close" };
  response.writeHead(refusal.status, headers).end(`${refusal.message}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
