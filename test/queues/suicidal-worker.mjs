// Repairs nothing; takes its whole process with it when a text asks for that.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ text, standing: { fields: _, ...standing } }) => {
  if (text.includes("poison")) process.kill(process.pid, "SIGKILL");
  const detection = { verdict: "clean", probability: 0, rate: 0, family: null, families: {}, spans: [] };
  const input = { sha256: "", length: text.length };
  const result = { schema: 1, ...standing, input, text, detection, edits: [] };
  const record = { line: JSON.stringify(result), verdict: "clean", family: null, edits: [], suggested: 0 };
  parentPort.postMessage({ kind: "repaired", record });
});
parentPort.postMessage({ kind: "ready" });
