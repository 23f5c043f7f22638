import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { adoptFiles, sharedFiles } from "./binary/shared-files.js";
import { type Engine, type EngineOptions, openEngine } from "./engine.js";
import { UnspinError } from "./errors.js";
import type { Prepared } from "./reference-reader.js";
import { placedResult, recorded } from "./report-line.js";
import type { Opening, Question, Reply } from "./threads/messages.js";

// What the pool's threads run: it is started as a thread, and never imported.
if (parentPort !== null) await serve(parentPort, workerData as Opening);

async function serve(port: MessagePort, opening: Opening): Promise<void> {
  const say = (reply: Reply) => port.postMessage(reply);
  let engine: Engine;
  adoptFiles(opening.files ?? []);
  try {
    engine = await openEngine(opening.options as EngineOptions);
  } catch (error) {
    say({ kind: "refused", message: messageOf(error) });
    return;
  }
  let last: Promise<void> = Promise.resolve();
  port.on("message", (question: Question) => {
    // The next one is looked up while this one is still waited for.
    const prepared = prepare(engine, question.text);
    last = last.then(async () => say(answer(engine, question, await prepared)));
  });
  say({ kind: "ready", files: sharedFiles() });
}

/** Why nothing can be prepared any more. */
interface Refusal {
  readonly refusal: string;
}

async function prepare(engine: Engine, text: string): Promise<Prepared | Refusal | undefined> {
  if (!engine.mustPrepare) return undefined;
  try {
    return await engine.prepare(text);
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

function answer(engine: Engine, { text, standing }: Question, prepared: Prepared | Refusal | undefined): Reply {
  // A server that fails says nothing of this document, and would of every other one.
  if (prepared !== undefined && "refusal" in prepared) return { kind: "refused", message: prepared.refusal };
  try {
    const result = engine.repair(text, prepared);
    return { kind: "repaired", record: recorded(standing === undefined ? result : placedResult(result, standing)) };
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

/** Defects show their stack, so that a report of them is of use. */
function messageOf(error: unknown): string {
  if (error instanceof UnspinError) return error.message;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `this is a defect of unspin, please report it: ${what}`;
}
