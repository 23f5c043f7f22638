import { Command, InvalidArgumentError } from "commander";
import { addConfigFlags, examples, notEmpty } from "../flags.js";
import type { ReviewFlags } from "../review.js";

/** `unspin review`: its flags and help; the work is in `../review.ts`. */
export function reviewVerb(): Command {
  const command = new Command("review")
    .description(
      "Accept, reject and reword the edits of a report. A page in the browser, served to this machine alone, or --terminal in the " +
        "shell. Each decision is written to the ledger as it falls; Ctrl-C (q in the shell) ends the review.",
    )
    .argument("<report>", "what unspin repair --format jsonl (or json) or unspin batch wrote")
    .option(
      "--decisions <ledger>",
      "ledger to write to (REPORT.decisions.jsonl beside the report unless the configuration names one)",
      notEmpty,
    )
    .option("--terminal", "review in this terminal instead of a browser")
    .option("--no-open", "print the page's address and open no browser")
    .option("--port <number>", "port of the page (a free one otherwise)", port)
    .option(
      "--who [name]",
      "name to write beside each decision; without a name, that of the system's user (none otherwise)",
    );
  addConfigFlags(command);
  return command
    .addHelpText(
      "after",
      examples(
        [
          "repair a folder, then decide what was doubtful",
          "unspin batch news/ --out clean\n  $ unspin review clean/report.jsonl",
        ],
        [
          "in the shell; then carry the decisions out",
          "unspin review --terminal clean/report.jsonl\n" +
            "  $ unspin apply clean/report.jsonl --decisions clean/report.decisions.jsonl --out reviewed",
        ],
      ),
    )
    .action(async (report: string, _flags: unknown, self: Command) => {
      const { runReview } = await import("../review.js");
      process.exitCode = await runReview(report, self.optsWithGlobals<ReviewFlags>());
    });
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65535) return number;
  throw new InvalidArgumentError("It must be a whole number from 0 (any that is free) to 65535.");
}
