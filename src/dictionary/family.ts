/** What a dictionary file means, whatever its format; see `curated.ts` (YAML) and `learned.ts` (TSV). */

/** One directed pair: the tool writes `spun` where the author wrote `original`. */
export interface Substitution {
  /** Canonical case: lower case unless the phrase is always capitalised ("Chinese", "U.S."). */
  readonly original: string;
  readonly spun: string;
  /** P(spun | original, the tool swapped this original). Range (0, 1]. */
  readonly probability: number;
  /** P(the tool leaves this original alone), for every row of one original the same. Range [0, 1). */
  readonly keep: number;
  /** How often the pair was seen; 0 for a curated entry. */
  readonly count: number;
  /** Sentences that hold one of these phrases (lower case) are not touched by this pair. */
  readonly unless?: readonly string[];
  /** Part of speech that the spun phrase must have, when the pair depends on it: its first word, or the head of a noun. */
  readonly pos?: "noun" | "verb" | "adjective" | "adverb";
  /** The spun phrase is also a legitimate one: suggest the pair only, unless other evidence speaks for it. */
  readonly guarded?: boolean;
  /** Where a learned pair was seen, the spun phrase in square brackets: for who curates the table; nothing else reads it. */
  readonly example?: string;
}

/** A spinner's table: all that unspin knows of one tool, or of one kind of tools. */
export interface Family {
  /** Stable identifier, as results show it: "a", "science". */
  readonly id: string;
  readonly title: string;
  readonly substitutions: readonly Substitution[];
}
