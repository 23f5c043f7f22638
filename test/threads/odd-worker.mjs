// A worker for the tests: it repairs nothing, and misbehaves when a text asks for it.
import { setTimeout as wait } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

if (workerData.options.refuse) {
  parentPort.postMessage({ kind: "refused", message: "no engine today" });
} else {
  let last = Promise.resolve();
  parentPort.on("message", ({ text }) => {
    last = last.then(() => answer(text));
  });
  parentPort.postMessage({ kind: "ready" });
}

async function answer(text) {
  if (text === "crash") process.exit(7);
  if (text === "throw") throw new Error("a defect");
  if (text === "hang") for (;;);
  if (text.startsWith("slow")) await wait(text === "slow: long" ? 1000 : 50);
  const result = { text, edits: [], detection: {} };
  const record = { line: JSON.stringify(result), verdict: "clean", family: null, edits: [], suggested: 0 };
  parentPort.postMessage({ kind: "repaired", record });
}
