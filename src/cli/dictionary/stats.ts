import { curatedFamily } from "../../dictionary/expand.js";
import { loadCurated, loadDictionary } from "../../dictionary/load.js";
import { type FamilyStats, familyStats, statsText } from "../../dictionary/stats.js";
import { builtInFiles } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { print } from "../streams.js";

/** Prints what the tables hold, in figures. @returns the exit code. */
export async function runStats(files: readonly string[], flags: { readonly format: "text" | "json" }): Promise<number> {
  const named = files.length > 0 ? files : builtInFiles();
  const stats = named.flatMap(statsOf);
  await print(flags.format === "json" ? `${JSON.stringify(stats, null, 2)}\n` : statsText(stats));
  return exitCodes.done;
}

function statsOf(file: string): readonly FamilyStats[] {
  if (!/\.ya?ml$/i.test(file)) return loadDictionary(file).map((family) => familyStats(family));
  const curated = loadCurated(file);
  const sources = curated.entries.map(({ source }) => source);
  return [familyStats(curatedFamily(curated), sources)];
}
