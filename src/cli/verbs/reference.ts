import { Command, Option } from "commander";
import { examples, positiveInteger } from "../flags.js";
import type { AddFlags } from "../reference/add.js";
import type { SearchFlags } from "../reference/search.js";
import type { StatsFlags } from "../reference/stats.js";

/** `unspin reference`: its sub-verbs with their flags and help; the work is in `../reference/`. */
export function referenceVerb(): Command {
  return new Command("reference")
    .description("Keep a reference corpus: clean articles that you trust, in one file, for repair --reference.")
    .usage("<sub-verb> [options] [arguments]")
    .helpCommand("help [sub-verb]", "print the help of a sub-verb")
    .addCommand(add())
    .addCommand(search())
    .addCommand(stats())
    .addCommand(remove());
}

const DB = "the reference store: a file, or an address on PostgreSQL (postgres://…)";

function add(): Command {
  return new Command("add")
    .summary("add articles to a reference store")
    .description(
      "Add articles to a reference store, which is made when there is none. The same article twice is one; one with a known " +
        'id and other words takes the old one\'s place. JSONL, JSON and CSV records need "text"; "id", "title", "url", ' +
        '"date" and "source" are kept when there. A text file is one article; a first line with an empty one after it is ' +
        "its title.",
    )
    .argument("<db>", DB)
    .argument(
      "[file...]",
      "files (.txt, .jsonl, .json, .csv, .tsv, .xml, .html, .md, .warc; also .gz) or folders of such files; - is standard input",
    )
    .addOption(
      new Option("--input-format <format>", "what standard input, or a file without a telling name, holds").choices([
        "text",
        "jsonl",
        "json",
        "csv",
        "tsv",
        "feed",
        "html",
        "jsonfeed",
        "markdown",
        "warc",
      ]),
    )
    .option("--no-progress", "show no progress on the terminal")
    .addHelpText(
      "after",
      examples(
        ["a folder of articles", "unspin reference add refs.sqlite archive/"],
        ["records from another program", "export-articles | unspin reference add refs.sqlite - --input-format jsonl"],
      ),
    )
    .action(async (db: string, files: string[], flags: AddFlags) => {
      const { runAdd } = await import("../reference/add.js");
      process.exitCode = await runAdd(db, files, flags);
    });
}

function search(): Command {
  return new Command("search")
    .summary("find articles by their words")
    .description(
      'Print the articles that hold all words of the question, the best first; "quoted words" must stand side by side.',
    )
    .argument("<db>", DB)
    .argument("<question...>", "words to look for")
    .addOption(new Option("--most <n>", "articles to print").argParser(positiveInteger).default(10))
    .addOption(formatOption())
    .addHelpText(
      "after",
      examples(
        ["about two words", "unspin reference search refs.sqlite steel tariffs"],
        [
          "a phrase, whole articles for a script",
          "unspin reference search --format jsonl refs.sqlite '\"prime minister\" Ottawa'",
        ],
      ),
    )
    .action(async (db: string, question: string[], flags: SearchFlags) => {
      const { runSearch } = await import("../reference/search.js");
      process.exitCode = await runSearch(db, question, flags);
    });
}

function stats(): Command {
  return new Command("stats")
    .summary("say how much a reference store holds")
    .description("Say how many articles a reference store holds, their text and the size of the file.")
    .argument("<db>", DB)
    .addOption(formatOption())
    .addHelpText(
      "after",
      examples(
        ["for people", "unspin reference stats refs.sqlite"],
        ["for a script", "unspin reference stats --format json refs.sqlite"],
      ),
    )
    .action(async (db: string, flags: StatsFlags) => {
      const { runStats } = await import("../reference/stats.js");
      process.exitCode = await runStats(db, flags);
    });
}

function remove(): Command {
  return new Command("remove")
    .summary("take articles out of a reference store")
    .description("Take articles out of a reference store by their ids, which search prints.")
    .argument("<db>", DB)
    .argument("<id...>", "ids of articles")
    .addHelpText(
      "after",
      examples(["an article that was withdrawn", "unspin reference remove refs.sqlite wire-2019-4711"]),
    )
    .action(async (db: string, ids: string[]) => {
      const { runRemove } = await import("../reference/remove.js");
      process.exitCode = await runRemove(db, ids);
    });
}

function formatOption(): Option {
  return new Option("--format <format>", "what to print").choices(["text", "json", "jsonl"]).default("text");
}
