/**
 * The contract of a repair: what a document was found to be, and every edit with its probability.
 * Offsets are UTF-16 code units of the document's text, as JavaScript strings index.
 */

/** One threshold each on the calibrated probability; see `src/decisions/modes.ts`. */
export type Mode = "careful" | "balanced" | "thorough";

export type DocumentVerdict = "clean" | "spun" | "skipped";

/** A half-open range [start, end) of the document's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Detection {
  readonly verdict: DocumentVerdict;
  /** Probability that the document, or a part of it, was spun. Range 0..1. */
  readonly probability: number;
  /** Estimated share of swappable phrases that were swapped. Range 0..1; about 0 in clean text. */
  readonly rate: number;
  /** The family that explains most swaps; null when spun by an unknown tool or not spun. */
  readonly family: string | null;
  /** Share of the swaps that each family explains, by family id. */
  readonly families: Readonly<Record<string, number>>;
  /** The parts of the text that read as spun, sorted and disjoint. */
  readonly spans: readonly Range[];
  /** Why the document was skipped; present only then. */
  readonly reason?: string;
}

export type EditVerdict = "apply" | "suggest";

export type EditChannel = "dictionary" | "gazetteer" | "reference" | "generic";

export interface Alternative {
  readonly now: string;
  readonly probability: number;
}

/** The article of the reference corpus that speaks for an edit. */
export interface ReferenceEvidence {
  readonly article: string;
  readonly title: string;
  readonly url: string;
  readonly date: string;
  /** The article's sentence that holds the wording. */
  readonly sentence: string;
}

/** What a reviewer decided about an edit, as the ledger has it. */
export interface DecisionEvidence {
  readonly verdict: "accept" | "reject";
  /** The ledger's, where it is not the edit's id: the wording is the reviewer's own. */
  readonly fingerprint?: string;
  /** It was decided for the pair wherever it stands, not for this place. */
  readonly everywhere?: true;
  readonly who?: string;
  /** ISO 8601. */
  readonly when?: string;
}

/** The numbers behind an edit, in natural-log units (nats); they replay in `explain`. */
export interface Evidence {
  /** Family whose table holds the pair. */
  readonly family?: string;
  /** Why the original is proposed, where no single row of a table says so. */
  readonly reason?: string;
  /** log P(spun | original) of the pair, without the document's swap rate. */
  readonly channel?: number;
  /** log P of the sentence with this edit minus without it, other edits as decoded. */
  readonly language?: number;
  /** Posterior of the edit by forward-backward, before calibration. */
  readonly posterior?: number;
  /** Where the wording stands in the reference corpus. */
  readonly reference?: ReferenceEvidence;
  /** Why an edit that is likely is still only suggested, when that is so. */
  readonly heldBack?: string;
  /** Who accepted or rejected it in review, and when; its probability is 1 or 0 then. */
  readonly decision?: DecisionEvidence;
}

/** `was` always equals `input.slice(start, end)`; edits are sorted by start and never overlap. */
export interface Edit {
  /** Location-free fingerprint; see `src/decisions/fingerprint.ts`. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
  readonly verdict: EditVerdict;
  /** Calibrated probability that `now` is the original wording. Range 0..1. */
  readonly probability: number;
  readonly channel: EditChannel;
  readonly alternatives: readonly Alternative[];
  readonly evidence: Evidence;
  /** The field that holds it, where a document has fields: an item's `content:encoded`, a record's `body`. */
  readonly at?: { readonly field: string };
}

/** A passage of a document beside the passage of the article that it was made from. */
export interface AlignedPassage {
  /** UTF-16 units of the document's text. */
  readonly start: number;
  readonly end: number;
  /** What the article says there. */
  readonly source: string;
}

/** A number, name, date or negation on which a document and its source differ: reported, never changed. */
export interface SourceDifference {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly source: string;
}

/** The article that a document was probably made from. */
export interface Origin {
  readonly article: string;
  readonly title: string;
  readonly url: string;
  readonly date: string;
  /** P(the document was made from this article). Range 0..1. */
  readonly probability: number;
  /** Share of the document that comes from the article. Range 0..1. */
  readonly share: number;
  /** Share of the article that the document uses. Range 0..1. */
  readonly used: number;
  /** Sentence beside sentence, in the document's order. */
  readonly passages: readonly AlignedPassage[];
  /** Facts that differ from the source. */
  readonly differs: readonly SourceDifference[];
}

/** Where a document stands in its file. */
export interface Place {
  readonly file: string;
  readonly item?: number;
  readonly line?: number;
}

export interface RepairResult {
  readonly schema: 1;
  readonly source: string;
  readonly place?: Place;
  readonly input: { readonly sha256: string; readonly length: number };
  /** The repaired text: the input with every edit whose verdict is `apply` carried out. */
  readonly text: string;
  readonly detection: Detection;
  readonly edits: readonly Edit[];
  /** The likely source article; present when the reference corpus holds one. */
  readonly origin?: Origin;
}
