import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { adoptFiles, sharedFiles } from "./binary/shared-files.js";
import { type Engine, type EngineOptions, openEngine } from "./engine.js";
import { UnspinError } from "./errors.js";
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
  port.on("message", ({ text }: Question) => say(answer(engine, text)));
  say({ kind: "ready", files: sharedFiles() });
}

function answer(engine: Engine, text: string): Reply {
  try {
    const result = engine.repair(text);
    return result.text === text
      ? { kind: "repaired", result: { ...result, text: "" }, isSame: true }
      : { kind: "repaired", result };
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
