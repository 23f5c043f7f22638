import { chanceOf } from "./decisions/calibration.js";
import { type Proposal, proposals, rounded } from "./decisions/proposals.js";
import type { Decoded, DecodedEdge } from "./decoding/decode.js";
import { LanguageGain } from "./decoding/language-gain.js";
import { entryAt, isReadAsTwice } from "./dictionary/document-dictionary.js";
import { dress, writesCurly } from "./edits/index.js";
import { NodeWeights, type PlaceTerms, sumOf, type Terms } from "./explain-terms.js";
import type { GroundedReading } from "./grounded.js";
import { overlapsAny } from "./protection/index.js";
import type { DecisionEvidence, Detection, Edit, Origin, Range, ReferenceEvidence } from "./result.js";
import type { Tokens } from "./tokens/tokenize.js";

/** One place where something may have been swapped, with every reading that was weighed. */
export interface Explanation extends Range {
  readonly was: string;
  readonly family: string | null;
  readonly candidates: readonly ExplainedCandidate[];
  /** What an article of the reference corpus says there; where one speaks, the candidates have no say. */
  readonly reference?: ExplainedReference;
  /** What a reviewer decided there, as a ledger has it. */
  readonly decision?: ExplainedDecision;
  /**
   * Repairing goes on from its own result: number of the reading, from 2, in which this was found, and the words that stood
   * there then. The first reading's are without it.
   */
  readonly later?: { readonly reading: number; readonly was: string };
}

/** What a reviewer decided of an edit: whatever was weighed there has no say. */
export interface ExplainedDecision extends DecisionEvidence {
  /** The words that it speaks of; they may be more or fewer than the place's. */
  readonly was: string;
  /** What was accepted or rejected. */
  readonly now: string;
}

/** The word of an article that a document was made from. */
export interface ExplainedReference {
  /** The words that it speaks of; they may be more or fewer than the place's. */
  readonly was: string;
  /** The article's wording; null where it has no other that could stand there. */
  readonly now: string | null;
  /** Calibrated probability that it is the original; absent for a fact that differs, which is told and never changed. */
  readonly probability?: number;
  /** P(the document was spun): `probability` is that of the article's wording in a spun document, times this. */
  readonly spun?: number;
  /** The article, and its sentence; absent where the wording is not the likely source's own. */
  readonly evidence?: ReferenceEvidence;
}

export interface ExplainedCandidate {
  readonly now: string;
  /** Calibrated probability: σ of the sum of `terms`, times `spun`. */
  readonly probability: number;
  /** See `Terms`: what its log odds are made of, in nats. */
  readonly terms: Terms;
  /** P(the document was spun). Range 0..1. */
  readonly spun: number;
  /** ln P(spun | original) of the rule, in nats. */
  readonly channel: number;
  /** See `LanguageGain`, in nats: what an edit has as `evidence.language`. */
  readonly language: number;
  /** P(this wording | text), before calibration. Range 0..1. */
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
  readonly gain: LanguageGain;
  readonly curly: boolean;
  /** The edges of the best path by their first token. */
  readonly best: ReadonlyMap<number, DecodedEdge>;
  readonly nodes: NodeWeights;
  /** What becomes an edit, by its first character. */
  readonly proposed: ReadonlyMap<number, Proposal>;
}

