/** What finds originals for one document that no dictionary row holds. */
export type CandidateOrigin = "gazetteer" | "generic" | "rule";

/**
 * A possible original of some neighbouring tokens of one document, beside those that the dictionary's rows give. The decoder
 * weighs it against them and against the wording as it stands.
 */
export interface Candidate {
  /** First and past-the-last token. At most six tokens (`MAX_PHRASE`) on either side. */
  readonly startToken: number;
  readonly endToken: number;
  /** The original in the case that it has inside a sentence. */
  readonly original: string;
  /** ln P(the words as they stand | original, swapped), in nats; at most 0. */
  readonly log: number;
  readonly origin: CandidateOrigin;
  /** True where a number or a negation changes, or the words as they stand are good English too: held to a higher bar. */
  readonly guarded: boolean;
  /** Why it is proposed, in a reader's words, for an edit's evidence. */
  readonly reason: string;
}
