import type { Engine } from "../engine.js";
import { JsonList } from "../reports/json.js";
import { eachDocument, exitCodeOf, type FileDocument } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import type { CommonFlags } from "./flags.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { RelatedArticles } from "./related-articles.js";
import { printSettings, resolveSettings } from "./settings.js";
import { type SourceResult, sourceText } from "./source-text.js";
import { inputSources, refuseOutputOverInput } from "./sources.js";
import { print } from "./streams.js";

export interface SourceFlags extends CommonFlags {
  readonly format: "text" | "json" | "jsonl";
}

/** @returns the exit code. */
export async function runSource(files: readonly string[], flags: SourceFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  const { reference } = settings;
  if (reference === undefined) {
    throw new Failure(
      'there is no reference corpus to look in. Give --reference DB, or "reference" in the configuration; unspin reference add DB FILE... makes one.',
    );
  }
  const sources = inputSources(files, "source");
  refuseOutputOverInput(sources);
  const engine = await openConfiguredEngine(settings);
  const related = new RelatedArticles(engine);
  const list = new JsonList(sources.length > 1);
  try {
    const outcome = await eachDocument(
      sources,
      { showProgress: flags.progress, reading: flags },
      async (found, index) => {
        const result = await sourceOf(engine, related, found);
        await print(render(result, { text: found.document.text, index, list, format: flags.format, store: reference }));
      },
    );
    await print(list.end());
    return exitCodeOf(outcome);
  } finally {
    engine.close();
  }
}

async function sourceOf(
  engine: Engine,
  articles: RelatedArticles,
  { file, document: { id, place, text } }: FileDocument,
): Promise<SourceResult> {
  const { schema, input, detection, origin } = interruptible(text.length, () => engine.repair(text));
  const isLeft = origin !== undefined || detection.verdict === "skipped";
  const related = isLeft ? [] : await articles.of(text);
  return { schema, source: id ?? file, place: { file, ...place }, input, detection, origin: origin ?? null, related };
}

interface Rendering {
  readonly text: string;
  readonly index: number;
  readonly list: JsonList;
  readonly format: SourceFlags["format"];
  readonly store: string;
}

function render(result: SourceResult, { text, index, list, format, store }: Rendering): string {
  if (format === "text") return (index > 0 ? "\n" : "") + sourceText(result, text, store);
  return format === "jsonl" ? `${JSON.stringify(result)}\n` : list.add(result);
}
