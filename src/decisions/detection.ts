import type { Decoded } from "../decoding/decode.js";
import { LEAST_LOG_ODDS } from "../decoding/sentence-states.js";
import type { CompiledDictionary } from "../dictionary/compile.js";
import type { Detection, Range } from "../result.js";
import type { Tokens } from "../tokens/tokenize.js";
import { rounded } from "./proposals.js";

/**
 * What a document must show to be called spun. Chosen on BBC stories, the wild pages and the parallel dev set, where clean
 * and spun lie far apart; see `npm run eval`.
 */
const LEAST_RATE = 0.15;
/** Evidence a word of the spun part, in nats: below it, a run of chance swaps in clean text. */
const LEAST_DENSITY = 0.08;
/** Nats of log odds for one unit of the shown logit. */
const SCALE = 3;

export const CLEAN: Detection = { verdict: "clean", probability: 0, rate: 0, family: null, families: {}, spans: [] };

export function skipped(reason: string): Detection {
  return { ...CLEAN, verdict: "skipped", reason };
}

/** The document's verdict from the inferred state; the same for `detect` and `repair`. */
export function detectionOf(tokens: Tokens, dictionary: CompiledDictionary, decoded: Decoded): Detection {
  const { state } = decoded;
  const total = state.swaps.reduce((sum, swaps) => sum + swaps, 0);
  const main = state.swaps.indexOf(Math.max(...state.swaps));
  const rate = main < 0 ? 0 : state.rates[main]!;
  const evidence = state.sentences.logOdds - LEAST_LOG_ODDS;
  const probability = 1 / (1 + Math.exp(-Math.max(-50, Math.min(50, evidence / SCALE))));
  const spun = evidence > 0 && rate >= LEAST_RATE && state.sentences.logOdds >= LEAST_DENSITY * spunTokens(decoded);
  if (!spun) return { ...CLEAN, probability: rounded(Math.min(probability, 0.49)), rate: rounded(Math.min(rate, 0.1)) };
  const families: Record<string, number> = {};
  dictionary.families.forEach((family, at) => {
    const share = state.swaps[at]! / Math.max(total, 1e-9);
    if (share >= 0.005) families[family.id] = rounded(share);
  });
  return {
    verdict: "spun",
    probability: rounded(probability),
    rate: rounded(rate),
    family: dictionary.families[main]!.id,
    families,
    spans: spunSpans(tokens, decoded),
  };
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
