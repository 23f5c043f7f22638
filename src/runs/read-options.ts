import { KINDS, type ReadOptions } from "../formats/index.js";
import type { PlannedFile, RunOptions } from "./interfaces.js";

/** How a file of a run is to be read. */
export function readOptions({ source, output }: PlannedFile, { fields, inputKind }: RunOptions): ReadOptions {
  const kind = source === "-" ? KINDS.find((one) => one === inputKind) : undefined;
  return { name: output, ...(fields && { fields }), ...(kind && { kind }) };
}
