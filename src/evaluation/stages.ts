/**
 * The engine's stages, one by one: the evaluation looks between them (candidates, posteriors, the time of each),
 * which the engine itself keeps to itself. The order is that of `engine.ts`; a test compares the two.
 */
import { detectionOf } from "../decisions/detection.js";
import { type Proposal, proposals } from "../decisions/proposals.js";
import { type Decoded, type DecodedEdge, decode } from "../decoding/decode.js";
import type { EvidenceTable } from "../detection/evidence.js";
import type { CompiledDictionary } from "../dictionary/compile.js";
import { forDocument } from "../dictionary/document-dictionary.js";
import type { Family } from "../dictionary/family.js";
import { loadDictionary } from "../dictionary/load.js";
import { dress, writesCurly } from "../edits/index.js";
import type { Background } from "../language/background.js";
import { vocabularyIds } from "../language/word-ids.js";
import { lockedTokens, protectedSpans } from "../protection/index.js";
import { builtInFiles, openResources } from "../resources.js";
import type { Detection, Range } from "../result.js";
import { readTokens } from "../tokens/reading.js";
import type { Tokens } from "../tokens/tokenize.js";

export interface Stages {
  readonly background: Background;
  readonly dictionary: CompiledDictionary;
  readonly evidence: EvidenceTable;
}

/** A text after decoding. */
export interface TextReading {
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  /** Spans that no edit may touch. */
  readonly off: readonly Range[];
  readonly decoded: Decoded;
  readonly detection: Detection;
}

/** The families that come with the package, as their files state them. */
export function builtInFamilies(): Family[] {
  return builtInFiles().flatMap(loadDictionary);
}

/** Loads what comes with the package. `model` is another language model's path. */
export async function openStages(model?: string): Promise<Stages> {
  return openResources(model);
}

/** Reads and decodes a text, whatever its verdict. */
export function readText({ background, dictionary }: Stages, text: string): TextReading {
  const { tokens, sentences } = readTokens(text);
  const ids = vocabularyIds(background.vocabulary, tokens);
  const off = protectedSpans(text);
  const input = { tokens, ids, sentences, locked: lockedTokens(tokens, off) };
  const decoded = decode(background, forDocument(dictionary, input, [], null), input);
  return { tokens, sentences, off, decoded, detection: detectionOf(tokens, decoded) };
}

/** Every edit of the best path, before calibration, thresholds and agreement. */
export function proposalsOf(_: Stages, reading: TextReading): Proposal[] {
  return proposals(reading);
}

/** What an edge would write in the text, or null where it cannot stand. */
export function wordingOf(_: Stages, { tokens, sentences, decoded }: TextReading, edge: DecodedEdge): string | null {
  const entry = decoded.dictionary.entries[edge.entry]!;
  const was = tokens.text.slice(tokens.starts[edge.startToken]!, tokens.ends[edge.endToken - 1]!);
  const sentenceStart = sentences.includes(edge.startToken);
  return dress(entry.original, was, entry.spun, { sentenceStart, curlyApostrophes: writesCurly(tokens.text) });
}
