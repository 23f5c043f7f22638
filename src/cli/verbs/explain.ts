import { Command, Option } from "commander";
import type { ExplainFlags } from "../explain.js";
import { addConfigFlags, addEngineFlags, addInputFlags, examples } from "../flags.js";

/** `unspin explain`: its flags and help; the work is in `../explain.ts`. */
export function explainVerb(): Command {
  const command = new Command("explain")
    .description(
      "Show what was considered at a place, with the numbers that decided and the rule behind each candidate.",
    )
    .argument("<place>", "FILE, FILE:LINE or FILE:LINE:COL, counted from 1; - is standard input")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"));
  addConfigFlags(addInputFlags(addEngineFlags(command)));
  return command
    .addHelpText(
      "after",
      examples(
        ["every place of the story where something was considered", "unspin explain story.txt"],
        ["the word at line 3, column 14", "unspin explain story.txt:3:14"],
      ),
    )
    .action(async (place: string, _flags: unknown, self: Command) => {
      const { runExplain } = await import("../explain.js");
      process.exitCode = await runExplain(place, self.optsWithGlobals<ExplainFlags>());
    });
}
