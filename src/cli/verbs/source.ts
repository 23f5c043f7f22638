import { Command, Option } from "commander";
import { addConfigFlags, addInputFlags, dictionaryFlag, examples, referenceFlag } from "../flags.js";
import type { SourceFlags } from "../source.js";

/** `unspin source`: its flags and help; the work is in `../source.ts`. */
export function sourceVerb(): Command {
  const command = new Command("source")
    .description(
      "Name the article of the reference corpus that a document was made from: how likely that is, how much of either it " +
        "takes, both side by side, and the facts on which they differ.",
    )
    .argument("[file...]", "files: texts, feeds, JSON, tables, pages; - is standard input")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json", "jsonl"]).default("text"))
    .addOption(referenceFlag())
    .addOption(dictionaryFlag());
  addConfigFlags(addInputFlags(command));
  return command
    .addHelpText(
      "after",
      examples(
        ["where a story comes from", "unspin source --reference refs.sqlite story.txt"],
        [
          "which of many have a source, for a script",
          "unspin source --reference refs.sqlite --format jsonl pages/*.txt > sources.jsonl",
        ],
      ),
    )
    .action(async (files: string[], _flags: unknown, self: Command) => {
      const { runSource } = await import("../source.js");
      process.exitCode = await runSource(files, self.optsWithGlobals<SourceFlags>());
    });
}
