import { basename } from "node:path";
import { learnFamily } from "../../dictionary/learn.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";
import { readPairs } from "./pairs.js";
import { saveTable, type TableFlags } from "./table.js";

export interface LearnFlags extends TableFlags {
  readonly pairs: readonly string[];
  readonly minimumCount: number;
  readonly minimumRate: number;
  readonly evenChoice: number;
  readonly progress: boolean;
}

/** Learns a family's table from garbled and original text, and writes it as TSV. @returns the exit code. */
export async function runLearn(flags: LearnFlags): Promise<number> {
  const { id, title = id, minimumCount, minimumRate, evenChoice, pairs } = flags;
  const showsProgress = flags.progress && process.stderr.isTTY;
  const texts = pairs.flatMap(readPairs);
  if (texts.length === 0) {
    throw new Failure(`${pairs.join(", ")}: no pairs in it. Give records with "spun" and "original".`);
  }
  const options = { id, title, minimumCount, minimumRate, evenChoice, ...(showsProgress && { onProgress: tell }) };
  const { family, lines, dropped, explained } = learnFamily(texts, options);
  await saveTable(flags, { substitutions: family.substitutions, inputs: pairs, madeBy: commandLine(flags) });
  tell(
    `${plural(family.substitutions.length, "pair")} from ${plural(lines, "line")} (${dropped} dropped); ` +
      `they explain ${(explained * 100).toFixed(1)} % of the changed words`,
  );
  return exitCodes.done;
}

/** How to make the table again. */
function commandLine({ pairs, minimumCount, minimumRate, evenChoice }: LearnFlags): string {
  const inputs = pairs.map((file) => `--pairs ${shownName(basename(file))}`).join(" ");
  return `unspin dictionary learn ${inputs} --minimum-count ${minimumCount} --minimum-rate ${minimumRate} --even-choice ${evenChoice}`;
}
