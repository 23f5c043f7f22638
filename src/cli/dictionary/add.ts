import { addEntry, type NewEntry } from "../../dictionary/add.js";
import { writeAtomically } from "../atomic.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { readText } from "../input.js";
import { tell } from "../streams.js";

export interface AddFlags {
  readonly keep?: number;
  readonly pos?: NonNullable<NewEntry["pos"]>;
  readonly match?: NonNullable<NewEntry["match"]>;
  readonly unless?: readonly string[];
  readonly source?: string;
  readonly repairs?: readonly string[];
  readonly keeps?: readonly string[];
}

/** Puts a pair into its place in a curated file; the rest of the file stays as it is. @returns the exit code. */
export async function runAdd(
  file: string,
  { spun, original }: { readonly spun: string; readonly original: string },
  flags: AddFlags,
): Promise<number> {
  if (spun === original) {
    throw new Failure(`"${spun}" would stand for itself. Give what the tool writes, then what the author wrote.`);
  }
  const { repairs, ...rest } = flags;
  const entry = { spun, original, ...rest, ...(repairs && { repairs: repairs.map(pairOf) }) };
  await writeAtomically(file, addEntry(await readText(file, "dictionary"), entry, file));
  tell(`${file}: added "${spun}" -> "${original}"`);
  return exitCodes.done;
}

/** "spun sentence => repaired sentence". */
function pairOf(example: string): readonly [string, string] {
  const [spun, original, ...more] = example.split("=>").map((side) => side.trim());
  if (!spun || !original || more.length > 0) {
    throw new Failure(`--repairs "${example}": write the spun sentence, then =>, then the same sentence repaired.`);
  }
  return [spun, original];
}
