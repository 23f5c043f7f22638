import type { Engine } from "../engine.js";
import { jsonElement } from "../reports/json.js";
import { formatProbability } from "../reports/probability.js";
import type { TraceAnswer } from "../trace.js";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import type { CommonFlags } from "./flags.js";
import { openConfiguredEngine } from "./open.js";
import { printSettings, resolveSettings } from "./settings.js";
import { standardInputLines } from "./stdin-lines.js";
import { print, tell } from "./streams.js";

export interface TraceFlags extends CommonFlags {
  readonly format: "text" | "json" | "jsonl";
  readonly stdin?: true;
}

/** @returns the exit code. */
export async function runTrace(phrases: readonly string[], flags: TraceFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  if (flags.stdin && phrases.length > 0) {
    throw new Failure(
      "--stdin reads the phrases from standard input, so no phrase may be named beside it. Give one or the other.",
    );
  }
  if (!flags.stdin && phrases.length === 0) {
    throw new Failure(
      'no phrase. Name one (unspin trace "counterfeit consciousness"), or pipe one a line into unspin trace --stdin.',
    );
  }
  const engine = await openConfiguredEngine(settings);
  if (flags.reference !== undefined)
    tell("unspin: note: trace weighs a phrase by itself; --reference has no say in it");
  try {
    const several = flags.stdin === true || phrases.length > 1;
    await answerAll(engine, flags.stdin ? standardInputLines() : phrases, flags.format, several);
    return exitCodes.done;
  } finally {
    engine.close();
  }
}

async function answerAll(
  engine: Engine,
  phrases: Iterable<string> | AsyncIterable<string>,
  format: TraceFlags["format"],
  several: boolean,
): Promise<void> {
  let index = 0;
  const isArray = format === "json" && several;
  if (isArray) await print("[\n");
  for await (const phrase of phrases) {
    await print(render(answer(engine, phrase), format, index, several));
    index += 1;
  }
  if (isArray) await print(index > 0 ? "\n]\n" : "]\n");
}

/** An empty line stands for nothing, and still gets its answer, so that answers and lines stay in step. */
function answer(engine: Engine, phrase: string): TraceAnswer {
  if (phrase.trim() === "") return { phrase, candidates: [] };
  return { phrase, candidates: engine.trace(phrase).candidates };
}

function render(traced: TraceAnswer, format: TraceFlags["format"], index: number, several: boolean): string {
  if (format === "jsonl") return `${JSON.stringify(traced)}\n`;
  if (format === "json") return several ? jsonElement(traced, index) : `${JSON.stringify(traced, null, 2)}\n`;
  const rows = traced.candidates.map(
    ({ original, probability, channel }) =>
      `  ${formatProbability(probability).padStart(4)}  ${original}  (${channel})\n`,
  );
  return `${traced.phrase}\n${rows.length > 0 ? rows.join("") : "  nothing known\n"}`;
}
