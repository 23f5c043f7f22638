import { createHash } from "node:crypto";
import { JsonList } from "../reports/json.js";
import { describeDetection } from "../reports/summary.js";
import type { Detection, RepairResult } from "../result.js";
import { eachDocument, exitCodeOf, type FileDocument, nameInFile } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import type { CommonFlags } from "./flags.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { printSettings, resolveSettings } from "./settings.js";
import { inputSources, refuseOutputOverInput } from "./sources.js";
import { print } from "./streams.js";

export interface DetectFlags extends CommonFlags {
  readonly format: "text" | "json" | "jsonl";
  readonly check?: true;
}

/** What `detect` reports: a repair's result without the repair. */
type DetectResult = Pick<RepairResult, "schema" | "source" | "place" | "input" | "detection">;

/** @returns the exit code. */
export async function runDetect(files: readonly string[], flags: DetectFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  const sources = inputSources(files, "detect");
  refuseOutputOverInput(sources);
  const engine = await openConfiguredEngine(settings);
  const list = new JsonList(sources.length > 1);
  try {
    let spun = 0;
    const outcome = await eachDocument(sources, { showProgress: flags.progress, reading: flags }, async (found) => {
      const { text } = found.document;
      const detection = interruptible(text.length, () => engine.detect(text));
      if (detection.verdict === "spun") spun += 1;
      await print(render(flags.format, found, detection, list));
    });
    await print(list.end());
    if (outcome.failed > 0) return exitCodeOf(outcome);
    return flags.check && spun > 0 ? exitCodes.found : exitCodes.done;
  } finally {
    engine.close();
  }
}

function resultOf({ file, document: { id, place, text } }: FileDocument, detection: Detection): DetectResult {
  const sha256 = createHash("sha256").update(text).digest("hex");
  const input = { sha256, length: text.length };
  return { schema: 1, source: id ?? file, place: { file, ...place }, input, detection };
}

function render(format: DetectFlags["format"], found: FileDocument, detection: Detection, list: JsonList): string {
  const { file, document } = found;
  if (format === "text") return `${nameInFile(file, document.place)}: ${describeDetection(detection)}\n`;
  const result = resultOf(found, detection);
  return format === "jsonl" ? `${JSON.stringify(result)}\n` : list.add(result);
}
