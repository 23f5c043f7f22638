import { Command, Option } from "commander";
import { addConfigFlags, addEngineFlags, examples } from "../flags.js";
import type { TraceFlags } from "../trace.js";

/** `unspin trace`: its flags and help; the work is in `../trace.ts`. */
export function traceVerb(): Command {
  const command = new Command("trace")
    .description("List what a phrase may stand for, given that a tool wrote it.")
    .argument("[phrase...]", "phrases; quote those of several words")
    .option("--stdin", "read one phrase a line from standard input, and answer each line in its turn")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json", "jsonl"]).default("text"));
  addConfigFlags(addEngineFlags(command));
  return command
    .addHelpText(
      "after",
      examples(
        ["what was a counterfeit consciousness before?", 'unspin trace "counterfeit consciousness"'],
        ["one JSON answer for each line of a list", "unspin trace --stdin --format jsonl < phrases.txt"],
      ),
    )
    .action(async (phrases: string[], _flags: unknown, self: Command) => {
      const { runTrace } = await import("../trace.js");
      process.exitCode = await runTrace(phrases, self.optsWithGlobals<TraceFlags>());
    });
}
