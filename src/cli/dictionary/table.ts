import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Substitution } from "../../dictionary/family.js";
import { writeLearned } from "../../dictionary/learned.js";
import { shownName } from "../../reports/names.js";
import { writeAtomically } from "../atomic.js";
import { print } from "../streams.js";

/** Flags of the sub-verbs that write a learned table. */
export interface TableFlags {
  readonly id: string;
  readonly title?: string;
  readonly output?: string;
  readonly credit?: string;
}

/** A table's rows and where they come from. */
export interface TableContent {
  readonly substitutions: readonly Substitution[];
  readonly inputs: readonly string[];
  /** What else it was made from, in words; files that change all the time are not worth a checksum. */
  readonly beside?: readonly string[];
  /** The command, without its inputs and identifier. */
  readonly madeBy: string;
}

/** Writes the table with its provenance to `-o`, or to standard output. Input paths are cut to their names. */
export async function saveTable({ id, title, output, credit }: TableFlags, content: TableContent): Promise<void> {
  const { substitutions, inputs, madeBy, beside = [] } = content;
  const header = {
    family: id,
    title: title ?? id,
    madeBy: `${madeBy} --id ${id}`,
    from: [...inputs.map((file) => `${shownName(basename(file))} sha256:${sha256(file)}`), ...beside],
    date: new Date().toISOString().slice(0, 10),
    ...(credit !== undefined && { credit }),
  };
  const table = writeLearned({ header, substitutions });
  if (output === undefined) await print(table);
  else await writeAtomically(output, table);
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
