import { Command, InvalidArgumentError, Option } from "commander";
import { examples, notEmpty, positiveInteger } from "../flags.js";
import type { BuildFlags, Named } from "../model/build.js";
import type { ScoreFlags } from "../model/score.js";

/** `unspin model`: its sub-verbs with their flags and help; the work is in `../model/`. */
export function modelVerb(): Command {
  return new Command("model")
    .description("Build, inspect and query the background language model, which says how likely English is.")
    .usage("<sub-verb> [options] [arguments]")
    .helpCommand("help [sub-verb]", "print the help of a sub-verb")
    .addCommand(build())
    .addCommand(stats())
    .addCommand(score());
}

function build(): Command {
  return new Command("build")
    .summary("build a model from clean text")
    .description('Build a model from any clean text: plain text, or JSONL records with "text"; .gz and .xz too.')
    .argument("[file...]", 'texts of a model with a single part, "main"')
    .requiredOption("-o, --output <file>", "model to write", notEmpty)
    .addOption(named("--part <name=file>", "text of one part of a mixture; may be repeated, also for one name"))
    .addOption(named("--size <name=mb>", "megabytes that a part may take; nothing is pruned when absent"))
    .addOption(named("--weight <name=n>", "how much a part counts in choosing the vocabulary; 1 when absent"))
    .addOption(new Option("--vocabulary <n>", "words to know").argParser(positiveInteger).default(65536))
    .addOption(new Option("--minimum-count <n>", "drop trigrams seen less often").argParser(positiveInteger).default(1))
    .option("--no-progress", "show no progress on the terminal")
    .addHelpText(
      "after",
      examples(
        ["a model of one newspaper", "unspin model build -o news.model archive/*.txt"],
        [
          "a mixture of two parts, 20 MB and 10 MB",
          "unspin model build -o mix.model --part general=wiki.jsonl.xz --size general=20 \\\n      --part news=feeds.jsonl.gz --size news=10",
        ],
      ),
    )
    .action(async (files: string[], flags: BuildFlags) => {
      const { runBuild } = await import("../model/build.js");
      process.exitCode = await runBuild(files, flags);
    });
}

function stats(): Command {
  return new Command("stats")
    .summary("say what a model was made from and holds")
    .description("Say what a model was made from, how, and how much of each kind it holds.")
    .argument("[file]", "model file; the one that comes with unspin when absent")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      examples(
        ["the model that comes with unspin", "unspin model stats"],
        ["one of your own, for a script", "unspin model stats --format json news.model"],
      ),
    )
    .action(async (file: string | undefined, flags: { format: "text" | "json" }) => {
      const { runStats } = await import("../model/stats.js");
      process.exitCode = await runStats(file, flags);
    });
}

function score(): Command {
  return new Command("score")
    .summary("say how likely each sentence is")
    .description("Print the log-probability (in nats), the perplexity and the text of every sentence.")
    .argument("[file...]", "text files; - is standard input")
    .option("--model <file>", "model to ask; the one that comes with unspin when absent")
    .option("--part <name>", "ask one part of the mixture alone")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "jsonl"]).default("text"))
    .addHelpText(
      "after",
      examples(
        [
          "which of two wordings is likelier?",
          "printf 'A trade war.\\nA commerce struggle.\\n' | unspin model score -",
        ],
        [
          "the perplexity of a whole text, on standard error",
          "unspin model score --format jsonl story.txt > scores.jsonl",
        ],
      ),
    )
    .action(async (files: string[], flags: ScoreFlags) => {
      const { runScore } = await import("../model/score.js");
      process.exitCode = await runScore(files, flags);
    });
}

/** A repeatable flag whose value is NAME=VALUE. */
function named(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly Named[] | undefined) => {
    const equals = value.indexOf("=");
    if (equals < 1 || equals === value.length - 1) throw new InvalidArgumentError("Write NAME=VALUE.");
    return [...(before ?? []), { name: value.slice(0, equals), value: value.slice(equals + 1) }];
  });
}
