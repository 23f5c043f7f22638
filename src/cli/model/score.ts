import { type Background, openBackground } from "../../language/background.js";
import { builtIn, MODEL } from "../../resources.js";
import { eachDocument, exitCodeOf } from "../documents.js";
import { Failure } from "../failure.js";
import { inputSources, refuseOutputOverInput } from "../sources.js";
import { print, tell } from "../streams.js";
import { perplexity, sentenceScores } from "./sentence-scores.js";

export interface ScoreFlags {
  readonly model?: string;
  readonly part?: string;
  readonly format: "text" | "jsonl";
}

/** Prints the log-probability and perplexity of every sentence; the total goes to standard error. @returns the exit code. */
export async function runScore(files: readonly string[], flags: ScoreFlags): Promise<number> {
  const sources = inputSources(files, "model score");
  refuseOutputOverInput(sources);
  const background = openBackground(flags.model ?? builtIn(MODEL));
  const mixture = mixtureOf(background, flags.part);
  let [log, tokens] = [0, 0];
  const outcome = await eachDocument(sources, { showProgress: false, reading: {} }, async ({ file, document }) => {
    for (const score of sentenceScores(background, document.text, mixture)) {
      log += score.log;
      tokens += score.tokens;
      await print(render(flags.format, { source: document.id ?? file, ...score, perplexity: perplexity(score) }));
    }
  });
  if (tokens > 0) {
    tell(
      `${tokens} tokens: log-probability ${log.toFixed(2)} nats, perplexity ${perplexity({ log, tokens }).toFixed(2)}`,
    );
  }
  return exitCodeOf(outcome);
}

/** All weight on the part that was asked for, else what documents are taken for before they are seen. */
function mixtureOf({ names, prior }: Background, part: string | undefined): Float64Array {
  if (part === undefined) return prior;
  if (!names.includes(part))
    throw new Failure(`--part ${part}: the model has no such part. Parts: ${names.join(", ")}.`);
  return Float64Array.from(names, (name) => (name === part ? 1 : 0));
}

interface ScoreLine {
  readonly source: string;
  readonly text: string;
  readonly log: number;
  readonly tokens: number;
  readonly perplexity: number;
}

function render(format: ScoreFlags["format"], line: ScoreLine): string {
  if (format === "jsonl") return `${JSON.stringify(line)}\n`;
  const oneLine = line.text.replace(/\s+/g, " ");
  return `${line.log.toFixed(2)}\t${line.perplexity.toFixed(1)}\t${oneLine}\n`;
}
