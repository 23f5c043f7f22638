import { FEW_TEXTS, type LearnOptions, type ParallelText } from "../../dictionary/learn.js";
import { tableSynonyms } from "../../dictionary/synonym-source.js";
import { builtInFiles, loadFamilies } from "../../resources.js";
import { tell } from "../streams.js";
import type { TableFlags } from "./table.js";

export interface LearnFlags extends TableFlags {
  readonly pairs?: readonly string[];
  readonly pages?: readonly string[];
  readonly reference?: string;
  readonly minimumCount?: number;
  readonly minimumRate?: number;
  readonly evenChoice?: number;
  readonly decisions?: readonly string[];
  readonly report?: string;
  readonly yes?: true;
  readonly progress: boolean;
}

/** What the flags say of learning from garbled texts beside their originals. */
export async function learnOptions(flags: LearnFlags, texts: readonly ParallelText[]): Promise<LearnOptions> {
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

/** How to make the table again: the command with its inputs and the settings that differ from the usual. */
export function commandLine({ minimumCount, minimumRate, evenChoice }: LearnFlags, inputs: readonly string[]): string {
  const settings = [
    minimumCount === undefined ? [] : [`--minimum-count ${minimumCount}`],
    minimumRate === undefined ? [] : [`--minimum-rate ${minimumRate}`],
    evenChoice === undefined ? [] : [`--even-choice ${evenChoice}`],
  ];
  return ["unspin dictionary learn", ...inputs, ...settings.flat()].join(" ");
}
