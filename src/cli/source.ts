import type { Engine } from "../engine.js";
import { shownAddress } from "../reference/store-address.js";
import { jsonElement } from "../reports/json.js";
import { eachDocument, exitCodeOf } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import type { CommonFlags } from "./flags.js";
import type { InputDocument } from "./input.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { preparedFor } from "./prepared.js";
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
  const several = sources.length > 1;
  const engine = await openConfiguredEngine(settings);
  const related = new RelatedArticles(engine);
  try {
    const outcome = await eachDocument(sources, flags.progress, async (document, index) => {
      const result = await sourceOf(engine, related, document);
      await print(render(result, { document, index, several, format: flags.format, store: shownAddress(reference) }));
      return undefined;
    });
    if (flags.format === "json" && several && outcome.done > 0) await print("\n]\n");
    return exitCodeOf(outcome);
  } finally {
    engine.close();
  }
}

async function sourceOf(
  engine: Engine,
  articles: RelatedArticles,
  { source, text }: InputDocument,
): Promise<SourceResult> {
  const prepared = await preparedFor(engine, text);
  const { schema, input, detection, origin } = interruptible(text.length, () => engine.repair(text, prepared));
  const isLeft = origin !== undefined || detection.verdict === "skipped";
  const related = isLeft ? [] : await articles.of(text);
  return { schema, source, input, detection, origin: origin ?? null, related };
}

interface Rendering {
  readonly document: InputDocument;
  readonly index: number;
  readonly several: boolean;
  readonly format: SourceFlags["format"];
  readonly store: string;
}

function render(result: SourceResult, { document, index, several, format, store }: Rendering): string {
  if (format === "text") return (index > 0 ? "\n" : "") + sourceText(result, document.text, store);
  if (format === "jsonl") return `${JSON.stringify(result)}\n`;
  if (!several) return `${JSON.stringify(result, null, 2)}\n`;
  return `${index === 0 ? "[\n" : ""}${jsonElement(result, index)}`;
}
