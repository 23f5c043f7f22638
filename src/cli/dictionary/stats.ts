import { curatedFamily } from "../../dictionary/expand.js";
import type { Family } from "../../dictionary/family.js";
import { firingsText, type TableFiring, tableFirings } from "../../dictionary/firing.js";
import { loadCurated, loadDictionary } from "../../dictionary/load.js";
import { familyStats, statsText } from "../../dictionary/stats.js";
import { openEngine } from "../../engine.js";
import { builtInFiles } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { print } from "../streams.js";
import { readPairs } from "./pairs.js";

/** A family as one file has it, with the sources of its entries; a learned table's header says its own. */
interface Part {
  readonly family: Family;
  readonly sources: readonly (string | undefined)[];
}

export interface StatsFlags {
  readonly format: "text" | "json";
  /** Files of garbled texts with their originals. */
  readonly pairs?: readonly string[];
}

/** Prints what the tables hold, in figures; files that name the same family are one. @returns the exit code. */
export async function runStats(files: readonly string[], flags: StatsFlags): Promise<number> {
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
  const firings = flags.pairs && (await firingsOn(flags.pairs, files));
  if (flags.format === "json") {
    await print(`${JSON.stringify(firings === undefined ? stats : { families: stats, fired: firings }, null, 2)}\n`);
  } else await print(statsText(stats) + (firings === undefined ? "" : `\n${firingsText(firings)}`));
  return exitCodes.done;
}

/** Repairs the garbled texts with the built-in tables and the files named, and counts which table spoke. */
async function firingsOn(pairs: readonly string[], files: readonly string[]): Promise<TableFiring[]> {
  const engine = await openEngine({ dictionaries: files });
  const firings = tableFirings(
    pairs.flatMap(readPairs).map(({ spun, original }) => ({
      spun,
      original,
      edits: engine.repair(spun).edits.map(({ start, end, now, verdict, channel, evidence }) => {
        return { start, end, now, applied: verdict === "apply", table: evidence.family ?? channel };
      }),
    })),
  );
  engine.close();
  return firings;
}

function partsOf(file: string): readonly Part[] {
  if (!/\.ya?ml$/i.test(file)) return loadDictionary(file).map((family) => ({ family, sources: [] }));
  const curated = loadCurated(file);
  return [{ family: curatedFamily(curated), sources: curated.entries.map(({ source }) => source) }];
}
