import { Command, Option } from "commander";
import { examples, notEmpty } from "../flags.js";
import type { ReportFlags, StatusFlags } from "../queue/look-after.js";

/** `unspin queue` and its verbs; the work is in `../queue/look-after.ts`. */
export function queueVerb(): Command {
  const command = new Command("queue").description(
    "Look after the runs of a queue: how far they are, and what failed.",
  );
  const verb = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .requiredOption("--queue <url>", "address of the queue, as for unspin worker", notEmpty);
  verb("status", "Say how far the runs of a queue are, how fast, what failed, and which workers take no part.")
    .addOption(new Option("--format <format>", "how it is said").choices(["text", "json"]).default("text"))
    .action(async (_flags: unknown, self: Command) => {
      const { showStatus } = await import("../queue/look-after.js");
      process.exitCode = await showStatus(self.optsWithGlobals<StatusFlags>());
    });
  verb("retry", "Put jobs that were given up back into the queue.").action(async (_flags: unknown, self: Command) => {
    const { retry } = await import("../queue/look-after.js");
    process.exitCode = await retry(self.optsWithGlobals<StatusFlags>());
  });
  verb("drain", "Take jobs that nobody has begun off the queue; their runs stop, and can be gone on with.").action(
    async (_flags: unknown, self: Command) => {
      const { drain } = await import("../queue/look-after.js");
      process.exitCode = await drain(self.optsWithGlobals<StatusFlags>());
    },
  );
  verb("report", "Print the report of a finished run: the same report.jsonl that a run without a queue writes.")
    .option("--run <id>", "which run, as queue status names it; the latest unless given", notEmpty)
    .action(async (_flags: unknown, self: Command) => {
      const { printReport } = await import("../queue/look-after.js");
      process.exitCode = await printReport(self.optsWithGlobals<ReportFlags>());
    });
  return command.addHelpText(
    "after",
    examples(["how far is it?", "unspin queue status --queue redis://queue.example:6379"]),
  );
}
