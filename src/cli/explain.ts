import type { Engine } from "../engine.js";
import type { Explanation } from "../explain.js";
import type { Segment, SourceDocument } from "../formats/index.js";
import { shownName } from "../reports/names.js";
import { describeArticle } from "../reports/origin.js";
import { describeDetection } from "../reports/summary.js";
import type { Detection, Origin, Range } from "../result.js";
import { tellNotes } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { explainItems, type PlacedExplanation } from "./explain-items.js";
import { explanationTable, sumTable } from "./explanation-table.js";
import type { CommonFlags } from "./flags.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { type PlaceArgument, parsePlace, placeFinder, rangeOf } from "./places.js";
import { preparedFor } from "./prepared.js";
import { readSegments } from "./segments.js";
import { printSettings, resolveSettings } from "./settings.js";
import { refuseOutputOverInput } from "./sources.js";
import { print, tell } from "./streams.js";

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
  const engine = await openConfiguredEngine(settings);
  try {
    const found: PlacedExplanation[] = [];
    for await (const segment of readSegments(place.source, flags)) {
      tellNotes(place.source, segment.failures, { say: tell, fail: tell });
      const [document] = segment.documents;
      if (document !== undefined && isPlainText(document, segment)) {
        await explainText(engine, place, document.text, flags.format);
        return exitCodes.done;
      }
      for (const each of await explainItems(engine, segment, place)) found.push(each);
    }
    await print(flags.format === "json" ? jsonOf(found) : describeItems(place, found));
    return exitCodes.done;
  } finally {
    engine.close();
  }
}

/** Whether lines of the text are lines of the file. */
function isPlainText({ text, fields, place }: SourceDocument, { plain }: Segment): boolean {
  const isWhole = place.item === undefined && (fields[0]?.name ?? "text") === "text";
  return isWhole && Buffer.byteLength(text) === plain.length && Buffer.from(text).equals(plain);
}

async function explainText(
  engine: Engine,
  place: PlaceArgument,
  text: string,
  format: ExplainFlags["format"],
): Promise<void> {
  const range = rangeOf(place, text);
  const offset = place.column === undefined ? undefined : range.start;
  const prepared = await preparedFor(engine, text);
  const all = interruptible(text.length, () => engine.explain(text, offset, prepared));
  const here = all.filter(({ start, end }) => start < range.end && Math.max(end, start + 1) > range.start);
  if (format === "json") await print(`${JSON.stringify(here, null, 2)}\n`);
  else if (here.length > 0) await print(describe(place, text, here));
  else
    await print(
      describeNothing(place, all.length > 0 ? undefined : engine.detect(text, prepared)) +
        besideIt(interruptible(text.length, () => engine.repair(text, prepared)).origin, range),
    );
}

/** Offsets are those of the item's text; the place is in the file. */
function jsonOf(found: readonly PlacedExplanation[]): string {
  const shown = found.map(({ explanation, document, at }) => {
    const place = { ...document.place, line: at.line, column: at.column };
    return { ...(document.id !== undefined && { source: document.id }), place, ...explanation };
  });
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function describeItems(place: PlaceArgument, found: readonly PlacedExplanation[]): string {
  if (found.length === 0) return describeNothing(place, undefined);
  const tables = found.map(({ explanation, at: { line, column } }, index) => {
    const sums = place.column === undefined ? "" : sumTable(explanation);
    const table = explanationTable(explanation, found[index - 1]?.explanation);
    return `${shownName(place.source)}:${line}:${column}: ${table}${sums}`;
  });
  return `${tables.join("\n")}\n${LEGEND}`;
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
    const sums = place.column === undefined ? "" : sumTable(explanation);
    return `${name}:${line}:${column}: ${explanationTable(explanation, explanations[index - 1])}${sums}`;
  });
  return `${tables.join("\n")}\n${LEGEND}`;
}

const LEGEND =
  "In nats, against all else, a row adding up to the log odds of the posterior. channel: log P(written | original).\n" +
  "caution: against such swaps anywhere. document: what its tool does elsewhere. language: log P(text | original) -\n" +
  "log P(text | written). readings: what else the place and its sentence may say. posterior: share of all readings.\n" +
  "probability: the posterior, calibrated on held-out pages, times that of the document being spun.\n";
