import { parentPort, workerData } from "node:worker_threads";

// A thread that repairs nothing and takes a fixed time for each document: what a queue costs beside that shows on the
// clock even where other programs use the machine. See bench-queue-paced.ts.

const { milliseconds } = (workerData as { readonly options: { readonly milliseconds: number } }).options;
const cell = new Int32Array(new SharedArrayBuffer(4));

parentPort?.on("message", ({ text }: { readonly text: string }) => {
  if (milliseconds > 0) Atomics.wait(cell, 0, 0, milliseconds);
  const detection = { verdict: "clean", probability: 0, rate: 0, family: null, families: {}, spans: [] };
  const input = { sha256: "", length: text.length };
  const result = { schema: 1, source: "", input, text, detection, edits: [] };
  const record = { line: JSON.stringify(result), verdict: "clean", family: null, edits: [], suggested: 0 };
  parentPort?.postMessage({ kind: "repaired", record });
});
parentPort?.postMessage({ kind: "ready" });
