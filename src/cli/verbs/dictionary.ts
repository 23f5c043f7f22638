import { Command, Option } from "commander";
import type { AddFlags } from "../dictionary/add.js";
import type { LearnGiven } from "../dictionary/learn.js";
import type { StatsFlags } from "../dictionary/stats.js";
import type { TableFlags } from "../dictionary/table.js";
import {
  decisionsFlag,
  examples,
  familyId,
  fraction,
  notEmpty,
  oneLine,
  positiveInteger,
  repeatable,
  wholeNumber,
} from "../flags.js";

/** `unspin dictionary`: its sub-verbs with their flags and help; the work is in `../dictionary/`. */
export function dictionaryVerb(): Command {
  return new Command("dictionary")
    .description("Check, measure and extend the tables of word swaps, one family of spinning tools each.")
    .usage("<sub-verb> [options] [arguments]")
    .helpCommand("help [sub-verb]", "print the help of a sub-verb")
    .addCommand(lint())
    .addCommand(test())
    .addCommand(stats())
    .addCommand(add())
    .addCommand(learn())
    .addCommand(importList());
}

const FILES = "dictionary files (.yaml or .tsv); the built-in ones when none is named";

function lint(): Command {
  return new Command("lint")
    .summary("check dictionaries for mistakes")
    .description("Check dictionaries for wrong shape, disorder, duplicates, cycles and changed facts.")
    .argument("[file...]", FILES)
    .addHelpText(
      "after",
      examples(
        ["check a dictionary of your own", "unspin dictionary lint my.yaml"],
        ["check those that come with unspin", "unspin dictionary lint"],
      ),
    )
    .action(async (files: string[]) => {
      const { runLint } = await import("../dictionary/lint.js");
      process.exitCode = await runLint(files);
    });
}

function test(): Command {
  return new Command("test")
    .summary("try the examples that dictionaries carry")
    .description(
      "Try the examples (repairs) and counter-examples (keeps) that curated dictionaries carry. Each sentence is taken " +
        "for spun by the file's family and repaired by the engine, with that family alone.",
    )
    .argument("[file...]", "curated dictionary files (.yaml); the built-in ones when none is named")
    .addHelpText(
      "after",
      examples(
        ["test a dictionary of your own", "unspin dictionary test my.yaml"],
        ["test those that come with unspin", "unspin dictionary test"],
      ),
    )
    .action(async (files: string[]) => {
      const { runTest } = await import("../dictionary/test.js");
      process.exitCode = await runTest(files);
    });
}

function stats(): Command {
  return new Command("stats")
    .summary("count what dictionaries hold")
    .description(
      "Count pairs, originals, ambiguous phrases and sources of each family. With --pairs, also count how often each " +
        "table speaks on those texts, and how often it is right: repaired with the built-in tables and the files named.",
    )
    .argument("[file...]", FILES)
    .addOption(repeatable("--pairs <file>", 'JSONL file of records with "spun" and "original"; may be repeated'))
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText(
      "after",
      examples(
        ["the figures of the built-in families", "unspin dictionary stats"],
        ["how often each speaks, and is right", "unspin dictionary stats --pairs pairs.jsonl"],
        ["those of one file, for a script", "unspin dictionary stats --format json my.yaml"],
      ),
    )
    .action(async (files: string[], flags: StatsFlags) => {
      const { runStats } = await import("../dictionary/stats.js");
      process.exitCode = await runStats(files, flags);
    });
}

function add(): Command {
  return new Command("add")
    .summary("add a pair to a curated dictionary")
    .description("Add a pair to a curated dictionary, in its sorted place; comments and layout stay as they are.")
    .argument("<file>", "curated dictionary file (.yaml)")
    .argument("<spun>", "what the tool writes")
    .argument("<original>", "what the author wrote")
    .addOption(new Option("--keep <share>", "share of the original's occurrences left alone").argParser(fraction))
    .addOption(
      new Option("--pos <part>", "part of speech of the spun phrase's first word").choices([
        "noun",
        "verb",
        "adjective",
        "adverb",
      ]),
    )
    .addOption(new Option("--match <how>", "inflected: the pair stands for all forms").choices(["exact", "inflected"]))
    .addOption(repeatable("--unless <phrase>", "phrase whose presence in the sentence stops the pair; may be repeated"))
    .option("--source <text>", "where such a swap was seen")
    .addOption(repeatable("--repairs <example>", '"spun sentence => repaired sentence"; may be repeated'))
    .addOption(repeatable("--keeps <sentence>", "sentence that must stay as it is; may be repeated"))
    .addHelpText(
      "after",
      examples(
        ["a name that a tool mangles", 'unspin dictionary add my.yaml "Related Press" "Associated Press"'],
        [
          "a pair with its example and counter-example",
          'unspin dictionary add my.yaml metal steel --source "seen on two sites" \\\n' +
            '      --repairs "The metal mill closed. => The steel mill closed." --keeps "Gold is a metal."',
        ],
      ),
    )
    .action(async (file: string, spun: string, original: string, flags: AddFlags) => {
      const { runAdd } = await import("../dictionary/add.js");
      process.exitCode = await runAdd(file, { spun, original }, flags);
    });
}

