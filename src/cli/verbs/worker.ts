import { Command, InvalidArgumentError, Option } from "commander";
import { examples, notEmpty, positiveInteger, referenceFlag, wholeNumber } from "../flags.js";
import type { WorkerFlags } from "../queue/work.js";

/** `unspin worker`: its flags and help; the work is in `../queue/work.ts`. */
export function workerVerb(): Command {
  return new Command("worker")
    .description(
      "Do the work of unspin batch --queue, on this machine and as many others as there are. " +
        "SIGTERM ends it: what is under way is finished, or goes back to the queue.",
    )
    .requiredOption(
      "--queue <url>",
      "redis://[user:password@]host[:port][/number] or postgres://[user:password@]host[:port]/database; ?queue=NAME for another queue than unspin",
      notEmpty,
    )
    .option("--jobs <n>", "threads; as many as there are cores unless said otherwise", positiveInteger)
    .addOption(
      new Option(
        "--health <port>",
        "answer /healthz and /metrics (Prometheus) on 127.0.0.1, or on ADDRESS:PORT",
      ).argParser(endpoint),
    )
    .option("--memory <mb>", "resident memory above which threads are started anew", positiveInteger)
    .addOption(referenceFlag())
    .option("--name <name>", "what messages call it; host and process unless given", notEmpty)
    .option("--takeover <seconds>", "silence after which its work is given to others (30)", positiveInteger)
    .option("--patience <seconds>", "how long the queue's server may be away (300)", positiveInteger)
    .option("--grace <seconds>", "how long work under way may take after SIGTERM (10)", wholeNumber)
    .addHelpText(
      "after",
      examples(
        ["two machines share the work of a third", "unspin worker --queue redis://queue.example:6379 --health 9464"],
        ["the run itself, begun once", "unspin batch crawl/ --out clean --queue redis://queue.example:6379"],
      ),
    )
    .action(async (_flags: unknown, self: Command) => {
      const { runWorkerVerb } = await import("../queue/work.js");
      process.exitCode = await runWorkerVerb(self.optsWithGlobals<WorkerFlags>());
    });
}

function endpoint(value: string): { readonly host: string; readonly port: number } {
  const [, host = "127.0.0.1", port] = /^(?:(.+):)?(\d{1,5})$/.exec(value) ?? [];
  if (port === undefined || Number(port) > 65_535) throw new InvalidArgumentError("Write PORT, or ADDRESS:PORT.");
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}
