import { detectionOf, telltaleDetection } from "./decisions/detection.js";
import { isTwice, mayBeTwice, steadyTable } from "./decisions/spun-twice.js";
import { type Decoded, type DecodingInput, decode } from "./decoding/decode.js";
import { genericCandidates } from "./detection/generic-look.js";
import { LIKELY_STRETCH } from "./detection/table-look.js";
import { telltales } from "./detection/telltales.js";
import type { Candidate } from "./dictionary/candidate.js";
import { composedSwaps } from "./dictionary/composed-swaps.js";
import { type DocumentDictionary, forDocument } from "./dictionary/document-dictionary.js";
import { spunTwice } from "./dictionary/spun-twice.js";
import { type GroundedReading, groundedReading } from "./grounded.js";
import { nameCandidates } from "./names/index.js";
import { lockMeantNumbers, numberCandidates } from "./numbers/index.js";
import { lockedTokens } from "./protection/index.js";
import { QuickLooks, type ReadText, readText } from "./quick-looks.js";
import { type Article, type Related, type RelatedDocument, wholeSource } from "./reference/index.js";
import type { Resources } from "./resources.js";
import type { Detection, Range } from "./result.js";
import { LEAST_AROUND, LONG_FOR_A_STRETCH, REACH, Suspicion, suspicionOf } from "./suspicion.js";
import { rangesWithin } from "./text-parts.js";
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

/** What articles related to a document say of it. */
export interface ArticleReading {
  /** Null when no article has to do with the document. */
  readonly grounded: GroundedReading | null;
  readonly off: readonly Range[];
  /** The article that all of the document was made from, if one is: what was repaired by it will find it again. */
  readonly whole: Article | null;
}

/** The spans of a document that no edit may touch, sorted and disjoint; asked for only when it is looked at closely. */
export type Protect = () => readonly Range[];

/** Looks a document up in the reference corpus; null when that holds nothing related. */
export type Relate = (document: RelatedDocument) => Related | null;

/** A document as tokens, with what no edit may touch: what all looks at it share. */
export class DocumentReader {
  private readonly read: ReadText;
  readonly quick: QuickLooks;
  private readonly related: Related | null;
  private closer: CloserLook | undefined;

  constructor(
    private readonly resources: Resources,
    private readonly text: string,
    private readonly protect: Protect,
    relate: Relate = () => null,
  ) {
    this.read = readText(resources, text);
    this.quick = new QuickLooks(resources, this.read);
    this.related = relate(this.read);
  }

  /** What the related articles say, given what was found without them. */
  grounded(detection: Detection): ArticleReading {
    const { related, resources } = this;
    if (related === null) return { grounded: null, off: [], whole: null };
    const off = this.closer?.off ?? this.protect();
    const locked = lockedTokens(this.read.tokens, off);
    return { grounded: groundedReading({ related, resources, locked, detection }), off, whole: wholeSource(related) };
  }

  /**
   * Decodes with the tables alone, if they find enough in it. Where that is but a stretch of a long text, its surroundings are read first:
   * the longer a clean text is, the surer it holds such a stretch somewhere.
   */
  firstLook(): FirstLook {
    const { isOdd, least } = this.quick.oddness();
    if (isOdd) return this.suspected();
    const { count } = this.read.tokens;
    const isLong = count >= LONG_FOR_A_STRETCH;
    let suspicion: number = Suspicion.None;
    let [reached, seen] = [0, 0];
    for (const end of this.quick.stretches(least)) {
      // What was read around another stretch need not be read again.
      if (end <= reached) continue;
      if (!isLong) return this.suspected();
      const near = this.around(end);
      seen += near.read.tokens.count;
      reached = end + REACH / 2;
      if (2 * seen > count || near.mayBeSpun()) return this.suspected();
      suspicion = Suspicion.Some;
    }
    if (least === LIKELY_STRETCH && this.quick.isNotable(Suspicion.Some)) return this.suspected();
    return { suspicion, byTables: null };
  }

  private suspected(): FirstLook {
    const byTables = this.byTables();
    return { suspicion: suspicionOf(byTables), byTables };
  }

  /** The sentences around a stretch, as a document of their own. */
  private around(end: number): DocumentReader {
    const { text } = this;
    const { tokens, sentences } = this.read;
    const first = sentences.findLast((start) => start <= Math.max(0, end - REACH)) ?? 0;
    const next = sentences.find((start) => start >= end + REACH / 2);
    const start = tokens.starts[first]!;
    const part = { start, text: text.slice(start, next === undefined ? text.length : tokens.starts[next]) };
    return new DocumentReader(this.resources, part.text, () => rangesWithin(this.protect(), part));
  }

  private mayBeSpun(): boolean {
    return this.byTables().detection.probability >= LEAST_AROUND;
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
  byThesaurus(suspicion: number): SpunReading | null {
    if (suspicion !== Suspicion.Spun && !this.quick.isNotable(suspicion)) return null;
    const { background, dictionary, generic } = this.resources;
    const { input, candidates } = this.look();
    const free = genericCandidates(this.quick.synonyms(), background.vocabulary, input.locked);
    return this.decoded(forDocument(dictionary, input, [...candidates, ...free], generic));
  }

  /** Decodes telltale phrases alone, as if a tool had surely been at work there; null where there are none. */
  byTelltales(): SpunReading | null {
    const { ids, tokens, sentences } = this.read;
    const { background, dictionary } = this.resources;
    // Most texts hold none, and need not be asked what is locked.
    if (telltales(ids, new Uint8Array(tokens.count), dictionary).length === 0) return null;
    const { input, off } = this.look();
    const found = telltales(ids, input.locked, dictionary);
    if (found.length === 0) return null;
    const locked = new Uint8Array(tokens.count).fill(1);
    for (const { startToken, endToken } of found) locked.fill(0, startToken, endToken);
    const alone = { ...input, locked, assumedRate: TELLTALE_RATE };
    const decoded = decode(background, forDocument(dictionary, input, [], null), alone);
    return { decoded, detection: telltaleDetection(tokens, decoded, found), tokens, sentences, off };
  }

  private decoded(dictionary: DocumentDictionary): SpunReading {
    const { tokens, sentences } = this.read;
    const { input, off } = this.look();
    const decoded = decode(this.related?.background ?? this.resources.background, dictionary, input);
    return { decoded, detection: detectionOf(tokens, decoded), tokens, sentences, off };
  }

  /** What only a document that is looked at closely needs. */
  private look(): CloserLook {
    if (this.closer === undefined) {
      const { tokens } = this.read;
      const off = this.protect();
      const locked = lockMeantNumbers({ tokens, locked: lockedTokens(tokens, off) });
      const names = nameCandidates(this.resources.names, { ...this.read, locked });
      const candidates = [...numberCandidates({ tokens, locked }), ...names];
      this.closer = { off, input: { ...this.read, locked }, candidates };
    }
    return this.closer;
  }
}

/** What the tables' look at a document came to. */
export interface FirstLook {
  /** See `Suspicion`. */
  readonly suspicion: number;
  /** Null where it is not worth decoding, or a stretch that seemed so was read by itself and is not. */
  readonly byTables: SpunReading | null;
}

interface CloserLook {
  /** Spans that no edit may touch. */
  readonly off: readonly Range[];
  readonly input: DecodingInput;
  /** What rules and the gazetteer find. */
  readonly candidates: readonly Candidate[];
}

/** Swap rate that a telltale phrase speaks for. */
const TELLTALE_RATE = 0.9;
