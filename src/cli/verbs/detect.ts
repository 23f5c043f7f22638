import { Command, Option } from "commander";
import type { DetectFlags } from "../detect.js";
import { addConfigFlags, addEngineFlags, addInputFlags, examples } from "../flags.js";

/** `unspin detect`: its flags and help; the work is in `../detect.ts`. */
export function detectVerb(): Command {
  const command = new Command("detect")
    .description(
      "Say for each document whether it was spun, by which kind of tool, and how thoroughly. Each item of a feed, record or row is one.",
    )
    .argument("[file...]", "files: texts, feeds, JSON, tables, pages; - is standard input")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json", "jsonl"]).default("text"))
    .option("--check", "exit with 1 if any document was spun");
  addConfigFlags(addInputFlags(addEngineFlags(command)));
  return command
    .addHelpText(
      "after",
      examples(
        ["one line for each document", "unspin detect news/*.txt"],
        [
          "the names of the spun ones",
          `unspin detect --format jsonl news/*.txt | jq -r 'select(.detection.verdict == "spun").source'`,
        ],
      ),
    )
    .action(async (files: string[], _flags: unknown, self: Command) => {
      const { runDetect } = await import("../detect.js");
      process.exitCode = await runDetect(files, self.optsWithGlobals<DetectFlags>());
    });
}
