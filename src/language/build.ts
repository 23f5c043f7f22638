import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pLimit from "p-limit";
import { readCorpus } from "./corpus.js";
import { estimate } from "./estimate.js";
import { finalIds, IdWriter, readSentences, WordCounts } from "./ids.js";
import { KeyCounter } from "./key-counter.js";
import { bigramKey, trigramKey } from "./kneser-ney.js";
import { encodeModel, type ModelData, type PartHeader } from "./model-file.js";
import { type PackedPart, pack } from "./pack.js";
import { packWords, Vocabulary } from "./vocabulary.js";

/** One part of the mixture that a model is. */
export interface PartPlan {
  readonly name: string;
  readonly files: readonly string[];
  /** Bytes that the part's n-grams may take; Infinity keeps them all. */
  readonly bytes: number;
  /** Weight of a token of this part in the choice of the vocabulary. */
  readonly weight: number;
  /** Trigrams seen less often are never kept. */
  readonly minimumCount: number;
}

export interface BuildPlan {
  readonly parts: readonly PartPlan[];
  /** Words of the vocabulary, classes included; at most 65,536. */
  readonly vocabulary: number;
  /** How the model was made, for its header. */
  readonly madeBy: string;
  readonly onProgress?: (message: string) => void;
}

/**
 * Builds a model from clean text, streaming: text is tokenised once into files of word ids below a temporary folder,
 * n-grams are counted in sorted runs on disk. Memory holds the bigrams and the trigram candidates of one part, no text.
 * The same inputs make the same bytes.
 *
 * @throws UnspinError for input that cannot be read.
 */
export async function buildModel(plan: BuildPlan): Promise<Uint8Array> {
  return encodeModel(await buildModelData(plan));
}

export async function buildModelData(plan: BuildPlan): Promise<ModelData> {
  const folder = mkdtempSync(join(tmpdir(), "unspin-model-"));
  try {
    const counts = new WordCounts();
    const inputs: PartHeader["inputs"][] = [];
    // A part's name is the user's and may hold anything: files are named by its place.
    for (let p = 0; p < plan.parts.length; p++) {
      inputs.push(await writeIds(idsPath(folder, p), plan.parts[p]!, counts, plan));
    }
    const words = packWords(counts.mostFrequent(Math.min(plan.vocabulary, 0x10000)));
    const vocabulary = new Vocabulary(words);
    const final = finalIds(counts, vocabulary);
    const parts: PackedPart[] = [];
    const headers: PartHeader[] = [];
    for (let p = 0; p < plan.parts.length; p++) {
      const packed = buildPart(folder, p, final, vocabulary.size, plan);
      parts.push(packed);
      headers.push(partHeader(plan.parts[p]!.name, inputs[p]!, packed));
    }
    return { header: { madeBy: plan.madeBy, order: 3, words: vocabulary.size, parts: headers }, words, parts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partHeader(name: string, inputs: PartHeader["inputs"], packed: PackedPart): PartHeader {
  return {
    name,
    inputs,
    tokens: inputs.reduce((total, input) => total + input.tokens, 0),
    bigrams: packed.bigramWords.length,
    trigrams: packed.trigramWords.length,
    contexts: packed.contextBackoff.length,
  };
}

async function writeIds(
  path: string,
  part: PartPlan,
  counts: WordCounts,
  plan: BuildPlan,
): Promise<PartHeader["inputs"]> {
  const writer = new IdWriter(path, counts, part.weight);
  const tokens: number[] = [];
  try {
    for (const file of part.files) {
      const before = writer.tokens;
      let said = before;
      for await (const text of readCorpus(file)) {
        writer.write(text);
        if (writer.tokens - said > 2_000_000) {
          said = writer.tokens;
          plan.onProgress?.(`1/4 ${part.name}: reading ${basename(file)}, ${(said / 1e6).toFixed(0)} M tokens`);
        }
      }
      tokens.push(writer.tokens - before);
    }
  } finally {
    writer.close();
  }
  const hashes = await hashAll(part.files);
  return part.files.map((file, at) => ({ file: basename(file), sha256: hashes[at]!, tokens: tokens[at]! }));
}

function idsPath(folder: string, part: number): string {
  return join(folder, `${part}.ids`);
}

function buildPart(folder: string, at: number, final: Int32Array, size: number, plan: BuildPlan): PackedPart {
  const part = plan.parts[at]!;
  plan.onProgress?.(`2/4 ${part.name}: counting n-grams`);
  const bigrams = new KeyCounter(folder, `${at}-2`);
  const trigrams = new KeyCounter(folder, `${at}-3`);
  readSentences(idsPath(folder, at), final, (ids, count) => {
    for (let i = 1; i < count; i++) {
      bigrams.add(bigramKey(ids[i - 1]!, ids[i]!));
      if (i > 1) trigrams.add(trigramKey(ids[i - 2]!, ids[i - 1]!, ids[i]!));
    }
  });
  plan.onProgress?.(`3/4 ${part.name}: estimating probabilities`);
  const continuations = new KeyCounter(folder, `${at}-c`);
  const estimates = estimate({ vocabularySize: size, bigrams, trigrams, continuations }, part.minimumCount);
  plan.onProgress?.(`4/4 ${part.name}: pruning and packing`);
  return pack(estimates, part.bytes);
}

/** Files hashed at a time: a corpus may be thousands of small ones. */
const HASHED_AT_ONCE = 8;

function hashAll(files: readonly string[]): Promise<string[]> {
  const limit = pLimit(HASHED_AT_ONCE);
  return limit.map(files, sha256);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
