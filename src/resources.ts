import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { readAhead } from "./binary/read-ahead.js";
import { statedChecksum } from "./binary/sections.js";
import { type DictionaryImage, encodeImage, type ImageSource, readImage } from "./detection/dictionary-image.js";
import { type EvidenceTable, evidenceTable } from "./detection/evidence.js";
import { type CompiledDictionary, compileDictionary, extendDictionary } from "./dictionary/compile.js";
import type { Family } from "./dictionary/family.js";
import { type GenericChannel, openGeneric } from "./dictionary/generic-file.js";
import { UnspinError } from "./errors.js";
import { type Background, openBackground } from "./language/background.js";
import { packBounds } from "./language/bigram-bounds.js";
import { Gazetteer, type NameTools, nameTools, readNames, wordFlags } from "./names/index.js";
import { builtIn, ENGINE_FILES, GENERIC, IMAGE_PATH, MODEL, NAMES, TERMS } from "./package-files.js";
import { readTerms, type Terms } from "./tracing/terms-file.js";

export { builtIn, GENERIC, IMAGE_PATH, MODEL, NAMES } from "./package-files.js";

/** What an engine works with; nothing in it changes once it is open. */
export interface Resources {
  readonly background: Background;
  readonly dictionary: CompiledDictionary;
  readonly evidence: EvidenceTable;
  readonly generic: GenericChannel;
  readonly names: NameTools;
}

/** What is found of the dictionaries. */
type Tables = Pick<Resources, "dictionary" | "evidence" | "generic"> & Partial<Pick<DictionaryImage, "nameFlags">>;

/** Paths of the dictionary files that come with the package, sorted. */
export function builtInFiles(): string[] {
  const names = readdirSync(builtIn("")).filter((name) => /\.(tsv|ya?ml)$/.test(name));
  return names.sort().map((name) => join(builtIn(""), name));
}

/**
 * Opens the model (another one, if given) and the dictionaries that come along: from the image, if it was made from just
 * these files, else by reading and compiling them, which takes about a second. `leftOut` names families (by id) that
 * are not to be opened, as if nobody had written their files: the evaluation asks what is left without them.
 *
 * @throws UnspinError when a file is missing, damaged or not valid.
 */
export async function openResources(model?: string, leftOut: ReadonlySet<string> = new Set()): Promise<Resources> {
  const isPlain = model === undefined && leftOut.size === 0;
  if (isPlain) await readAhead(ENGINE_FILES);
  const background = openBackground(model ?? builtIn(MODEL));
  const image = isPlain ? freshImage(background) : null;
  return completed(background, image ?? (await compiled(background, leftOut)));
}

/** Resources with just these families: the evaluation takes what is known of a tool away, and measures what is learned of it. */
export function resourcesOf(background: Background, families: readonly Family[]): Resources {
  return completed(background, tablesOf(background, families));
}

function completed(background: Background, { nameFlags, ...tables }: Tables): Resources {
  const gazetteer = new Gazetteer(readNames(builtIn(NAMES)).tables, nameFlags);
  return { background, ...tables, names: nameTools(gazetteer, background, tables.dictionary) };
}

/** Opens the term lexicon, which only tracing needs. @throws UnspinError when it is missing or damaged. */
export function openTerms(path = builtIn(TERMS)): Terms {
  return readTerms(path);
}

/** Adds a user's families. */
export function withFamilies(resources: Resources, families: readonly Family[]): Resources {
  if (families.length === 0) return resources;
  const { background } = resources;
  const dictionary = extendDictionary(resources.dictionary, families);
  const names = nameTools(resources.names.gazetteer, background, dictionary);
  return { ...resources, dictionary, names, evidence: evidenceTable(background, dictionary) };
}

/** The image of the dictionaries as they stand on disk. */
export async function makeImage(): Promise<Uint8Array> {
  const background = openBackground(builtIn(MODEL));
  const bounds = background.models.map((model) => packBounds(model.bounds));
  const nameFlags = wordFlags(readNames(builtIn(NAMES)).tables);
  return encodeImage({ ...(await compiled(background, new Set())), bounds, nameFlags }, sources());
}

/** Reads dictionary files. Their readers are only loaded here: an engine on the image alone starts without them. */
export async function loadFamilies(paths: readonly string[]): Promise<Family[]> {
  if (paths.length === 0) return [];
  const { loadDictionary } = await import("./dictionary/load.js");
  return paths.flatMap(loadDictionary);
}

async function compiled(background: Background, leftOut: ReadonlySet<string>): Promise<Tables> {
  return tablesOf(
    background,
    (await loadFamilies(builtInFiles())).filter(({ id }) => !leftOut.has(id)),
  );
}

function tablesOf(background: Background, families: readonly Family[]): Tables {
  const dictionary = compileDictionary(families, background.vocabulary);
  const evidence = evidenceTable(background, dictionary);
  return { dictionary, evidence, generic: openGeneric(builtIn(GENERIC), background.vocabulary) };
}

/** The image's contents; null when there is none, or it is of other files, damaged, or of another version: then the files serve. */
function freshImage(background: Background): Tables | null {
  if (statSync(IMAGE_PATH, { throwIfNoEntry: false }) === undefined) return null;
  try {
    const image = readImage(IMAGE_PATH, background.vocabulary, sources());
    image?.bounds.forEach((bounds, part) => {
      background.models[part]!.adoptBounds(bounds);
    });
    return image;
  } catch (error) {
    if (error instanceof UnspinError) return null;
    throw error;
  }
}

function sources(): ImageSource[] {
  const files = builtInFiles().map((path) => {
    const bytes = readFileSync(path);
    return { name: path.slice(builtIn("").length), length: bytes.length, crc32: crc32(bytes) };
  });
  const binary = [MODEL, GENERIC, NAMES].map((name) => {
    return { name, length: statSync(builtIn(name)).size, crc32: statedChecksum(builtIn(name)) };
  });
  return [...files, ...binary];
}
