import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { Edit, RepairResult } from "../../src/result.js";

/** An edit as a test says it: what is replaced, by what, and what may differ from the rest. */
export interface Swap extends Partial<Pick<Edit, "verdict" | "probability" | "alternatives">> {
  readonly was: string;
  readonly now: string;
}

/** A result with an edit for each swap, each found behind the one before; ids count the document's edits. */
export function resultOf(source: string, input: string, swaps: readonly Swap[]): RepairResult {
  let from = 0;
  const edits = swaps.map(({ was, now, verdict = "apply", probability = 0.9, alternatives = [] }, n): Edit => {
    const start = input.indexOf(was, from);
    if (start < 0) throw new Error(`"${was}" does not stand in the text`);
    from = start + was.length;
    const id = createHash("sha256").update(`${source} ${n}`).digest("hex").slice(0, 16);
    return { id, start, end: from, was, now, verdict, probability, channel: "dictionary", alternatives, evidence: {} };
  });
  const text = [...edits]
    .reverse()
    .reduce(
      (now, edit) => (edit.verdict === "apply" ? now.slice(0, edit.start) + edit.now + now.slice(edit.end) : now),
      input,
    );
  return {
    schema: 1,
    source,
    input: { sha256: createHash("sha256").update(input).digest("hex"), length: input.length },
    text,
    detection: { verdict: "spun", probability: 0.99, rate: 0.8, family: "a", families: { a: 1 }, spans: [] },
    edits,
  };
}

export function writeReport(path: string, results: readonly RepairResult[]): void {
  writeFileSync(path, results.map((result) => `${JSON.stringify(result)}\n`).join(""));
}

/** Two short documents of our own, five edits, "metal" twice. */
export const SMALL: readonly RepairResult[] = [
  resultOf("mill.txt", "The metal mill reopened on Monday.\n\nIts first metal left by rail, the proprietor said.\n", [
    {
      was: "metal",
      now: "steel",
      alternatives: [
        { now: "iron", probability: 0.06 },
        { now: "alloy", probability: 0.02 },
      ],
    },
    { was: "metal", now: "steel" },
    { was: "proprietor", now: "owner", verdict: "suggest", probability: 0.41 },
  ]),
  resultOf("port.txt", "A supply of grain reached the harbor on Tuesday.\n", [
    { was: "supply", now: "delivery", probability: 0.7 },
    { was: "harbor", now: "port", probability: 0.6 },
  ]),
];
