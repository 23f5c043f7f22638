/** The JSON Schema of curated files, for editors; `schemas/dictionary.schema.json` is this, written out. */
import { z } from "zod";
import { rawFile } from "./raw.js";

/** Draft 2020-12, indented, with a final line break. */
export function dictionarySchema(): string {
  return `${JSON.stringify(z.toJSONSchema(rawFile), null, 2)}\n`;
}
