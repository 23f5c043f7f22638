import { importFingerprints } from "../../dictionary/import-fingerprints.js";
import { exitCodes } from "../exit-codes.js";
import { readText } from "../input.js";
import { tell } from "../streams.js";
import { saveTable, type TableFlags } from "./table.js";

/** Turns a list of tortured phrases and their expected terms into a table. @returns the exit code. */
export async function runImport(file: string, flags: TableFlags): Promise<number> {
  const { substitutions, dropped } = importFingerprints(await readText(file), file);
  await saveTable(flags, { substitutions, inputs: [file], madeBy: "unspin dictionary import" });
  tell(`${substitutions.length} pairs; ${dropped.length} rows dropped${dropped.length > 0 ? ", among them:" : ""}`);
  for (const { tortured, expected, reason } of dropped.slice(0, 5)) tell(`  "${tortured}" -> "${expected}": ${reason}`);
  return exitCodes.done;
}
