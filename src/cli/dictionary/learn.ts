import { basename } from "node:path";
import { FEW_TEXTS, type LearnOptions, learnFamily, type ParallelText } from "../../dictionary/learn.js";
import { tableSynonyms } from "../../dictionary/synonym-source.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { builtInFiles, loadFamilies } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";
import { runLearnPages } from "./learn-pages.js";
import { readPairs } from "./pairs.js";
import { saveTable, type TableFlags } from "./table.js";

export interface LearnFlags extends TableFlags {
  readonly pairs?: readonly string[];
  readonly pages?: readonly string[];
  readonly minimumCount?: number;
  readonly minimumRate?: number;
  readonly evenChoice?: number;
  readonly progress: boolean;
}

/** Learns a family's table from what the user has of it, and writes it as TSV. @returns the exit code. */
export async function runLearn(flags: LearnFlags): Promise<number> {
  const { pairs, pages } = flags;
  if (pairs !== undefined) return learnPairs(flags, pairs);
  if (pages !== undefined) return runLearnPages(flags, pages);
  throw new Failure(
    "there is nothing to learn from. Give --pairs FILE (texts garbled and as they were written) or --pages FILE... (garbled pages alone).",
  );
}

async function learnPairs(flags: LearnFlags, pairs: readonly string[]): Promise<number> {
  const texts = pairs.flatMap(readPairs);
  const names = pairs.map(shownName).join(", ");
  if (texts.length === 0) throw new Failure(`${names}: no pairs in it. Give records with "spun" and "original".`);
  const { family, lines, dropped, explained } = learnFamily(texts, await learnOptions(flags, texts));
  const { substitutions } = family;
  if (substitutions.length === 0) {
    throw new Failure(`${names}: no table can be learned from it: ${nothingLearned(texts, lines)}`);
  }
  await saveTable(flags, { substitutions, inputs: pairs, madeBy: commandLine(flags, pairs) });
  tell(
    `${plural(substitutions.length, "pair")} from ${plural(lines, "line")} (${dropped} dropped); ` +
      `they explain ${(explained * 100).toFixed(1)} % of the changed words`,
  );
  return exitCodes.done;
}

async function learnOptions(flags: LearnFlags, texts: readonly ParallelText[]): Promise<LearnOptions> {
  const { id, title = id, minimumCount, minimumRate, evenChoice } = flags;
  // What other tools do tells how the differences of a few texts divide.
  const known = texts.length < FEW_TEXTS ? await loadFamilies(builtInFiles()) : undefined;
  return {
    id,
    title,
    ...(minimumCount !== undefined && { minimumCount }),
    ...(minimumRate !== undefined && { minimumRate }),
    ...(evenChoice !== undefined && { evenChoice }),
    ...(known !== undefined && { synonyms: tableSynonyms(known) }),
    ...(flags.progress && process.stderr.isTTY && { onProgress: tell }),
  };
}

/** Why texts gave no row, and what to do. */
function nothingLearned(texts: readonly ParallelText[], lines: number): string {
  if (texts.every(({ spun, original }) => spun === original)) {
    return '"spun" and "original" are the same everywhere. Give the text that the tool was fed as "original".';
  }
  if (lines === 0) {
    return 'no "spun" is a version of its "original". Check that each record holds the two forms of one text.';
  }
  return "no swap was seen often enough. Give more pairs, or a lower --minimum-count or --minimum-rate.";
}

/** How to make the table again. */
function commandLine({ minimumCount, minimumRate, evenChoice }: LearnFlags, pairs: readonly string[]): string {
  const inputs = pairs.map((file) => `--pairs ${shownName(basename(file))}`);
  const settings = [
    minimumCount === undefined ? [] : [`--minimum-count ${minimumCount}`],
    minimumRate === undefined ? [] : [`--minimum-rate ${minimumRate}`],
    evenChoice === undefined ? [] : [`--even-choice ${evenChoice}`],
  ];
  return ["unspin dictionary learn", ...inputs, ...settings.flat()].join(" ");
}
