import { availableParallelism, hostname, tmpdir } from "node:os";
import {
  connect,
  isFull,
  openMeters,
  QueueWorker,
  queueAddress,
  serveHealth,
  type WorkerEvents,
} from "../../queues/index.js";
import { exitCodes } from "../exit-codes.js";
import { stopOnInterrupt } from "../interrupt.js";
import { tell } from "../streams.js";
import { packageVersion } from "../version.js";

export interface WorkerFlags {
  readonly queue: string;
  readonly jobs?: number;
  readonly health?: { readonly host: string; readonly port: number };
  /** Megabytes. */
  readonly memory?: number;
  readonly reference?: string;
  readonly name?: string;
  /** Seconds. */
  readonly takeover?: number;
  readonly patience?: number;
  readonly grace?: number;
}

const DEFAULTS = { takeover: 30, patience: 300, grace: 10 } as const;
/** Milliseconds without an answer of the queue's server after which a worker is not well. */
const AILING = 15_000;
/** Milliseconds between two notices that the server is full. */
const NOTICE_EVERY = 60_000;

/** @returns the exit code, when the worker has been asked to end. */
export async function runWorkerVerb(flags: WorkerFlags): Promise<number> {
  const { jobs = availableParallelism(), takeover, patience, grace } = { ...DEFAULTS, ...flags };
  const address = queueAddress(flags.queue);
  const connection = await connect(address, noticeOfFull(address.shown));
  const name = flags.name ?? `${hostname()}-${process.pid}`;
  const queue = connection.queue(address.queue);
  const meters = flags.health && (await openMeters(() => queue.getWaitingCount()));
  const count = { jobs: 0, documents: 0 };
  const worker = await QueueWorker.start({
    connection,
    name,
    temporary: tmpdir(),
    jobs,
    takeover: takeover * 1000,
    patience: patience * 1000,
    grace: grace * 1000,
    unspin: packageVersion(),
    ...(flags.reference !== undefined && { reference: flags.reference }),
    ...(flags.memory !== undefined && { memory: flags.memory * 1e6 }),
    events: eventsOf(name, meters, count),
  });
  const ailment = () => (worker.silence > AILING ? `${address.shown} does not answer` : undefined);
  const health = meters && flags.health && (await serveHealth({ ...flags.health, meters, ailment }));
  tell(
    `unspin: worker ${name} on ${address.shown}, ${jobs} ${jobs === 1 ? "thread" : "threads"}${health ? `; ${health.url}/metrics` : ""}`,
  );
  const restore = stopOn(() => void worker.stop());
  const problem = await worker.end;
  restore();
  health?.server.close();
  await connection.close();
  tell(`unspin: worker ${name} ends after ${count.jobs} jobs with ${count.documents} documents`);
  if (problem === undefined) return exitCodes.done;
  tell(`unspin: ${problem.message}`);
  // Connections to a server that is gone may never let go.
  process.exit(exitCodes.partial);
}

function eventsOf(
  name: string,
  meters: Awaited<ReturnType<typeof openMeters>> | undefined,
  count: { jobs: number; documents: number },
): WorkerEvents {
  const told = new Set<string>();
  const once = (message: string) => {
    if (!told.has(message)) tell(message);
    told.add(message);
  };
  return {
    resident: () => process.memoryUsage.rss(),
    now: () => Date.now(),
    done(what) {
      count.jobs += 1;
      count.documents += what.documents;
      meters?.done(what);
    },
    refused(reason) {
      meters?.refused();
      once(`unspin: worker ${name} takes no part in a run: ${reason}`);
    },
    failed(reason) {
      meters?.failed();
      tell(`unspin: worker ${name}: a job failed and is tried again: ${reason}`);
    },
    recycled(resident) {
      meters?.recycled();
      tell(`unspin: worker ${name}: ${Math.round(resident / 1e6)} MB in use; threads are started anew`);
    },
  };
}

/** Without room the server gives no jobs away either, and each question for one fails. */
function noticeOfFull(server: string): (error: Error) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (!isFull(error) || performance.now() < last + NOTICE_EVERY) return;
    last = performance.now();
    tell(`unspin: ${server} is full (${error.message}); waiting for room`);
  };
}

/** The first SIGTERM or Ctrl-C stops; a second one ends the program. */
function stopOn(stop: () => void): () => void {
  const first = () => {
    process.once("SIGTERM", () => process.exit(exitCodes.interrupted));
    tell("unspin: worker ends; what is under way is finished, or goes back");
    stop();
  };
  process.once("SIGTERM", first);
  const restore = stopOnInterrupt(first);
  return () => {
    process.removeAllListeners("SIGTERM");
    restore();
  };
}
