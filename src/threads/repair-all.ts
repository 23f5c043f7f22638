import { availableParallelism } from "node:os";
import { checkText } from "../arguments.js";
import { UnspinError } from "../errors.js";
import type { RepairResult } from "../result.js";
import { failedResult } from "./failed-result.js";
import type { Answer } from "./messages.js";
import { type PoolOptions, RepairPool } from "./pool.js";

/** A document, or just its text; `source` comes back in the result. */
export type StreamedDocument = string | { readonly text: string; readonly source?: string };

export interface StreamOptions {
  /** Threads; as many as the machine has cores, unless said otherwise. */
  readonly jobs?: number;
  /** Results in the order of the documents (unless said otherwise), or each as soon as it is there. */
  readonly ordered?: boolean;
}

/** Documents that are taken ahead of the results, for each thread: enough that none waits. */
const AHEAD = 4;

/**
 * Repairs a stream of documents on several threads. No more documents are taken than are under way or about to be, so
 * a reader that stops reading stops the source too. A document that a thread crashes on, or takes too long for, comes
 * back as it was, `skipped` with the reason.
 */
export async function* repairAll(
  pool: Omit<PoolOptions, "jobs">,
  documents: AsyncIterable<StreamedDocument> | Iterable<StreamedDocument>,
  options: StreamOptions = {},
): AsyncGenerator<RepairResult> {
  const { jobs = availableParallelism(), ordered = true } = options;
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new UnspinError('repairAll: "jobs" must be a whole number, 1 or more.');
  const opened = await RepairPool.open({ ...pool, jobs });
  const pending: Pending[] = [];
  try {
    for await (const document of documents) {
      pending.push(begun(opened, document));
      if (pending.length >= jobs * AHEAD) yield await takeNext(pending, ordered);
    }
    while (pending.length > 0) yield await takeNext(pending, ordered);
  } finally {
    await opened.close();
  }
}

interface Pending {
  readonly result: Promise<RepairResult>;
  /** Fulfilled, also when the result is an error: nobody may be waiting for that one. */
  readonly settled: Promise<unknown>;
}

function begun(pool: RepairPool, document: StreamedDocument): Pending {
  const isRecord = typeof document === "object" && document !== null && "text" in document;
  const { text, source = "" } = isRecord ? document : { text: document };
  checkText(text);
  const result = pool.repair({ text }).then((answer) => ({ ...answered(text, answer), source }));
  return { result, settled: result.catch(() => undefined) };
}

function answered(text: string, answer: Answer): RepairResult {
  if ("record" in answer) return JSON.parse(answer.record.line) as RepairResult;
  return failedResult(text, "problem" in answer ? answer.problem : "the stream was closed");
}

async function takeNext(pending: Pending[], ordered: boolean): Promise<RepairResult> {
  const at = ordered ? 0 : await Promise.race(pending.map(({ settled }, index) => settled.then(() => index)));
  return pending.splice(at, 1)[0]!.result;
}
