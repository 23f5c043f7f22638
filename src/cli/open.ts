import type { Engine } from "../engine.js";
import { engineOptions, type Settings } from "./settings.js";

/** The engine for these settings. It is loaded here alone, so that `--help` and usage errors need not wait for it. */
export async function openConfiguredEngine(settings: Settings): Promise<Engine> {
  const options = await engineOptions(settings);
  const { openEngine } = await import("../engine.js");
  return openEngine(options);
}
