import { setImmediate } from "node:timers/promises";
import type { DocumentPlace, ReadFailure, SourceDocument } from "../formats/index.js";
import { shownName } from "../reports/names.js";
import { exitCodes } from "./exit-codes.js";
import { Failure, messageOf } from "./failure.js";
import { type Progress, startProgress } from "./progress.js";
import { type Reading, readSegments } from "./segments.js";
import { ClosedPipe, OutputFailure, tell } from "./streams.js";

/** How many sources could be read, and how many sources and items failed. */
export interface Outcome {
  readonly done: number;
  readonly failed: number;
}

/** How the work on a source speaks to the user: on standard error, beside the progress that is shown there. */
export interface Voice {
  say(line: string): void;
  /** Counts a failure of an item, and names it; of very many only the first are named. */
  fail(message: string): void;
}

/** Failures of one source that are named. */
const MOST_NAMED = 20;

/** Works on one source after the other. One that fails is named on standard error, and the others go on. */
export async function eachSource(
  sources: readonly string[],
  showProgress: boolean,
  work: (source: string, voice: Voice) => Promise<void>,
): Promise<Outcome> {
  const progress = startProgress(showProgress, sources.length);
  let [done, failed] = [0, 0];
  for (const source of sources) {
    const list = new FailureList(progress);
    try {
      await work(source, list);
      done += 1;
    } catch (error) {
      if (error instanceof ClosedPipe || error instanceof OutputFailure) throw error;
      list.fail(error instanceof Failure ? error.message : `${shownName(source)}: ${messageOf(error)}`);
    }
    list.finish(source);
    failed += list.count;
    progress.advance();
    await heard();
  }
  progress.finish();
  return { done, failed };
}

/** Repairing never waits, so without a pause now and then Ctrl-C would be heard only after the last document. */
export async function heard(): Promise<void> {
  await setImmediate();
}

/** A document with the file that it stands in: the path as given, or "-". */
export interface FileDocument {
  readonly file: string;
  readonly document: SourceDocument;
}

/**
 * Hands each document of the sources to `handle`, in their order, with the count of those before it. What cannot be read
 * is named on standard error, and the others go on.
 */
export async function eachDocument(
  sources: readonly string[],
  { showProgress, reading }: { readonly showProgress: boolean; readonly reading: Reading },
  handle: (found: FileDocument, index: number) => Promise<void>,
): Promise<Outcome> {
  let index = 0;
  return eachSource(sources, showProgress, async (file, voice) => {
    for await (const { documents, failures } of readSegments(file, reading)) {
      tellNotes(file, failures, voice);
      for (const failure of failures) if (failure.unread !== "nothing") voice.fail(failureLine(file, failure));
      for (const document of documents) {
        try {
          await handle({ file, document }, index);
          index += 1;
        } catch (error) {
          if (error instanceof ClosedPipe || error instanceof OutputFailure) throw error;
          voice.fail(
            error instanceof Failure ? error.message : `${nameInFile(file, document.place)}: ${messageOf(error)}`,
          );
        }
        await heard();
      }
    }
  });
}

/** What messages call a document: its file, with the line where it is one of several. */
export function nameInFile(file: string, { item, line }: DocumentPlace): string {
  return item === undefined ? shownName(file) : `${shownName(file)}:${line}`;
}

/** Tells what is worth knowing of a stretch of a file that is read. @throws Failure when all of the file is unreadable. */
export function tellNotes(file: string, failures: readonly ReadFailure[], voice: Voice): void {
  for (const failure of failures) {
    if (failure.unread === "file") throw new Failure(failureLine(file, failure));
    if (failure.unread === "nothing") voice.say(`unspin: ${failureLine(file, failure)}`);
  }
}

/** "feed.xml:12:4: what is wrong there." */
export function failureLine(file: string, { line, column, reason }: Omit<ReadFailure, "unread">): string {
  const place = [shownName(file), line, column].filter((part) => part !== undefined).join(":");
  return `${place}: ${reason}${/[.!?]$/.test(reason) ? "" : "."}`;
}

/** 0 when all went well, 2 when nothing could be read, 3 when only some. */
export function exitCodeOf({ done, failed }: Outcome): number {
  if (failed === 0) return exitCodes.done;
  return done === 0 ? exitCodes.usage : exitCodes.partial;
}

class FailureList implements Voice {
  count = 0;

  constructor(private readonly progress: Progress) {}

  say(line: string): void {
    this.progress.clear();
    tell(line);
  }

  fail(message: string): void {
    this.count += 1;
    if (this.count <= MOST_NAMED) this.say(`unspin: ${message}`);
  }

  finish(source: string): void {
    const more = this.count - MOST_NAMED;
    if (more > 0) this.say(`unspin: ${shownName(source)}: and ${more} more failures like these.`);
  }
}
