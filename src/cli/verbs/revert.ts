import { Command } from "commander";
import type { CarryOutFlags } from "../carry-out/carry-out.js";
import { examples } from "../flags.js";
import { addCarryOutFlags } from "./apply.js";

/** `unspin revert`: its flags and help; the work is in `../revert.ts`. */
export function revertVerb(): Command {
  const command = new Command("revert").description(
    "Undo a report on the repaired files: those it names, or, beside the run.json of a batch, those that the batch wrote. A " +
      "document whose text is not the repaired one any more is refused and named; the others go on.",
  );
  return addCarryOutFlags(command, "the ledger, if one was carried out with apply; may be repeated")
    .addHelpText(
      "after",
      examples(
        ["undo an earlier repair in place", "unspin revert report.jsonl --write"],
        ["print the original of a batch's one file", "unspin revert out/report.jsonl"],
      ),
    )
    .action(async (report: string, flags: CarryOutFlags) => {
      const { runRevert } = await import("../revert.js");
      process.exitCode = await runRevert(report, flags);
    });
}
