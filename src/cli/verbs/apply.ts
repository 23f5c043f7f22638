import { Command } from "commander";
import type { CarryOutFlags } from "../carry-out/carry-out.js";
import { decisionsFlag, examples, fieldsFlag, notEmpty } from "../flags.js";

/** `unspin apply`: its flags and help; the work is in `../apply.ts`. */
export function applyVerb(): Command {
  const command = new Command("apply").description(
    "Carry out a report on the original files that it names: the edits that were accepted in review, and those it would apply " +
      "that were not rejected. Paths are taken as the report has them, relative to the current folder. A document whose text " +
      "is not the report's any more is refused and named; the others go on.",
  );
  return addCarryOutFlags(command, "what reviewers decided; may be repeated")
    .addHelpText(
      "after",
      examples(
        [
          "repair, review, then carry out what was decided",
          "unspin repair --format jsonl story.txt > report.jsonl\n  $ unspin apply report.jsonl --decisions ledger.jsonl -o story.repaired.txt",
        ],
        ["carry out the report of a batch in place", "unspin apply out/report.jsonl --decisions ledger.jsonl --write"],
      ),
    )
    .action(async (report: string, flags: CarryOutFlags) => {
      const { runApply } = await import("../apply.js");
      process.exitCode = await runApply(report, flags);
    });
}

/** The argument and the flags that `apply` and `revert` share. */
export function addCarryOutFlags(command: Command, decisions: string): Command {
  return command
    .argument("<report>", 'what "unspin repair --format json" (or jsonl) or "unspin batch" wrote')
    .addOption(decisionsFlag(decisions))
    .option("-o, --output <file>", "write the one file of the report there", notEmpty)
    .option("--out <dir>", "write the files below this folder, under their paths", notEmpty)
    .option("--write", "change the files in place; each changes as a whole or not at all")
    .addOption(fieldsFlag("fields that the report was made of, where no run.json beside it says so"));
}
