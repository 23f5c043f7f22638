import type { Explanation } from "../explain.js";
import { shownName } from "../reports/names.js";
import { describeArticle } from "../reports/origin.js";
import { describeDetection } from "../reports/summary.js";
import type { Detection, Origin, Range } from "../result.js";
import { exitCodes } from "./exit-codes.js";
import { explanationTable } from "./explanation-table.js";
import type { CommonFlags } from "./flags.js";
import { readText } from "./input.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { type PlaceArgument, parsePlace, placeFinder, rangeOf } from "./places.js";
import { preparedFor } from "./prepared.js";
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
    const offset = place.column === undefined ? undefined : range.start;
    const prepared = await preparedFor(engine, text);
    const all = interruptible(text.length, () => engine.explain(text, offset, prepared));
    const here = all.filter(({ start, end }) => start < range.end && Math.max(end, start + 1) > range.start);
    if (flags.format === "json") await print(`${JSON.stringify(here, null, 2)}\n`);
    else if (here.length > 0) await print(describe(place, text, here));
    else
      await print(
        describeNothing(place, all.length > 0 ? undefined : engine.detect(text, prepared)) +
          besideIt(interruptible(text.length, () => engine.repair(text, prepared)).origin, range),
      );
    return exitCodes.done;
  } finally {
    engine.close();
  }
}

/** A document that was found clean, or skipped, has nothing to explain anywhere, and says so. */
function describeNothing(place: PlaceArgument, detection: Detection | undefined): string {
  const asked = [shownName(place.source), place.line, place.column].filter((part) => part !== undefined).join(":");
  const why = detection === undefined ? "" : `; the document is ${describeDetection(detection)}`;
  return `${asked}: no other wording was considered here${why}.\n`;
}

/** The sentence of the source article beside a place at which nothing was considered; empty where there is none. */
function besideIt(origin: Origin | undefined, range: Range): string {
  const passage = origin?.passages.find(({ start, end }) => start < range.end && end > range.start);
  if (origin === undefined || passage === undefined) return "";
  return `In the source article, ${describeArticle(origin)}:\n  "${shownName(passage.source.replace(/\s+/g, " "))}"\n`;
}

function describe(place: PlaceArgument, text: string, explanations: readonly Explanation[]): string {
  const name = shownName(place.source);
  const find = placeFinder(text);
  const tables = explanations.map((explanation, index) => {
    const { line, column } = find(explanation.start);
    return `${name}:${line}:${column}: ${explanationTable(explanation, explanations[index - 1])}`;
  });
  const legend =
    "channel: log P(written | original). language: log P(text | original) - log P(text | written). Sum: both, in nats.\n" +
    "posterior: share of all readings of the sentence. probability: the posterior, calibrated on held-out pages.\n";
  return `${tables.join("\n")}\n${legend}`;
}
