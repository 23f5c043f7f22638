/**
 * The engine's stages, one by one: the evaluation looks between them (candidates, posteriors, the time of each),
 * which the engine itself keeps to itself. The order is that of `engine.ts`; a test compares the two.
 */
import { type Proposal, proposals } from "../decisions/proposals.js";
import type { DecodedEdge } from "../decoding/decode.js";
import { entryAt } from "../dictionary/document-dictionary.js";
import type { Family } from "../dictionary/family.js";
import { loadDictionary } from "../dictionary/load.js";
import { dress, writesCurly } from "../edits/index.js";
import { compilePhrases } from "../protection/index.js";
import { readClosely, type SpunReading } from "../reading.js";
import { builtInFiles, openResources, type Resources } from "../resources.js";

export type Stages = Resources;

/** A text after decoding. */
export type TextReading = SpunReading;

/** The families that come with the package, as their files state them. */
export function builtInFamilies(): Family[] {
  return builtInFiles().flatMap(loadDictionary);
}

/** Loads what comes with the package. `model` is another language model's path. */
export async function openStages(model?: string): Promise<Stages> {
  return openResources(model);
}

const NO_PHRASES = compilePhrases([]);

/** Reads and decodes a text, whatever its verdict. */
export function readText(stages: Stages, text: string): TextReading {
  return readClosely(stages, text, NO_PHRASES);
}

/** Every edit of the best path, before calibration, thresholds and agreement. */
export function proposalsOf(_: Stages, reading: TextReading): Proposal[] {
  return proposals(reading);
}

/** What an edge would write in the text, or null where it cannot stand. */
export function wordingOf({ tokens, sentences, decoded }: TextReading, edge: DecodedEdge): string | null {
  const entry = entryAt(decoded.dictionary, edge.entry);
  const was = tokens.text.slice(tokens.starts[edge.startToken]!, tokens.ends[edge.endToken - 1]!);
  const sentenceStart = sentences.includes(edge.startToken);
  return dress(entry.original, was, entry.spun, { sentenceStart, curlyApostrophes: writesCurly(tokens.text) });
}
