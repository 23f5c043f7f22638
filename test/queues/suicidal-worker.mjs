// Repairs nothing; takes its whole process with it when a text asks for that.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ text }) => {
  if (text.includes("poison")) process.kill(process.pid, "SIGKILL");
  const detection = { verdict: "clean", probability: 0, rate: 0, family: null, families: {}, spans: [] };
  const input = { sha256: "", length: text.length };
  parentPort.postMessage({ kind: "repaired", result: { schema: 1, source: "", input, text, detection, edits: [] } });
});
parentPort.postMessage({ kind: "ready" });
