import { calibrated, SPUN_TWICE } from "./decisions/calibration.js";
import { rounded } from "./decisions/proposals.js";
import type { Decoded, DecodedEdge } from "./decoding/decode.js";
import { entryAt, isReadAsTwice } from "./dictionary/document-dictionary.js";
import { dress, writesCurly } from "./edits/index.js";
import { sentenceLog } from "./language/background.js";
import { modelWordIds } from "./language/word-ids.js";
import type { Detection, Range } from "./result.js";
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
  /** How likely it is that the document was spun at all weighs in. */
  readonly detection: Detection;
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  readonly decoded: Decoded;
}

/** What every place of a document is weighed with. */
interface Weighing extends ExplainInput {
  readonly words: Int32Array;
  readonly curly: boolean;
  /** The edges of the best path by their first token. */
  readonly best: ReadonlyMap<number, DecodedEdge>;
}

/** All places of a decoded document, or those that hold an offset. */
export function explanations(input: ExplainInput, offset?: number): Explanation[] {
  const weighing = {
    ...input,
    words: modelWordIds(input.decoded.dictionary.vocabulary, input.tokens),
    curly: writesCurly(input.tokens.text),
    best: new Map(input.decoded.best.map((edge) => [edge.startToken, edge])),
  };
  const places = new Map<string, DecodedEdge[]>();
  for (const edge of input.decoded.edges) {
    const key = `${edge.startToken} ${edge.endToken}`;
    const there = places.get(key);
    if (there === undefined) places.set(key, [edge]);
    else there.push(edge);
  }
  const found: Explanation[] = [];
  for (const edges of places.values()) {
    const { startToken, endToken } = edges[0]!;
    const start = input.tokens.starts[startToken]!;
    const end = input.tokens.ends[endToken - 1]!;
    if (offset !== undefined && (offset < start || offset >= end)) continue;
    found.push(explainPlace(weighing, edges, { start, end }));
  }
  return found;
}

function explainPlace(weighing: Weighing, edges: readonly DecodedEdge[], range: Range): Explanation {
  const { tokens, curly } = weighing;
  const { dictionary } = weighing.decoded;
  const was = tokens.text.slice(range.start, range.end);
  const asIs = logWith(weighing, edges[0]!, null);
  const twice = isReadAsTwice(dictionary);
  const candidates = edges.map((edge) => {
    const entry = entryAt(dictionary, edge.entry);
    const family = dictionary.families[entry.family]!.id;
    return {
      now: dress(entry.original, was, entry.spun, { sentenceStart: false, curlyApostrophes: curly }) ?? entry.original,
      probability: rounded(
        weighing.detection.probability *
          calibrated({ posterior: edge.posterior, run: edge.posterior, family: twice ? SPUN_TWICE : family }),
      ),
      channel: entry.log,
      language: logWith(weighing, edge, entry.words) - asIs,
      posterior: edge.posterior,
      family,
      rule: twice && entry.reason !== undefined ? entry.reason : `${entry.original} -> ${entry.spun}`,
    };
  });
  candidates.sort((a, b) => b.posterior - a.posterior || (a.now < b.now ? -1 : 1));
  return { ...range, was, family: candidates[0]?.family ?? null, candidates };
}

/** ln P of the sentence with other words at one place (null: as it stands), every other place as on the best path. */
function logWith(weighing: Weighing, place: DecodedEdge, other: Int32Array | null): number {
  const { sentences, tokens, decoded, words } = weighing;
  const { dictionary } = decoded;
  const sentence = sentenceOf(sentences, place.startToken);
  const end = sentences[sentence + 1] ?? tokens.count;
  const read: number[] = [];
  for (let i = sentences[sentence]!; i < end; ) {
    if (i === place.startToken) {
      read.push(...(other ?? words.subarray(i, place.endToken)));
      i = place.endToken;
      continue;
    }
    const edge = weighing.best.get(i);
    const fits =
      edge !== undefined && edge.endToken <= end && (edge.endToken <= place.startToken || i >= place.endToken);
    if (fits) read.push(...entryAt(dictionary, edge.entry).words);
    else read.push(words[i]!);
    i = fits ? edge.endToken : i + 1;
  }
  return sentenceLog(decoded.background, decoded.mixture, read);
}

/** Index of the sentence that holds a token, by binary search among the sentences' first tokens. */
function sentenceOf(sentences: Uint32Array, token: number): number {
  let low = 0;
  let high = sentences.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sentences[middle]! <= token) low = middle;
    else high = middle - 1;
  }
  return low;
}
