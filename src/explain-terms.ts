import { calibratedOdds, logit, SPUN_TWICE } from "./decisions/calibration.js";
import { type Decoded, type DecodedEdge, surcharge } from "./decoding/decode.js";
import { Plain } from "./decoding/lattice.js";
import { entryAt, isReadAsTwice } from "./dictionary/document-dictionary.js";
import { emission } from "./language/word-ids.js";
import type { Tokens } from "./tokens/tokenize.js";

/** What a term of a candidate's log odds stands for; in the order in which they add up. */
export const TERMS = [
  "channel",
  "caution",
  "document",
  "language",
  "readings",
  "sentence",
  "change",
  "ceiling",
  "calibration",
] as const;

export type Term = (typeof TERMS)[number];

/**
 * What a candidate's log odds against everything else are made of, in nats:
 * `channel`: ln P(written | original) of the rule; `caution`: what counts against such swaps anywhere; `document`: how often
 * the document's tool swaps, what it chose elsewhere, the words that come again, less the same for the words as they stand;
 * `language`: ln P(sentence with this wording) - ln P(sentence as it stands here), the rest as decoded; `readings`: what
 * else the place and the rest of the sentence may say; `sentence`: whether the sentence was spun at all; `change`: other
 * rules that make the same change. They add up to the log odds of the posterior. `ceiling`: a posterior counts for at most
 * 7 nats; `calibration`: what such posteriors proved to be worth on held-out pages.
 */
export type Terms = Readonly<Record<Term, number>>;

/** Numbers of a place that its candidates share. */
export interface PlaceTerms {
  /** Σ over its words as they stand: what their nodes weigh, of which `emission` is the model's. */
  readonly asIs: number;
  readonly emission: number;
}

/** How sure a candidate is, apart from what its own node says. */
export interface Certainty {
  /** P(its wording | text), as the edit has it. */
  readonly posterior: number;
  /** Product over the run of touching edits. */
  readonly run: number;
  readonly family: string;
}

/** Finds what the nodes of a decoded document weigh. */
export class NodeWeights {
  private readonly swaps = new Map<string, { weight: number; readonly posterior: number; readonly spun: number }>();
  private readonly kept = new Map<number, number>();
  private readonly decoded: Decoded;
  private readonly tokens: Tokens;

  constructor(decoded: Decoded, tokens: Tokens) {
    this.decoded = decoded;
    this.tokens = tokens;
    const { graph, state } = decoded;
    graph.sentences.forEach(({ firstNode, endNode }, sentence) => {
      const spun = state.sentences.spun[sentence]!;
      for (let node = firstNode; node < endNode; node++) this.add(node, spun);
    });
  }

  private add(node: number, spun: number): void {
    const { graph, state } = this.decoded;
    const [entry, start, end] = [
      graph.nodeEntries.data[node]!,
      graph.nodeStarts.data[node]!,
      graph.nodeEnds.data[node]!,
    ];
    const weight = state.weights.nodes[node]!;
    if (entry === Plain.Identity) this.kept.set(start, weight);
    if (entry < 0) return;
    const key = keyOf(start, end, entry);
    const known = this.swaps.get(key);
    if (known !== undefined) known.weight += weight;
    else this.swaps.set(key, { weight, posterior: state.posteriors[node]!, spun });
  }

  place(startToken: number, endToken: number): PlaceTerms {
    let [asIs, emitted] = [0, 0];
    for (let token = startToken; token < endToken; token++) {
      const own = emission(this.decoded.words[token]!, this.tokens.ends[token]! - this.tokens.starts[token]!);
      emitted += own;
      // What was pruned away weighs as it does where nothing is known of the document.
      asIs += this.kept.get(token) ?? own;
    }
    return { asIs, emission: emitted };
  }

  /** @param language what the language model says for it; see `LanguageGain`. */
  terms(edge: DecodedEdge, place: PlaceTerms, language: number, certainty: Certainty): Terms {
    const { dictionary } = this.decoded;
    const entry = entryAt(dictionary, edge.entry);
    const { weight, posterior, spun } = this.swaps.get(keyOf(edge.startToken, edge.endToken, edge.entry))!;
    const all = surcharge(dictionary, edge.entry);
    const document = weight - all - entry.log - (place.asIs - place.emission);
    const local = entry.log + (all - entry.emission) + document + language;
    const family = isReadAsTwice(dictionary) ? SPUN_TWICE : certainty.family;
    const [inSpun, inText, whole] = [odds(posterior), odds(posterior * spun), odds(certainty.posterior)];
    return {
      channel: entry.log,
      caution: all - entry.emission,
      document,
      language,
      readings: inSpun - local,
      sentence: inText - inSpun,
      change: whole - inText,
      ceiling: logit(certainty.posterior) - whole,
      calibration: calibratedOdds({ ...certainty, family }) - logit(certainty.posterior),
    };
  }
}

/** Log odds of the calibrated probability that the terms add up to, in nats. */
export function sumOf(terms: Terms): number {
  return TERMS.reduce((sum, term) => sum + terms[term], 0);
}

function keyOf(start: number, end: number, entry: number): string {
  return `${start} ${end} ${entry}`;
}

/** ln(p / (1 - p)); certainty is taken as one in a million million short of it. */
function odds(p: number): number {
  const safe = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(safe / (1 - safe));
}
