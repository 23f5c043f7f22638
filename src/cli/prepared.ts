import type { Engine } from "../engine.js";
import type { Prepared } from "../reference-reader.js";

/** What a reference corpus on a server has for a document; undefined where the engine looks by itself. */
export async function preparedFor(engine: Engine, text: string): Promise<Prepared | undefined> {
  return engine.mustPrepare ? engine.prepare(text) : undefined;
}
