import { calibrated } from "./decisions/calibration.js";
import type { Decoded, DecodedEdge } from "./decoding/decode.js";
import type { CompiledDictionary } from "./dictionary/compile.js";
import { dress, writesCurly } from "./edits/index.js";
import { sentenceLog } from "./language/background.js";
import { modelWordIds } from "./language/word-ids.js";
import type { Range } from "./result.js";
import type { Tokens } from "./tokens/tokenize.js";

/** One place where something may have been swapped, with every reading that was weighed. */
export interface Explanation extends Range {
  readonly was: string;
  readonly family: string | null;
  readonly candidates: readonly ExplainedCandidate[];
}

export interface ExplainedCandidate {
  readonly now: string;
  /** Calibrated probability. */
  readonly probability: number;
  /** ln P(spun | original) of the rule, in nats. */
  readonly channel: number;
  /** ln P(sentence with this wording) - ln P(sentence as it stands here), the rest as decoded, in nats. */
  readonly language: number;
  readonly posterior: number;
  readonly family: string;
  /** "original -> spun", as the table has it. */
  readonly rule: string;
}

export interface ExplainInput {
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  readonly dictionary: CompiledDictionary;
  readonly decoded: Decoded;
}

/** All places of a decoded document, or those that hold an offset. */
export function explanations(input: ExplainInput, offset?: number): Explanation[] {
  const words = modelWordIds(input.dictionary.vocabulary, input.tokens);
  const curly = writesCurly(input.tokens.text);
  const places = new Map<string, DecodedEdge[]>();
  for (const edge of input.decoded.edges) {
    const key = `${edge.startToken} ${edge.endToken}`;
    places.set(key, [...(places.get(key) ?? []), edge]);
  }
  const found: Explanation[] = [];
  for (const edges of places.values()) {
    const { startToken, endToken } = edges[0]!;
    const start = input.tokens.starts[startToken]!;
    const end = input.tokens.ends[endToken - 1]!;
    if (offset !== undefined && (offset < start || offset >= end)) continue;
    found.push(explainPlace(input, edges, { start, end }, words, curly));
  }
  return found;
}

function explainPlace(
  input: ExplainInput,
  edges: readonly DecodedEdge[],
  range: Range,
  words: Int32Array,
  curly: boolean,
): Explanation {
  const { dictionary, tokens } = input;
  const was = tokens.text.slice(range.start, range.end);
  const asIs = logWith(input, edges[0]!, words, null);
  const candidates = edges.map((edge) => {
    const entry = dictionary.entries[edge.entry]!;
    return {
      now: dress(entry.original, was, entry.spun, { sentenceStart: false, curlyApostrophes: curly }) ?? entry.original,
      probability: calibrated({ posterior: edge.posterior, run: edge.posterior }),
      channel: entry.log,
      language: logWith(input, edge, words, entry.words) - asIs,
      posterior: edge.posterior,
      family: dictionary.families[entry.family]!.id,
      rule: `${entry.original} -> ${entry.spun}`,
    };
  });
  candidates.sort((a, b) => b.posterior - a.posterior || (a.now < b.now ? -1 : 1));
  return { ...range, was, family: candidates[0]?.family ?? null, candidates };
}

/** ln P of the sentence with other words at one place (null: as it stands), every other place as on the best path. */
function logWith(input: ExplainInput, place: DecodedEdge, words: Int32Array, other: Int32Array | null): number {
  const { sentences, tokens, decoded } = input;
  let sentence = 0;
  while (sentence + 1 < sentences.length && sentences[sentence + 1]! <= place.startToken) sentence++;
  const end = sentence + 1 < sentences.length ? sentences[sentence + 1]! : tokens.count;
  const read: number[] = [];
  const best = decoded.best.filter((edge) => edge.startToken >= sentences[sentence]! && edge.endToken <= end);
  for (let i = sentences[sentence]!; i < end; ) {
    if (i === place.startToken) {
      read.push(...(other ?? words.subarray(i, place.endToken)));
      i = place.endToken;
      continue;
    }
    const edge = best.find((one) => one.startToken === i && (one.endToken <= place.startToken || i >= place.endToken));
    if (edge) read.push(...input.dictionary.entries[edge.entry]!.words);
    else read.push(words[i]!);
    i = edge ? edge.endToken : i + 1;
  }
  return sentenceLog(decoded.background, decoded.mixture, read);
}
