import type { Candidate } from "../dictionary/candidate.js";
import type { GenericChannel } from "../dictionary/generic-file.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { WordClass } from "../language/word-key.js";
import { Shape, type Tokens } from "../tokens/tokenize.js";
import type { BigramReading } from "./bigram-reading.js";

/** What a look at a text finds by the generic channel. */
export interface GenericLook {
  /** Token, vocabulary id of the original and ln P(spun | original) of every pair worth a place in the lattice. */
  readonly tokens: readonly number[];
  readonly originals: readonly number[];
  readonly logs: readonly number[];
}

export interface GenericLookInput {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
}

/** A synonym that loses more than this many nats between its neighbours is not worth a place in the lattice. */
const LEAST_GAIN = -3;
/** The same for a word that the document repeats: its places speak for one another, which a look at each alone does not show. */
const LEAST_REPEATED = -7;
/** A word is repeated when it stands in the document so often. */
const REPEATED = 3;
/** A gain counts as evidence from here on: less is chance. */
const NOTABLE = 1;
/** Nats against a swap of a word with a raised letter inside a sentence: it is a name more often than not. */
const RAISED = -1.5;
/** No single word is evidence for more than this. */
const MOST_GAIN = 6;

/**
 * Nats that the words' best synonyms gain over them between the two words beside them, by bigrams of the part of the model that
 * suits the text best, where they gain much: clean text has little of it. A linear pass.
 */
export function genericEvidence(channel: GenericChannel, input: GenericLookInput, reading: BigramReading): number {
  const scan = new SynonymScan(channel, input, reading);
  let evidence = 0;
  let best = NOTABLE;
  const keep = (_original: number, _log: number, gain: number) => {
    best = Math.max(best, gain);
  };
  while (scan.next()) {
    best = NOTABLE;
    scan.weigh(NOTABLE, keep);
    evidence += Math.min(MOST_GAIN, best - NOTABLE);
  }
  return evidence;
}

/** The synonyms of all words that may have stood there, weighed in the same way: for the decoder to go on with. */
export function genericLook(channel: GenericChannel, input: GenericLookInput, reading: BigramReading): GenericLook {
  const scan = new SynonymScan(channel, input, reading);
  const counts = countIds(input.ids);
  const found = { tokens: [] as number[], originals: [] as number[], logs: [] as number[] };
  const keep = (original: number, log: number) => {
    found.tokens.push(scan.token);
    found.originals.push(original);
    found.logs.push(log);
  };
  while (scan.next()) {
    const least = counts.get(input.ids[scan.token]!)! >= REPEATED ? LEAST_REPEATED : LEAST_GAIN;
    scan.weigh(least, keep);
  }
  return found;
}

/** What rounding can make of ln P at most. */
const ROUNDING = 1e-6;

/** Goes over the words of a text that have synonyms. */
class SynonymScan {
  /** The word at hand. */
  token = -1;
  /** First and past-the-last token of its sentence, and the sentence's number. */
  private start = 0;
  private end = 0;
  private sentence = -1;

  constructor(
    private readonly channel: GenericChannel,
    private readonly input: GenericLookInput,
    private readonly reading: BigramReading,
  ) {}

  /** Steps to the next word that has synonyms; false when there is none. */
  next(): boolean {
    const { tokens, ids, sentences } = this.input;
    const { offsets } = this.channel;
    while (++this.token < tokens.count) {
      while (this.token >= this.end) {
        this.sentence++;
        this.start = sentences[this.sentence]!;
        this.end = sentences[this.sentence + 1] ?? tokens.count;
      }
      const id = ids[this.token]!;
      if (id + 1 < offsets.length && offsets[id]! < offsets[id + 1]! && isWord(tokens.shapes[this.token]!)) return true;
    }
    return false;
  }

  /**
   * Hands out the synonyms of the word at hand that gain `least` nats or more. What cannot is not looked up: were it the likeliest word
   * here, and the next word as likely after it as after any, it would not do.
   */
  weigh(least: number, keep: (original: number, log: number, gain: number) => void): void {
    const { channel, token, reading } = this;
    const { model, into, out } = reading;
    const { tokens, ids, words } = this.input;
    const { after: mostAfter, into: mostInto } = model.bounds;
    const { originals, logs } = channel;
    const before = token === this.start ? WordClass.Begin : words[token - 1]!;
    const after = token + 1 === this.end ? WordClass.End : words[token + 1]!;
    const asIs = Math.log(into[token]! * out[token]!);
    const raised = token > this.start && tokens.shapes[token] !== Shape.Lower ? RAISED : 0;
    const first = mostAfter[before]!;
    const second = mostInto[after]!;
    const from = channel.offsets[ids[token]!]!;
    const to = channel.offsets[ids[token]! + 1]!;
    const filter = model.filterFor(to - from);
    for (let pair = from; pair < to; pair++) {
      const log = logs[pair]! + raised;
      const needed = least - ROUNDING + asIs - log;
      // The likelier of a word's pairs come first.
      if (first + second < needed) return;
      const original = originals[pair]!;
      const isUnseen = filter !== null && !filter.mayHave(before, original);
      const arriving = isUnseen ? filter.backoffs[before]! + filter.unigrams[original]! : first;
      if (arriving + second < needed) continue;
      const leaving = Math.min(second, mostAfter[original]!);
      if (Math.min(arriving, mostInto[original]!) + leaving < needed) continue;
      const p = isUnseen ? model.rareBigram(before, original) : model.bigram(before, original);
      if (Math.log(p) + leaving < needed) continue;
      const gain = Math.log(p * model.rareBigram(original, after)) - asIs + log;
      if (gain >= least) keep(original, log, gain);
    }
  }
}

/** How often each word stands in the document. */
function countIds(ids: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) counts.set(ids[at]!, (counts.get(ids[at]!) ?? 0) + 1);
  return counts;
}

function isWord(shape: number): boolean {
  return shape === Shape.Lower || shape === Shape.Title;
}

/** What a look found as candidates, but for the tokens that no edit may touch. */
export function genericCandidates(found: GenericLook, vocabulary: Vocabulary, locked: Uint8Array): Candidate[] {
  const candidates: Candidate[] = [];
  found.tokens.forEach((token, at) => {
    if (locked[token] === 1) return;
    candidates.push({
      startToken: token,
      endToken: token + 1,
      original: vocabulary.word(found.originals[at]!),
      log: found.logs[at]!,
      origin: "generic",
      guarded: false,
      reason: "thesauri have the two as synonyms",
    });
  });
  return candidates;
}
