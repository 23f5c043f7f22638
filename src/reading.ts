import { CLEAN, isExplained } from "./decisions/detection.js";
import { steadyTable } from "./decisions/spun-twice.js";
import { type ArticleReading, DocumentReader, type Protect, type Relate, type SpunReading } from "./document-reader.js";
import { type PhraseIndex, protectedSpans } from "./protection/index.js";
import type { Resources } from "./resources.js";
import type { Detection } from "./result.js";
import { Suspicion, suspicionOf } from "./suspicion.js";

export type { Relate, SpunReading } from "./document-reader.js";

/** A document in which the channel shows no swaps. */
export interface UnspunReading {
  readonly detection: Detection;
  readonly decoded: null;
}

/** What a document was read as; one that is not spun has no decoding. */
export type Reading = SpunReading | UnspunReading;

/** What articles related to a document say of it, beside what was read without them. */
export interface ReferenceReading extends ArticleReading {
  readonly reading: Reading;
}

/** Reads a document beside the articles of the reference corpus that have to do with it. */
export function readWithReference(
  resources: Resources,
  text: string,
  protect: Protect,
  relate: Relate,
): ReferenceReading {
  const reader = new DocumentReader(resources, text, protect, relate);
  const reading = readIn(reader);
  return { reading, ...reader.grounded(reading.detection) };
}

/**
 * Reads a document: a first look, then the tables, then, where they do not explain it, the generic channel beside them.
 * Clean text is let go at the first look.
 */
export function readDocument(resources: Resources, text: string, protect: Protect): Reading {
  return readIn(new DocumentReader(resources, text, protect));
}

/** P(spun) below which telltale phrases, where there are some, explain a document better than a tool that was at work all over it. */
const DOUBTFUL = 0.9;

function readIn(reader: DocumentReader): Reading {
  const { suspicion, byTables } = reader.firstLook();
  if (byTables !== null && isExplained(byTables.decoded)) return byTables;
  const closer = reader.byThesaurus(suspicion) ?? byTables;
  const isSpun = closer?.detection.verdict === "spun";
  if (isSpun && closer.detection.probability >= DOUBTFUL)
    return byTables === null ? preferTables(reader, closer) : closer;
  // A few phrases that only tools write make a text look spun as a whole, though hardly.
  const telling = reader.byTelltales();
  if (telling !== null) return telling;
  if (isSpun) return byTables === null ? preferTables(reader, closer) : closer;
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
  const reader = new DocumentReader(resources, text, () => protectedSpans(text, { phrases }));
  const byTables = reader.byTables();
  return isExplained(byTables.decoded) ? byTables : reader.byThesaurus(Suspicion.Spun)!;
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
  const reader = new DocumentReader(resources, text, () => protectedSpans(text, { phrases }));
  const byTables = reader.byTables();
  const suspect = reader.quick.isSuspect();
  return {
    suspect,
    notable: reader.quick.isNotable(suspicionOf(suspect ? byTables : null)),
    byTables,
    closest: isExplained(byTables.decoded) ? byTables : reader.byThesaurus(Suspicion.Spun)!,
  };
}
