import { type BigramReading, readBigrams } from "./detection/bigram-reading.js";
import { leastEvidence, mostEvidence } from "./detection/evidence.js";
import { type GenericLook, genericEvidence, genericLook } from "./detection/generic-look.js";
import { LEAST_STRETCH, LIKELY_STRETCH, oddStretches } from "./detection/table-look.js";
import { modelWordIds, vocabularyIds } from "./language/word-ids.js";
import type { Resources } from "./resources.js";
import { CERTAIN, LONG, leastLook, Suspicion } from "./suspicion.js";
import { readTokens } from "./tokens/reading.js";
import type { Tokens } from "./tokens/tokenize.js";

/** A text as all looks at it read it. */
export interface ReadText {
  readonly tokens: Tokens;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
}

export function readText({ background: { vocabulary } }: Resources, text: string): ReadText {
  const { tokens, sentences } = readTokens(text);
  const ids = vocabularyIds(vocabulary, tokens);
  return { tokens, sentences, ids, words: modelWordIds(vocabulary, tokens, ids) };
}

/** What can be seen of a text without decoding it; each look is taken once. */
export class QuickLooks {
  private bigrams: BigramReading | undefined;
  private generic: number | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly read: ReadText,
  ) {}

  /** Do the tables find enough in it to be worth decoding? */
  isSuspect(): boolean {
    const { isOdd, least } = this.oddness();
    return (
      isOdd ||
      this.stretches(least).next().done !== true ||
      (least === LIKELY_STRETCH && this.isNotable(Suspicion.Some))
    );
  }

  /** Are its words by themselves enough? If not, what a stretch must hold. */
  oddness(): { readonly isOdd: boolean; readonly least: number } {
    const { dictionary, evidence } = this.resources;
    const { tokens, ids } = this.read;
    const beyond = mostEvidence(tokens, ids, dictionary, evidence) - leastEvidence(tokens.count);
    const hasOdd = beyond >= 0;
    return {
      isOdd: beyond >= CERTAIN || (hasOdd && tokens.count < LONG),
      least: hasOdd ? LIKELY_STRETCH : LEAST_STRETCH,
    };
  }

  /** Where stretches end that hold so much. */
  stretches(least: number): Generator<number> {
    return oddStretches(this.resources.dictionary, this.read, this.asItStands(), least);
  }

  /** Is there enough for the generic channel? */
  isNotable(suspicion: number): boolean {
    this.generic ??= genericEvidence(this.resources.generic, this.read, this.asItStands());
    return this.generic >= leastLook(this.read.tokens.count, suspicion);
  }

  /** The synonyms that may have stood there. */
  synonyms(): GenericLook {
    return genericLook(this.resources.generic, this.read, this.asItStands());
  }

  private asItStands(): BigramReading {
    this.bigrams ??= readBigrams(this.resources.background, this.read.words, this.read.sentences);
    return this.bigrams;
  }
}
