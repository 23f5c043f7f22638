import { createHash } from "node:crypto";
import type { RepairResult } from "../result.js";

/** The result of a document that was given up: its text as it came, and the reason. */
export function failedResult(text: string, problem: string): RepairResult {
  return {
    schema: 1,
    source: "",
    input: { sha256: createHash("sha256").update(text, "utf8").digest("hex"), length: text.length },
    text,
    detection: {
      verdict: "skipped",
      probability: 0,
      rate: 0,
      family: null,
      families: {},
      spans: [],
      reason: `failed: ${problem}`,
    },
    edits: [],
  };
}
