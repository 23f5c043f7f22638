import type { ConnectionOptions, Job, Queue, QueueEvents, Worker, WorkerOptions } from "bullmq";
import { UnspinError } from "../errors.js";
import type { QueueAddress } from "./address.js";
import { optional } from "./packages.js";

/** A server that queues are on, through BullMQ; what follows is the same for Redis and PostgreSQL. */
export interface Connection {
  readonly address: QueueAddress;
  queue(name: string): Queue;
  events(name: string): QueueEvents;
  worker(name: string, work: Work, options: Partial<WorkerOptions>): Worker;
  /** Closes what was opened here. Whoever does not answer in time is left. */
  close(): Promise<void>;
}

/** Does a job. */
export type Work = (job: Job, token?: string) => Promise<unknown>;

interface Closable {
  close(): Promise<void>;
  disconnect(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** Milliseconds. */
const CLOSING = 5000;

/**
 * Connects, and makes sure of it.
 * @param report told of every error of the connections that is not an answer to a question, such as a lost server.
 * @throws UnspinError when nobody answers, or not to this password.
 */
export async function connect(address: QueueAddress, report: (error: Error) => void = () => {}): Promise<Connection> {
  const connection = address.kind === "redis" ? await onRedis(address, report) : await onPostgres(address, report);
  try {
    await connection.queue(address.queue).waitUntilReady();
    return connection;
  } catch (error) {
    await connection.close().catch(() => {});
    throw new UnspinError(connectionProblem(address, error));
  }
}

/** What went wrong between us and the server, and what to do. */
export function connectionProblem({ shown, kind }: QueueAddress, error: unknown): string {
  const [code, text] = describe(error);
  if (/WRONGPASS|NOAUTH|invalid.*password|password authentication failed|28P01/i.test(`${code} ${text}`)) {
    return `${shown}: the server refuses the user or the password. Check both in the address.`;
  }
  if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET/.test(`${code} ${text}`)) {
    const program = kind === "redis" ? "Redis" : "PostgreSQL";
    return `${shown}: no answer (${code || text}). Start ${program} there, or check host and port.`;
  }
  if (/3D000|does not exist/.test(`${code} ${text}`)) return `${shown}: ${text}. Create it, or name another.`;
  return `${shown}: ${text}`;
}

/** Whether a server has no room left for more. */
export function isFull(error: unknown): boolean {
  const [code, text] = describe(error);
  return (
    /^OOM |used memory > 'maxmemory'|53100|53200|no space left/i.test(`${code} ${text}`) || text.startsWith("OOM ")
  );
}

function describe(error: unknown): readonly [code: string, text: string] {
  if (!(error instanceof Error)) return ["", String(error)];
  const inner = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  const from = inner ?? error;
  const code = "code" in from && typeof from.code === "string" ? from.code : "";
  return [code, from.message || code];
}

async function onRedis(address: QueueAddress, report: (error: Error) => void): Promise<Connection> {
  const [{ Queue, QueueEvents, Worker }, { Redis }] = await Promise.all([
    optional("bullmq", () => import("bullmq")),
    optional("ioredis", () => import("ioredis")),
  ]);
  await probe(new Redis(address.url, { lazyConnect: true, retryStrategy: () => null }), address);
  const url = new URL(address.url);
  const leaving = { isClosing: false };
  const connection: ConnectionOptions = {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === "rediss:" && { tls: {} }),
    maxRetriesPerRequest: null,
    // A server that is away must not keep whoever leaves.
    retryStrategy: (times: number) => (leaving.isClosing ? null : Math.min(100 * 2 ** Math.min(times, 10), 2000)),
  };
  return opened(address, report, leaving, {
    queue: (name) => new Queue(name, { connection }),
    events: (name) => new QueueEvents(name, { connection }),
    worker: (name, work, options) => new Worker(name, work, { connection, ...options }),
  });
}

/** Asks once, since BullMQ's own connections would ask again for ever. */
async function probe(
  client: {
    connect(): Promise<void>;
    disconnect(): void;
    on(event: "error", listener: (error: Error) => void): unknown;
  },
  address: QueueAddress,
): Promise<void> {
  let problem: Error | undefined;
  client.on("error", (error) => {
    problem ??= error;
  });
  try {
    await client.connect();
  } catch (error) {
    throw new UnspinError(connectionProblem(address, problem ?? error));
  } finally {
    client.disconnect();
  }
}

async function onPostgres(address: QueueAddress, report: (error: Error) => void): Promise<Connection> {
  const { Queue, QueueEvents, Worker, createPostgresBackend } = await optional("bullmq", () => import("bullmq"));
  await optional("pg", () => import("pg"));
  const connection = { connectionString: address.url, migrate: true, max: 4 };
  const shared = { connection };
  return opened(
    address,
    report,
    { isClosing: false },
    {
      queue: (name) => new Queue(name, shared, createPostgresBackend) as unknown as Queue,
      events: (name) => new QueueEvents(name, shared, createPostgresBackend) as unknown as QueueEvents,
      worker: (name, work, options) =>
        new Worker(name, work, { ...options, ...shared }, createPostgresBackend) as unknown as Worker,
    },
  );
}

function opened(
  address: QueueAddress,
  report: (error: Error) => void,
  leaving: { isClosing: boolean },
  make: Pick<Connection, "queue" | "events" | "worker">,
): Connection {
  const all: Closable[] = [];
  const queues = new Map<string, Queue>();
  const kept = <T extends Closable>(one: T): T => {
    one.on("error", report);
    all.push(one);
    return one;
  };
  return {
    address,
    queue(name) {
      const queue = queues.get(name) ?? kept(make.queue(name));
      queues.set(name, queue);
      return queue;
    },
    events: (name) => kept(make.events(name)),
    worker: (name, work, options) => kept(make.worker(name, work, options)),
    async close() {
      leaving.isClosing = true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(resolve, CLOSING, "late");
      });
      const end = await Promise.race([Promise.allSettled(all.map((one) => one.close())), late]);
      clearTimeout(timer);
      if (end === "late") for (const one of all) one.disconnect().catch(() => {});
    },
  };
}
