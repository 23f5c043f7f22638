import type { ComposedSwap } from "../dictionary/composed-swaps.js";
import { entryAt } from "../dictionary/document-dictionary.js";
import type { MixturePart } from "../language/ngram-model.js";
import { WordClass } from "../language/word-key.js";
import type { Decoded, DecodedEdge, DecodingInput } from "./decode.js";

/** A gain counts as evidence from here on, in nats: less is chance. */
const NOTABLE = 1;
/** No single place is evidence for more than this. */
const MOST_GAIN = 6;

/**
 * Nats that composed swaps gain over the best path of a decoded document, place by place and by bigrams: a look to see whether
 * decoding with them is worth its time. Texts that were spun once have up to .3 nats for each swap of the best path, texts that
 * were spun twice .9 and more.
 */
export function twiceEvidence(decoded: Decoded, input: DecodingInput, composed: readonly ComposedSwap[]): number {
  const path = new PathReader(decoded, input);
  const best = new Map<number, number>();
  for (const swap of composed) {
    const gain = path.gainOf(swap);
    if (gain > (best.get(swap.startToken) ?? NOTABLE)) best.set(swap.startToken, gain);
  }
  let evidence = 0;
  for (const gain of best.values()) evidence += Math.min(MOST_GAIN, gain - NOTABLE);
  return evidence;
}

/** The best path as the language model reads it. */
class PathReader {
  /** The edge of the best path over each token. */
  private readonly edges: (DecodedEdge | undefined)[];
  private readonly model: MixturePart;
  /** What the path reads at the place at hand, the words beside it, and ln P of all that. */
  private readonly now: number[] = [];
  private start = -1;
  private end = -1;
  private before = 0;
  private afterwards = 0;
  private asRead = 0;

  constructor(
    private readonly decoded: Decoded,
    private readonly input: DecodingInput,
  ) {
    const { mixture, background } = decoded;
    this.model = background.models[mixture.indexOf(Math.max(...mixture))]!;
    this.edges = new Array<DecodedEdge | undefined>(input.ids.length).fill(undefined);
    for (const edge of decoded.best) this.edges.fill(edge, edge.startToken, edge.endToken);
  }

  /** Nats that a composed swap gains over what the path reads there; none where the path's edges cross its ends. */
  gainOf({ startToken, endToken, first, log }: ComposedSwap): number {
    const { edges } = this;
    if (edges[startToken] && edges[startToken].startToken < startToken) return 0;
    if (edges[endToken - 1] && edges[endToken - 1]!.endToken > endToken) return 0;
    this.readPlace(startToken, endToken);
    return this.chain(this.before, first.words, this.afterwards) + log - this.asRead;
  }

  /** What the path reads from `start` to `end` and beside it; swaps of one place come one after the other. */
  private readPlace(start: number, end: number): void {
    if (this.start === start && this.end === end) return;
    this.start = start;
    this.end = end;
    const { now } = this;
    now.length = 0;
    let channel = 0;
    for (let token = start; token < end; token = this.after(token)) {
      const entry = this.entryAt(token);
      if (entry === undefined) now.push(this.asIs(token));
      else for (const word of entry.words) now.push(word);
      channel += entry?.log ?? 0;
    }
    this.before = start === 0 ? WordClass.Begin : this.wordBefore(start);
    this.afterwards = end === this.edges.length ? WordClass.End : this.wordAt(end);
    this.asRead = this.chain(this.before, now, this.afterwards) + channel;
  }

  private entryAt(token: number) {
    const edge = this.edges[token];
    return edge && entryAt(this.decoded.dictionary, edge.entry);
  }

  private after(token: number): number {
    return this.edges[token]?.endToken ?? token + 1;
  }

  private wordBefore(token: number): number {
    return this.entryAt(token - 1)?.words.at(-1) ?? this.asIs(token - 1);
  }

  private wordAt(token: number): number {
    return this.entryAt(token)?.words[0] ?? this.asIs(token);
  }

  private asIs(token: number): number {
    return this.input.words[token]!;
  }

  /** ln P of some words between two others, by bigrams. */
  private chain(before: number, words: ArrayLike<number>, after: number): number {
    let last = before;
    let probability = 1;
    for (let at = 0; at < words.length; at++) {
      probability *= this.model.bigram(last, words[at]!);
      last = words[at]!;
    }
    return Math.log(probability * this.model.bigram(last, after));
  }
}
