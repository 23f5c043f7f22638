import { CLEAN, detectionOf, isExplained } from "./decisions/detection.js";
import { type Decoded, type DecodingInput, decode } from "./decoding/decode.js";
import { leastEvidence, mostEvidence } from "./detection/evidence.js";
import { type GenericLook, genericLook } from "./detection/generic-look.js";
import type { Candidate } from "./dictionary/candidate.js";
import { type DocumentDictionary, forDocument } from "./dictionary/document-dictionary.js";
import { modelWordId, vocabularyIds } from "./language/word-ids.js";
import { nameCandidates } from "./names/index.js";
import { lockMeantNumbers, numberCandidates } from "./numbers/index.js";
import { lockedTokens, type PhraseIndex, protectedSpans } from "./protection/index.js";
import type { Resources } from "./resources.js";
import type { Detection, Range } from "./result.js";
import { readTokens } from "./tokens/reading.js";
import type { Tokens } from "./tokens/tokenize.js";

/** A document that was found spun, decoded. */
export interface SpunReading {
  readonly detection: Detection;
  readonly decoded: Decoded;
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  /** Spans that no edit may touch. */
  readonly off: readonly Range[];
}

/** What a document was read as; one that is not spun has no decoding. */
export type Reading = SpunReading | { readonly detection: Detection; readonly decoded: null };

/**
 * Reads a document: a first look, then the tables, then, where they do not explain it, the generic channel beside them.
 * Clean text is let go at the first look.
 */
export function readDocument(resources: Resources, text: string, phrases: PhraseIndex): Reading {
  const reader = new DocumentReader(resources, text, phrases);
  const byTables = reader.isSuspect() ? reader.byTables() : null;
  if (byTables !== null && isExplained(byTables.decoded)) return byTables;
  const closer = reader.byThesaurus(byTables !== null && byTables.detection.verdict === "spun") ?? byTables;
  if (closer?.detection.verdict === "spun") return closer;
  return { detection: closer?.detection ?? CLEAN, decoded: null };
}

/** Decodes a document whatever a quick look says of it, and whatever comes out. */
export function readClosely(resources: Resources, text: string, phrases: PhraseIndex): SpunReading {
  const reader = new DocumentReader(resources, text, phrases);
  const byTables = reader.byTables();
  return isExplained(byTables.decoded) ? byTables : reader.byThesaurus(true)!;
}

/** Everything that `readDocument` may come to see of a document: what its verdict is fitted on. */
export interface CloseReading {
  /** Do the tables find enough in it to be worth decoding? */
  readonly suspect: boolean;
  /** Does the quick look find enough for the generic channel? */
  readonly notable: boolean;
  readonly byTables: SpunReading;
  /** With the generic channel; the same as `byTables` where the tables explain the document. */
  readonly closest: SpunReading;
}

/** Takes every look at a document, whatever the ones before say of it. */
export function readEveryWay(resources: Resources, text: string, phrases: PhraseIndex): CloseReading {
  const reader = new DocumentReader(resources, text, phrases);
  const byTables = reader.byTables();
  return {
    suspect: reader.isSuspect(),
    notable: reader.isNotable(),
    byTables,
    closest: isExplained(byTables.decoded) ? byTables : reader.byThesaurus(true)!,
  };
}

/** A document as tokens, with what no edit may touch: what all looks at it share. */
class DocumentReader {
  private readonly tokens: Tokens;
  private readonly sentences: Uint32Array;
  private readonly ids: Int32Array;
  private closer: CloserLook | undefined;
  private quick: GenericLook | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly text: string,
    private readonly phrases: PhraseIndex,
  ) {
    const { tokens, sentences } = readTokens(text);
    this.tokens = tokens;
    this.sentences = sentences;
    this.ids = vocabularyIds(resources.background.vocabulary, tokens);
  }

  /** Do the tables find enough in it to be worth decoding? */
  isSuspect(): boolean {
    const { dictionary, evidence } = this.resources;
    return mostEvidence(this.tokens, this.ids, dictionary, evidence) >= leastEvidence(this.tokens.count);
  }

  /** Decodes with the tables alone. */
  byTables(): SpunReading {
    const { input, candidates } = this.look();
    return this.decoded(forDocument(this.resources.dictionary, input, candidates, null));
  }

  /** Does a quick look find enough for the generic channel? */
  isNotable(): boolean {
    return this.thesaurus().evidence >= leastLook(this.tokens.count);
  }

  /** Decodes with the generic channel beside the tables; null when a quick look finds too little for that. */
  byThesaurus(always: boolean): SpunReading | null {
    if (!always && !this.isNotable()) return null;
    const { input, candidates } = this.look();
    const free = this.thesaurus().candidates.filter(({ startToken }) => input.locked[startToken] === 0);
    const { dictionary, generic } = this.resources;
    return this.decoded(forDocument(dictionary, input, [...candidates, ...free], generic));
  }

  private thesaurus(): GenericLook {
    if (this.quick === undefined) {
      const { background, generic } = this.resources;
      const { tokens, ids, sentences } = this;
      const words = ids.map((id, i) => modelWordId(background.vocabulary, tokens, i, id));
      this.quick = genericLook(background, generic, { tokens, ids, words, sentences });
    }
    return this.quick;
  }

  private decoded(dictionary: DocumentDictionary): SpunReading {
    const { tokens, sentences } = this;
    const { input, off } = this.look();
    const decoded = decode(this.resources.background, dictionary, input);
    return { decoded, detection: detectionOf(tokens, decoded), tokens, sentences, off };
  }

  /** What only a document that is looked at closely needs. */
  private look(): CloserLook {
    if (this.closer === undefined) {
      const { tokens, ids, sentences } = this;
      const off = protectedSpans(this.text, { phrases: this.phrases });
      const locked = lockMeantNumbers({ tokens, locked: lockedTokens(tokens, off) });
      const names = nameCandidates(this.resources.names, { tokens, ids, sentences, locked });
      const candidates = [...numberCandidates({ tokens, locked }), ...names];
      this.closer = { off, input: { tokens, ids, sentences, locked }, candidates };
    }
    return this.closer;
  }
}

interface CloserLook {
  /** Spans that no edit may touch. */
  readonly off: readonly Range[];
  readonly input: DecodingInput;
  /** What rules and the gazetteer find. */
  readonly candidates: readonly Candidate[];
}

/**
 * Nats of the quick look, for each token, that a text must show to be decoded with the generic channel. A short text shows little, and
 * costs little.
 */
const LEAST_LOOK = { short: 0.04, long: 0.07 } as const;
/** Tokens of a long text. */
const LONG = 200;

function leastLook(tokens: number): number {
  return tokens * (tokens < LONG ? LEAST_LOOK.short : LEAST_LOOK.long);
}
