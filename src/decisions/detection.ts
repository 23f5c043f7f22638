import type { Decoded } from "../decoding/decode.js";
import type { Telltale } from "../detection/telltales.js";
import { isReadAsTwice, originOf } from "../dictionary/document-dictionary.js";
import type { Detection, Range } from "../result.js";
import type { Tokens } from "../tokens/tokenize.js";
import { rounded } from "./proposals.js";
import { verdictLogit } from "./verdict-model.js";

/**
 * A table that swapped so much of what it holds, and so many of the words that it went through, explains what was done to a document:
 * the share of its phrases swapped, swaps for each token of the spun part, and nats of log odds.
 */
const EXPLAINED = { rate: 0.75, swaps: 0.1, logOdds: 10 } as const;
/**
 * The same for a few spun sentences in a document that is clean otherwise: there are few phrases to tell the rate by, so the
 * odds must tell. Of 1,000 clean stories those with so high a rate have log odds of 9.4 at most; islands of 60 words have 20.
 */
const ISLAND = { rate: 0.5, swaps: 0.09, logOdds: 18 } as const;
/** Share of the tokens that an island has at most. */
const MOST_ISLAND = 0.4;
/** Logit that an explained document has at least. */
const EXPLAINED_LOGIT = 7;
/** A family is named when it made so much of the swaps; else the tool is not known. */
const LEAST_FAMILY = 0.5;

/** Chance that a telltale phrase stands in text that no tool has touched. */
const TELLTALE_DOUBT = 0.05;

export const CLEAN: Detection = { verdict: "clean", probability: 0, rate: 0, family: null, families: {}, spans: [] };

export function skipped(reason: string): Detection {
  return { ...CLEAN, verdict: "skipped", reason };
}

/**
 * Is there a table that explains what was done to the document? Such a document is spun, and the thesaurus would only guess
 * beside the table. Who can tell two passes of a tool from one knows the tool.
 */
export function isExplained(decoded: Decoded): boolean {
  const { state, dictionary } = decoded;
  if (isReadAsTwice(dictionary)) return true;
  const main = state.swaps.indexOf(Math.max(...state.swaps));
  if (main < 0 || originOf(dictionary, main) !== undefined) return false;
  const spun = spunTokens(decoded);
  const reaches = ({ logOdds, rate, swaps }: typeof EXPLAINED | typeof ISLAND) =>
    state.sentences.logOdds >= logOdds && state.rates[main]! >= rate && sum(state.swaps) >= swaps * spun;
  return reaches(EXPLAINED) || (spun <= MOST_ISLAND * distinctTokens(decoded) && reaches(ISLAND));
}

/** The verdict on a document that shows nothing but telltale phrases: spun in their sentences, and nowhere else. */
export function telltaleDetection(tokens: Tokens, decoded: Decoded, found: readonly Telltale[]): Detection {
  const { swaps } = decoded.state;
  const family = decoded.dictionary.families[swaps.indexOf(Math.max(...swaps))]!.id;
  const spans = decoded.graph.sentences
    .filter(({ startToken, endToken }) =>
      found.some((one) => one.startToken >= startToken && one.startToken < endToken),
    )
    .map(({ startToken, endToken }) => ({ start: tokens.starts[startToken]!, end: tokens.ends[endToken - 1]! }));
  return {
    verdict: "spun",
    probability: rounded(1 - TELLTALE_DOUBT ** found.length),
    rate: rounded(found.reduce((sum, one) => sum + one.endToken - one.startToken, 0) / tokens.count),
    family,
    families: { [family]: 1 },
    spans,
  };
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The document's verdict from the inferred state; the same for `detect` and `repair`. */
export function detectionOf(tokens: Tokens, decoded: Decoded): Detection {
  const { state, dictionary } = decoded;
  const total = sum(state.swaps);
  const main = state.swaps.indexOf(Math.max(...state.swaps));
  const rate = main < 0 ? 0 : state.rates[main]!;
  const own = verdictLogit(decoded, distinctTokens(decoded));
  const logit = isExplained(decoded) ? Math.max(EXPLAINED_LOGIT, own) : own;
  const probability = 1 / (1 + Math.exp(-Math.max(-50, Math.min(50, logit))));
  if (logit < 0)
    return { ...CLEAN, probability: rounded(Math.min(probability, 0.49)), rate: rounded(Math.min(rate, 0.1)) };
  const families: Record<string, number> = {};
  dictionary.families.forEach((family, at) => {
    const share = state.swaps[at]! / Math.max(total, 1e-9);
    const origin = originOf(dictionary, at);
    if (share >= 0.005 && (origin === undefined || origin === "generic")) families[family.id] = rounded(share);
  });
  return {
    verdict: "spun",
    probability: rounded(probability),
    rate: rounded(rate),
    family: mainFamily(decoded, total),
    families,
    spans: spunSpans(tokens, decoded),
  };
}

/** The table that made most of the swaps, or null when it is not enough to know the tool by. */
function mainFamily({ state, dictionary }: Decoded, total: number): string | null {
  const main = state.swaps.indexOf(Math.max(...state.swaps));
  const isTable = originOf(dictionary, main) === undefined;
  return isTable && state.swaps[main]! >= LEAST_FAMILY * total ? dictionary.families[main]!.id : null;
}

/** Number of tokens, those of repeated sentences counted once, as their swaps are. */
function distinctTokens({ state, graph }: Decoded): number {
  return graph.sentences.reduce(
    (tokens, sentence, at) => tokens + state.shares[at]! * (sentence.endToken - sentence.startToken),
    0,
  );
}

/** Expected number of tokens in spun sentences, repeated ones counted once. */
function spunTokens(decoded: Decoded): number {
  const { sentences, shares } = decoded.state;
  let tokens = 0;
  decoded.graph.sentences.forEach((sentence, at) => {
    tokens += sentences.spun[at]! * shares[at]! * (sentence.endToken - sentence.startToken);
  });
  return tokens;
}

/** Neighbouring sentences that are rather spun than not, joined. */
function spunSpans(tokens: Tokens, decoded: Decoded): Range[] {
  const spans: { start: number; end: number }[] = [];
  let open = false;
  decoded.graph.sentences.forEach((sentence, at) => {
    const spun = decoded.state.sentences.spun[at]! >= 0.5;
    const end = tokens.ends[sentence.endToken - 1]!;
    if (spun && open) spans[spans.length - 1]!.end = end;
    else if (spun) spans.push({ start: tokens.starts[sentence.startToken]!, end });
    open = spun;
  });
  return spans;
}