/** All places of a decoded document, or those that hold an offset. */
export function explanations(input: ExplainInput, offset?: number): Explanation[] {
  const weighing = {
    ...input,
    gain: new LanguageGain(input.decoded, input.tokens),
    curly: writesCurly(input.tokens.text),
    best: new Map(input.decoded.best.map((edge) => [edge.startToken, edge])),
    nodes: new NodeWeights(input.decoded, input.tokens),
    proposed: new Map(proposals(input).map((proposal) => [proposal.start, proposal])),
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

/** What articles say of a document, and the edits that they propose. */
export interface SaidByArticles {
  readonly grounded: GroundedReading;
  /** As they are decided: times the probability that the document was spun. */
  readonly edits: readonly Edit[];
}

/** What was weighed without the articles with what they say beside it, and the places where they alone say something. */
export function withReference(own: readonly Explanation[], said: SaidByArticles, offset?: number): Explanation[] {
  const { covered, origin } = said.grounded;
  const places = referencePlaces(said);
  const shown = new Set<Explanation>();
  const weighed = own.map((each): Explanation => {
    const there = firstEndingAfter(places, each.start);
    if (there !== undefined && there.start < each.end) {
      if (there.start === each.start && there.end === each.end) shown.add(there);
      return { ...each, reference: there.reference };
    }
    if (!overlapsAny(covered, each.start, each.end)) return each;
    return { ...each, reference: { was: each.was, now: null, ...passageAt(origin, each.start) } };
  });
  const others = places.filter(
    (place) => !shown.has(place) && (offset === undefined || (offset >= place.start && offset < place.end)),
  );
  return [...weighed, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
}

type ReferencePlace = Explanation & { readonly reference: ExplainedReference };

/** The places where articles have another wording, or another fact, in the document's order. */
function referencePlaces({ grounded: { origin, detection }, edits }: SaidByArticles): ReferencePlace[] {
  const differs = (origin?.differs ?? []).map(({ start, end, was, source }): ReferencePlace => {
    const reference = { was, now: source, ...passageAt(origin, start) };
    return { start, end, was, family: null, candidates: [], reference };
  });
  const edited = edits.map(({ start, end, was, now, probability, evidence }): ReferencePlace => {
    const said = { was, now, probability, spun: detection.probability };
    const reference = { ...said, ...(evidence.reference && { evidence: evidence.reference }) };
    return { start, end, was, family: evidence.family ?? null, candidates: [], reference };
  });
  return [...differs, ...edited].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The first of some sorted ranges that ends after an offset. */
function firstEndingAfter<T extends Range>(ranges: readonly T[], offset: number): T | undefined {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return ranges[low];
}

/** The likely source's passage beside a place. */
function passageAt(origin: Origin | null, offset: number): Pick<ExplainedReference, "evidence"> {
  const passage = origin === null ? undefined : firstEndingAfter(origin.passages, offset);
  if (origin === null || passage === undefined || passage.start > offset) return {};
  const { article, title, url, date } = origin;
  return { evidence: { article, title, url, date, sentence: passage.source } };
}

function explainPlace(weighing: Weighing, edges: readonly DecodedEdge[], range: Range): Explanation {
  const { tokens, nodes } = weighing;
  const { startToken, endToken } = edges[0]!;
  const place = {
    ...range,
    was: tokens.text.slice(range.start, range.end),
    terms: nodes.place(startToken, endToken),
  };
  const candidates = edges.map((edge) => explainCandidate(weighing, edge, place));
  candidates.sort((a, b) => b.posterior - a.posterior || (a.now < b.now ? -1 : 1));
  return { ...range, was: place.was, family: candidates[0]?.family ?? null, candidates };
}

interface Place extends Range {
  readonly was: string;
  readonly terms: PlaceTerms;
}

function explainCandidate(weighing: Weighing, edge: DecodedEdge, place: Place): ExplainedCandidate {
  const { detection, decoded, curly, nodes, proposed, best, gain } = weighing;
  const { dictionary } = decoded;
  const entry = entryAt(dictionary, edge.entry);
  const family = dictionary.families[entry.family]!.id;
  const language = gain.of(edge);
  // What becomes an edit is as sure as all that write the same there, and as its run; all else as itself.
  const proposal = best.get(edge.startToken) === edge ? proposed.get(place.start) : undefined;
  const { posterior, run } = proposal ?? { posterior: edge.posterior, run: edge.posterior };
  const terms = nodes.terms(edge, place.terms, language, { posterior, run, family });
  const dressing = { sentenceStart: false, curlyApostrophes: curly };
  return {
    now: proposal?.now ?? dress(entry.original, place.was, entry.spun, dressing) ?? entry.original,
    probability: rounded(detection.probability * chanceOf(sumOf(terms))),
    terms,
    spun: detection.probability,
    channel: entry.log,
    language,
    posterior,
    family,
    rule: isReadAsTwice(dictionary) && entry.reason !== undefined ? entry.reason : `${entry.original} -> ${entry.spun}`,
  };
}
