import { Command, Option } from "commander";
import { examples, fieldsFlag, notEmpty } from "../flags.js";
import { reportFormats } from "../formats.js";
import type { ReportFlags } from "../report.js";

/** `unspin report`: its flags and help; the work is in `../report.ts`. */
export function reportVerb(): Command {
  return new Command("report")
    .description(
      "Write the results of a batch (its report.jsonl), or what repair --format json or jsonl gave, in another format. " +
        "diff, sarif and rdjsonl point into the files, which must be there as they were; all else needs the report alone.",
    )
    .argument("<report>", "report.jsonl; - is standard input")
    .addOption(new Option("--format <format>", "what to write").choices(reportFormats).makeOptionMandatory())
    .option("-o, --output <file>", "write to this file", notEmpty)
    .addOption(fieldsFlag())
    .addHelpText(
      "after",
      examples(
        ["a patch of all that a batch would change", "unspin report clean/report.jsonl --format diff | git apply"],
        ["the edits in a spreadsheet", "unspin report clean/report.jsonl --format csv -o edits.csv"],
        [
          "a summary as a comment on a pull request",
          "unspin report clean/report.jsonl --format markdown | gh pr comment --body-file -",
        ],
      ),
    )
    .action(async (report: string, _flags: unknown, self: Command) => {
      const { runReport } = await import("../report.js");
      process.exitCode = await runReport(report, self.optsWithGlobals<ReportFlags>());
    });
}
