import { basename } from "node:path";
import { learnFamily, type ParallelText } from "../../dictionary/learn.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";
import { runLearnDecisions } from "./learn-decisions.js";
import { commandLine, type LearnFlags, learnOptions } from "./learn-options.js";
import { runLearnPages } from "./learn-pages.js";
import { runLearnReference } from "./learn-reference.js";
import { readPairs } from "./pairs.js";
import { saveTable } from "./table.js";

/** The flags as given; only a review can do without an identifier. */
export type LearnGiven = Omit<LearnFlags, "id"> & { readonly id?: string };

/** Learns a family's table from what the user has of it, and writes it as TSV. @returns the exit code. */
export async function runLearn(files: readonly string[], given: LearnGiven): Promise<number> {
  const { pairs, pages, reference, decisions, id } = given;
  if (decisions !== undefined) return runLearnDecisions(files, { ...given, decisions });
  if (id === undefined)
    throw new Failure("required option '--id <id>' not specified. Name the family that is learned.");
  const flags: LearnFlags = { ...given, id };
  if (reference !== undefined) return runLearnReference(flags, reference, files);
  if (files.length > 0) {
    throw new Failure(
      `${shownName(files[0]!)}: files are named for --reference DB alone. Give --pairs FILE, --pages FILE... or --reference DB FILE...`,
    );
  }
  if (pairs !== undefined) return learnPairs(flags, pairs);
  if (pages !== undefined) return runLearnPages(flags, pages);
  throw new Failure(
    "there is nothing to learn from. Give --pairs FILE (texts garbled and as they were written), --reference DB FILE... (garbled texts whose originals are in a reference corpus), --pages FILE... (garbled pages alone) or --decisions LEDGER (a review).",
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
  await saveTable(flags, { substitutions, inputs: pairs, madeBy: commandLine(flags, pairs.map(asFlag)) });
  tell(
    `${plural(substitutions.length, "pair")} from ${plural(lines, "line")} (${dropped} dropped); ` +
      `they explain ${(explained * 100).toFixed(1)} % of the changed words`,
  );
  return exitCodes.done;
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

function asFlag(file: string): string {
  return `--pairs ${shownName(basename(file))}`;
}
