import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the dictionaries and the model that come with unspin. */
const FOLDER = fileURLToPath(new URL("../../dictionaries/", import.meta.url));

/** The background.lm that comes with unspin. */
export function builtinModel(): string {
  return join(FOLDER, "background.lm");
}

/** The dictionaries that come with unspin, by name: curated (.yaml) and learned (.tsv). */
export function builtinDictionaries(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => /\.(?:ya?ml|tsv)$/i.test(name))
    .sort()
    .map((name) => join(FOLDER, name));
}
