import { type Decider, decidedEdits } from "../decisions/decided-edits.js";
import { applyEdits, invertEdits } from "../edits/index.js";
import { inputOf } from "../report-file.js";
import type { RepairResult } from "../result.js";
import type { Change } from "../runs/rewrite-by-report.js";
import { type CarryOutFlags, carryOut } from "./carry-out/carry-out.js";

/** Undoes on the repaired files what a report (and a ledger, if one was followed) says. @returns the exit code. */
export function runRevert(report: string, flags: CarryOutFlags): Promise<number> {
  return carryOut({
    report,
    flags,
    done: "undone",
    pathOf: (file, { outputs }) => outputs.get(file) ?? file,
    change: reverted,
  });
}

function reverted(result: RepairResult, text: string, decider: Decider): Change {
  const input = inputOf(result);
  const edits = decidedEdits(result, input, decider);
  if (applyEdits(input, edits) !== text) return { refused: text === input ? NOTHING_TO_UNDO : OTHER_TEXT };
  return { edits: invertEdits(edits) };
}

const NOTHING_TO_UNDO = "its text is the original already; there is nothing to undo.";
const OTHER_TEXT =
  "its text is not the repaired one of the report. If it was made with `unspin apply --decisions`, name that ledger here too.";
