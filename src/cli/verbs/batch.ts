import { Command, Option } from "commander";
import type { BatchFlags } from "../batch/batch.js";
import {
  addConfigFlags,
  addEngineFlags,
  examples,
  fieldsFlag,
  inputFormatFlag,
  notEmpty,
  positiveInteger,
} from "../flags.js";

/** `unspin batch`: its flags and help; the work is in `../batch/batch.ts`. */
export function batchVerb(): Command {
  const command = new Command("batch")
    .description(
      "Repair RSS, Atom, JSON, JSON Lines, CSV, HTML, Markdown, WARC and text files, packed with gzip or not: the same files come out, " +
        "changed in the repaired words alone. DIR/report.jsonl holds a result for each document, DIR/run.json what ran. " +
        "The same command again goes on where an interrupted run stopped, and does only what is new after a finished one.",
    )
    .argument("<input...>", "files, folders, patterns in quotes ('feeds/**/*.xml'); - is standard input")
    .requiredOption("--out <dir>", "folder that the results go to", notEmpty)
    .addOption(fieldsFlag())
    .option("--jobs <n>", "threads; as many as there are cores unless said otherwise", positiveInteger)
    .addOption(new Option("--only <verdict>", "report spun documents only; files are all written").choices(["spun"]))
    .option(
      "--queue <url>",
      "let the workers of a queue do it: redis://… or postgres://… (see unspin worker --help)",
      notEmpty,
    )
    .option(
      "--storage <address>",
      "where workers leave results: a folder that all see, or s3://bucket/prefix; in --out unless given",
      notEmpty,
    )
    .option(
      "--job-size <kb>",
      "input that a job has, about; at least 512, and more in large runs, unless given",
      positiveInteger,
    )
    .option("--patience <seconds>", "how long the queue's server may be away (60)", positiveInteger)
    .option("--check", "write the report but no files; exit with 1 if any edit would be applied");
  addConfigFlags(addEngineFlags(command))
    .addOption(inputFormatFlag())
    .option("--no-progress", "show no progress on the terminal");
  return command
    .addHelpText(
      "after",
      examples(
        ["a folder of feeds; the same tree lands in clean/", "unspin batch feeds/ --out clean"],
        [
          "what was found, one line a document",
          `unspin batch crawl.jsonl.gz --out clean --only spun\n  $ jq -r '"\\(.place.file):\\(.place.line) \\(.detection.family)"' clean/report.jsonl`,
        ],
      ),
    )
    .action(async (inputs: string[], _flags: unknown, self: Command) => {
      const { runBatchVerb } = await import("../batch/batch.js");
      process.exitCode = await runBatchVerb(inputs, self.optsWithGlobals<BatchFlags>());
    });
}
