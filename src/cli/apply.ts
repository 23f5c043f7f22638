import { type Decider, decidedEdits } from "../decisions/decided-edits.js";
import { hashOf } from "../report-file.js";
import type { RepairResult } from "../result.js";
import type { Change } from "../runs/rewrite-by-report.js";
import { type CarryOutFlags, carryOut } from "./carry-out/carry-out.js";

/** Carries out on the original files what a report and a ledger say. @returns the exit code. */
export function runApply(report: string, flags: CarryOutFlags): Promise<number> {
  return carryOut({ report, flags, done: "carried out", pathOf: (file) => file, change: applied });
}

function applied(result: RepairResult, text: string, decider: Decider): Change {
  if (hashOf(text) !== result.input.sha256) return { refused: OTHER_TEXT };
  return { edits: decidedEdits(result, text, decider).filter(({ verdict }) => verdict === "apply") };
}

const OTHER_TEXT =
  "its text is not the one that the report was made of (another SHA-256). Restore it, or make the report anew.";
