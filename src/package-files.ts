/** Where the files are that come with the package. */
import { fileURLToPath } from "node:url";

/** Name of the background model's file. */
export const MODEL = "background.lm";
/** Name of the generic channel's file. */
export const GENERIC = "generic.pairs";
/** Name of the gazetteer's file. */
export const NAMES = "names.bin";
/** Name of the term lexicon's file. */
export const TERMS = "terms.lex";

/** Path of a file that comes with the package. */
export function builtIn(name: string): string {
  return fileURLToPath(new URL(`../dictionaries/${name}`, import.meta.url));
}

/** The dictionaries as compiled by `npm run build`. */
export const IMAGE_PATH = fileURLToPath(new URL("../dist/dictionary.image", import.meta.url));

/** What an engine reads when it is opened without options. */
export const ENGINE_FILES: readonly string[] = [builtIn(MODEL), IMAGE_PATH, builtIn(NAMES)];
