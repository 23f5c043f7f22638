import { createHash } from "node:crypto";
import { jsonElement } from "../reports/json.js";
import { shownName } from "../reports/names.js";
import { describeDetection } from "../reports/summary.js";
import type { Detection, RepairResult } from "../result.js";
import { eachDocument, exitCodeOf } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import type { CommonFlags } from "./flags.js";
import type { InputDocument } from "./input.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { preparedFor } from "./prepared.js";
import { printSettings, resolveSettings } from "./settings.js";
import { inputSources, refuseOutputOverInput } from "./sources.js";
import { print } from "./streams.js";

export interface DetectFlags extends CommonFlags {
  readonly format: "text" | "json" | "jsonl";
  readonly check?: true;
}

/** What `detect` reports: a repair's result without the repair. */
type DetectResult = Pick<RepairResult, "schema" | "source" | "input" | "detection">;

/** @returns the exit code. */
export async function runDetect(files: readonly string[], flags: DetectFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  const sources = inputSources(files, "detect");
  refuseOutputOverInput(sources);
  const several = sources.length > 1;
  const engine = await openConfiguredEngine(settings);
  try {
    let spun = 0;
    const outcome = await eachDocument(sources, flags.progress, async (document, index) => {
      const prepared = await preparedFor(engine, document.text);
      const detection = interruptible(document.text.length, () => engine.detect(document.text, prepared));
      if (detection.verdict === "spun") spun += 1;
      await print(render(flags.format, resultOf(document, detection), index, several));
      return undefined;
    });
    if (flags.format === "json" && several && outcome.done > 0) await print("\n]\n");
    if (outcome.failed > 0) return exitCodeOf(outcome);
    return flags.check && spun > 0 ? exitCodes.found : exitCodes.done;
  } finally {
    engine.close();
  }
}

function resultOf({ source, text }: InputDocument, detection: Detection): DetectResult {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { schema: 1, source, input: { sha256, length: text.length }, detection };
}

function render(format: DetectFlags["format"], result: DetectResult, index: number, several: boolean): string {
  if (format === "text") return `${shownName(result.source)}: ${describeDetection(result.detection)}\n`;
  if (format === "jsonl") return `${JSON.stringify(result)}\n`;
  if (!several) return `${JSON.stringify(result, null, 2)}\n`;
  return `${index === 0 ? "[\n" : ""}${jsonElement(result, index)}`;
}
