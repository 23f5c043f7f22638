import { CLEAN, detectionOf, isExplained } from "./decisions/detection.js";
import { isTwice, mayBeTwice, steadyTable } from "./decisions/spun-twice.js";
import { type Decoded, type DecodingInput, decode } from "./decoding/decode.js";
import { leastEvidence, mostEvidence } from "./detection/evidence.js";
import { genericLook } from "./detection/generic-look.js";
import { bestStretch, LEAST_STRETCH } from "./detection/table-look.js";
import type { Candidate } from "./dictionary/candidate.js";
import { composedSwaps } from "./dictionary/composed-swaps.js";
import { type DocumentDictionary, forDocument } from "./dictionary/document-dictionary.js";
import { spunTwice } from "./dictionary/spun-twice.js";
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
  if (closer?.detection.verdict === "spun") return byTables === null ? preferTables(reader, closer) : closer;
  return { detection: closer?.detection ?? CLEAN, decoded: null };
}

/** A text that the first look let pass, and in which the closer look found a table at work: read with the tables where they explain it. */
function preferTables(reader: DocumentReader, closer: SpunReading): SpunReading {
  if (steadyTable(closer.decoded) === null) return closer;
  const byTables = reader.byTables();
  return isExplained(byTables.decoded) ? byTables : closer;
}

/** Decodes a document whatever a quick look says of it, and whatever comes out. */
export function readClosely(resources: Resources, text: string, phrases: PhraseIndex): SpunReading {
  const reader = new DocumentReader(resources, text, phrases);
  const byTables = reader.byTables();
  return isExplained(byTables.decoded) ? byTables : reader.byThesaurus(true)!;
}

/** A document as tokens, with what no edit may touch: what all looks at it share. */
class DocumentReader {
  private readonly tokens: Tokens;
  private readonly sentences: Uint32Array;
  private readonly ids: Int32Array;
  /** What the language model reads for each token. */
  private readonly words: Int32Array;
  private closer: CloserLook | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly text: string,
    private readonly phrases: PhraseIndex,
  ) {
    const { tokens, sentences } = readTokens(text);
    this.tokens = tokens;
    this.sentences = sentences;
    const { vocabulary } = resources.background;
    this.ids = vocabularyIds(vocabulary, tokens);
    this.words = this.ids.map((id, i) => modelWordId(vocabulary, tokens, i, id));
  }

  /** Do the tables find enough in it to be worth decoding? */
  isSuspect(): boolean {
    const { background, dictionary, evidence } = this.resources;
    const { tokens, ids, sentences, words } = this;
    if (mostEvidence(tokens, ids, dictionary, evidence) >= leastEvidence(tokens.count)) return true;
    return bestStretch(background, dictionary, { tokens, ids, words, sentences }) >= LEAST_STRETCH;
  }

  /** Decodes with the tables alone; with the main one composed with itself where the text went through that tool twice. */
  byTables(): SpunReading {
    const { input, candidates } = this.look();
    const once = this.decoded(forDocument(this.resources.dictionary, input, candidates, null));
    return this.byTablesTwice(once) ?? once;
  }

  /** Decodes as spun twice, or null when once explains the text better: nearly always a quick look can tell. */
  private byTablesTwice(once: SpunReading): SpunReading | null {
    const family = steadyTable(once.decoded);
    if (family === null) return null;
    const { input } = this.look();
    const composed = composedSwaps(this.resources.dictionary, input, family);
    if (!mayBeTwice(once.decoded, input, composed)) return null;
    const twice = this.decoded(spunTwice(once.decoded.dictionary, input, { family, composed }));
    return isTwice(once.decoded, twice.decoded) ? twice : null;
  }

  /** Decodes with the generic channel beside the tables; null when a quick look finds too little for that. */
  byThesaurus(always: boolean): SpunReading | null {
    const { background, dictionary, generic } = this.resources;
    const { tokens, ids, sentences, words } = this;
    const found = genericLook(background, generic, { tokens, ids, words, sentences });
    if (!always && found.evidence < leastLook(tokens.count)) return null;
    const { input, candidates } = this.look();
    const free = found.candidates.filter(({ startToken }) => input.locked[startToken] === 0);
    return this.decoded(forDocument(dictionary, input, [...candidates, ...free], generic));
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