const LEARN =
  "Learn a family's table from texts that you have both garbled and as they were written (--pairs), from garbled texts whose " +
  "originals are somewhere in a reference corpus (--reference), or from garbled pages of one tool alone (--pages). Three pairs are " +
  "of use; of pages, ten to forty. Or turn what reviewers decided into entries of a curated file (--decisions): the change is " +
  "shown as a diff, and written when it is confirmed.";

function learn(): Command {
  const command = new Command("learn")
    .summary("learn a family's table from garbled text")
    .description(LEARN)
    .argument("[file...]", 'with --reference: garbled texts; JSONL files with "spun" or "text", and folders, too')
    .addOption(
      repeatable(
        "--pairs <file>",
        'JSONL file, each record with "spun" and "original"; .gz and .xz too; may be repeated',
      ),
    )
    .addOption(
      new Option(
        "--pages <file...>",
        'garbled pages: text files, JSONL files with "spun" or "text", or folders of such files',
      ).conflicts(["pairs", "minimumCount", "minimumRate", "evenChoice"]),
    )
    .addOption(
      new Option("--reference <db>", "reference corpus that holds the originals of the files named")
        .argParser(notEmpty)
        .conflicts(["pairs", "pages"]),
    )
    .option("--id <id>", "identifier of the family, as results show it; --decisions can do without", familyId)
    .option("--title <text>", "what tool this is, for people; the identifier when absent", oneLine)
    .option("-o, --output <file>", "table to write (.tsv); standard output when absent", notEmpty)
    .option("--credit <text>", "whom the licence of the text asks to name", oneLine)
    .addOption(
      decisionsFlag(
        "ledger of a review: accepted pairs become entries of the curated file -o (.yaml); may be repeated",
      ),
    )
    .option("--report <file>", "with --decisions: the report reviewed, for examples", notEmpty)
    .option("--yes", "with --decisions: write without asking")
    .option("--no-progress", "show no progress on the terminal");
  return addCountFlags(command)
    .addHelpText(
      "after",
      examples(
        [
          "learn from your own pairs, be they three or thousands, then use the table",
          "unspin dictionary learn --pairs pairs.jsonl --id mine -o mine.tsv\n  $ unspin repair --dictionary mine.tsv story.txt",
        ],
        [
          "learn from garbled stories whose originals are in your archive",
          "unspin dictionary learn --reference refs.sqlite --id mine -o mine.tsv stories/",
        ],
        [
          "see what a review would change in your dictionary, and change it",
          "unspin dictionary learn --decisions ledger.jsonl -o my.yaml --yes\n  $ unspin repair --dictionary my.yaml story.txt",
        ],
        [
          "learn from a folder of garbled pages, and read what was learned before you use it",
          "unspin dictionary learn --pages pages/ --id mine -o mine.tsv",
        ],
      ),
    )
    .action(async (files: string[], flags: LearnGiven) => {
      const { runLearn } = await import("../dictionary/learn.js");
      process.exitCode = await runLearn(files, flags);
    });
}

/** Flags that only make sense where originals are at hand. */
function addCountFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--minimum-count <n>",
        "drop pairs seen in fewer texts (default: 1 with few texts, 2 from 200 on)",
      ).argParser(positiveInteger),
    )
    .addOption(
      new Option(
        "--minimum-rate <share>",
        "drop originals swapped in a smaller share of their texts (default: 0.2)",
      ).argParser(fraction),
    )
    .addOption(
      new Option(
        "--even-choice <n>",
        "weight, in texts, of the guess that the tool picks evenly among its synonyms (default: 0, leave it to the counts)",
      ).argParser(wholeNumber),
    );
}

function importList(): Command {
  return new Command("import")
    .summary("make a table from a list of tortured phrases")
    .description("Make a table from a list of tortured phrases of science and the terms that were expected.")
    .argument("<file>", "TSV file with the columns tortured, expected, papers, context_required")
    .requiredOption("--id <id>", "identifier of the family, as results show it", familyId)
    .option("--title <text>", "what the list is, for people; the identifier when absent", oneLine)
    .option("-o, --output <file>", "table to write (.tsv); standard output when absent", notEmpty)
    .option("--credit <text>", "whom the licence of the list asks to name", oneLine)
    .addHelpText(
      "after",
      examples(
        ["make a family of a list", "unspin dictionary import phrases.tsv --id mine -o mine.tsv"],
        [
          "say whose list it is",
          'unspin dictionary import phrases.tsv --id mine --credit "J. Doe, CC BY 4.0" -o mine.tsv',
        ],
      ),
    )
    .action(async (file: string, flags: TableFlags) => {
      const { runImport } = await import("../dictionary/import.js");
      process.exitCode = await runImport(file, flags);
    });
}
