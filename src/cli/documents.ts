import { setImmediate } from "node:timers/promises";
import { shownName } from "../reports/names.js";
import { exitCodes } from "./exit-codes.js";
import { Failure, messageOf } from "./failure.js";
import { type InputDocument, readInOrder } from "./input.js";
import { type Progress, startProgress } from "./progress.js";
import { ClosedPipe, OutputFailure, tell } from "./streams.js";

/** How many documents came to an end, and how many could not be read, handled or written. */
export interface Outcome {
  readonly done: number;
  readonly failed: number;
}

/**
 * Hands each document to `handle`, in the order of the sources. One that fails is named on standard error, and the
 * others go on. `handle` also gets the count of documents done before, from 0, and gives back what to say of the
 * document on standard error.
 */
export async function eachDocument(
  sources: readonly string[],
  showProgress: boolean,
  handle: (document: InputDocument, index: number) => Promise<string | undefined>,
): Promise<Outcome> {
  const progress = startProgress(showProgress, sources.length);
  let [done, failed] = [0, 0];
  for await (const outcome of readInOrder(sources)) {
    try {
      if ("problem" in outcome) throw outcome.problem;
      const line = await handle(outcome.document, done);
      done += 1;
      if (line !== undefined) tellAside(progress, line);
    } catch (error) {
      if (error instanceof ClosedPipe || error instanceof OutputFailure) throw error;
      tellAside(progress, problemOf(error, "document" in outcome ? outcome.document : undefined));
      failed += 1;
    }
    progress.advance();
    // Repairing never waits, so without a pause here Ctrl-C would be heard only after the last document.
    await setImmediate();
  }
  progress.finish();
  return { done, failed };
}

/** 0 when all went well, 2 when nothing could be done, 3 when only some. */
export function exitCodeOf({ done, failed }: Outcome): number {
  if (failed === 0) return exitCodes.done;
  return done === 0 ? exitCodes.usage : exitCodes.partial;
}

function problemOf(error: unknown, document: InputDocument | undefined): string {
  const message = messageOf(error);
  const named = error instanceof Failure || document === undefined;
  return `unspin: ${named ? message : `${shownName(document.source)}: ${message}`}`;
}

function tellAside(progress: Progress, message: string): void {
  progress.clear();
  tell(message);
}
