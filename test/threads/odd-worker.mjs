// A worker for the tests: it repairs nothing, and misbehaves when a text asks for it.
import { parentPort, workerData } from "node:worker_threads";

if (workerData.options.refuse) {
  parentPort.postMessage({ kind: "refused", message: "no engine today" });
} else {
  parentPort.on("message", ({ text }) => {
    if (text === "crash") process.exit(7);
    if (text === "throw") throw new Error("a defect");
    if (text === "hang") for (;;);
    const answer = () => parentPort.postMessage({ kind: "repaired", result: { text, edits: [], detection: {} } });
    if (text.startsWith("slow")) setTimeout(answer, text === "slow: long" ? 1000 : 50);
    else answer();
  });
  parentPort.postMessage({ kind: "ready" });
}
