import type { Explanation } from "../explain.js";
import { exitCodes } from "./exit-codes.js";
import { explanationTable } from "./explanation-table.js";
import type { CommonFlags } from "./flags.js";
import { readText } from "./input.js";
import { openConfiguredEngine } from "./open.js";
import { type PlaceArgument, parsePlace, placeFinder, rangeOf } from "./places.js";
import { printSettings, resolveSettings } from "./settings.js";
import { refuseOutputOverInput } from "./sources.js";
import { print } from "./streams.js";

export interface ExplainFlags extends CommonFlags {
  readonly format: "text" | "json";
}

/** @returns the exit code. */
export async function runExplain(argument: string, flags: ExplainFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  const place = parsePlace(argument);
  refuseOutputOverInput([place.source]);
  const text = await readText(place.source);
  const range = rangeOf(place, text);
  const engine = await openConfiguredEngine(settings);
  try {
    const all = place.column === undefined ? engine.explain(text) : engine.explain(text, range.start);
    const here = all.filter(({ start, end }) => start < range.end && Math.max(end, start + 1) > range.start);
    await print(flags.format === "json" ? `${JSON.stringify(here, null, 2)}\n` : describe(place, text, here));
    return exitCodes.done;
  } finally {
    engine.close();
  }
}

function describe(place: PlaceArgument, text: string, explanations: readonly Explanation[]): string {
  const asked = [place.source, place.line, place.column].filter((part) => part !== undefined).join(":");
  if (explanations.length === 0) return `${asked}: no other wording was considered here.\n`;
  const find = placeFinder(text);
  const tables = explanations.map((explanation) => {
    const { line, column } = find(explanation.start);
    return `${place.source}:${line}:${column}: ${explanationTable(explanation)}`;
  });
  const legend =
    "channel: log P(written | original). language: log P(text | original) - log P(text | written). Sum: both, in nats.\n" +
    "posterior: share of all readings of the sentence. probability: the posterior, calibrated on held-out pages.\n";
  return `${tables.join("\n")}\n${legend}`;
}
