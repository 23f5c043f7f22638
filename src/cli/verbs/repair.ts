import { Command, Option } from "commander";
import { addConfigFlags, addEngineFlags, addInputFlags, examples, notEmpty } from "../flags.js";
import { reportFormats } from "../formats.js";
import type { RepairFlags } from "../repair.js";

/** `unspin repair`: its flags and help; the work is in `../repair.ts`. */
export function repairVerb(): Command {
  const command = new Command("repair")
    .description(
      "Put the likely original wording back into spun text: of plain texts, feeds, JSON, JSON Lines, tables, pages, Markdown " +
        "and WARC files, packed with gzip or not. Only the bytes of edited words change; clean text comes out as it went in.",
    )
    .argument("[file...]", "files; - is standard input")
    .addOption(
      new Option("--format <format>", "what to write (text unless the configuration says otherwise)").choices(
        reportFormats,
      ),
    )
    .option("-o, --output <file>", "write to this file, or into this directory when it ends with /", notEmpty)
    .option("--write", "repair the files in place; each changes as a whole or not at all")
    .option("--check", "change nothing, print no text; exit with 1 if any edit would be applied");
  addConfigFlags(addInputFlags(addEngineFlags(command)));
  return command
    .addHelpText(
      "after",
      examples(
        ["print the repaired story; a summary goes to standard error", "unspin repair story.txt"],
        [
          "look at every edit with its words around it, then repair the files",
          "unspin repair --format words news/*.txt\n  $ unspin repair --write news/*.txt",
        ],
        ["what would change in a feed, one result for each item", "unspin repair --format jsonl feed.xml"],
      ),
    )
    .action(async (files: string[], _flags: unknown, self: Command) => {
      const { runRepair } = await import("../repair.js");
      process.exitCode = await runRepair(files, self.optsWithGlobals<RepairFlags>());
    });
}
