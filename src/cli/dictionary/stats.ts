import { curatedFamily } from "../../dictionary/expand.js";
import type { Family } from "../../dictionary/family.js";
import { loadCurated, loadDictionary } from "../../dictionary/load.js";
import { familyStats, statsText } from "../../dictionary/stats.js";
import { builtInFiles } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { print } from "../streams.js";

/** A family as one file has it, with the sources of its entries; a learned table's header says its own. */
interface Part {
  readonly family: Family;
  readonly sources: readonly (string | undefined)[];
}

/** Prints what the tables hold, in figures; files that name the same family are one. @returns the exit code. */
export async function runStats(files: readonly string[], flags: { readonly format: "text" | "json" }): Promise<number> {
  const named = files.length > 0 ? files : builtInFiles();
  const all = named.flatMap(partsOf);
  const ids = new Set(all.map(({ family }) => family.id));
  const stats = [...ids].map((id) => {
    const parts = all.filter(({ family }) => family.id === id);
    const whole = parts.find(({ sources }) => sources.length === 0) ?? parts[0]!;
    const substitutions = parts.flatMap(({ family }) => family.substitutions);
    return familyStats(
      { ...whole.family, substitutions },
      parts.flatMap(({ sources }) => sources),
    );
  });
  await print(flags.format === "json" ? `${JSON.stringify(stats, null, 2)}\n` : statsText(stats));
  return exitCodes.done;
}

function partsOf(file: string): readonly Part[] {
  if (!/\.ya?ml$/i.test(file)) return loadDictionary(file).map((family) => ({ family, sources: [] }));
  const curated = loadCurated(file);
  return [{ family: curatedFamily(curated), sources: curated.entries.map(({ source }) => source) }];
}
