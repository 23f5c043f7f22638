import { type Kind, readDocuments, type Segment, type SourceDocument, type TextEdit } from "../formats/index.js";
import type { RepairResult } from "../result.js";

/** What is to be done to a document of a file: edits of its text, or why it is refused. */
export type Change = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

export interface RewriteRequest {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly kind?: Kind;
  readonly fields?: readonly string[];
  /** The file's results, in the order of its documents; clean documents may be missing. */
  readonly results: readonly RepairResult[];
  change(result: RepairResult, text: string): Change;
}

/** A document that was left as it is, and why. */
export interface Refusal {
  readonly source: string;
  readonly item?: number;
  readonly reason: string;
}

export interface RewrittenFile {
  readonly bytes: Uint8Array;
  /** Documents whose edits were carried out, and how many edits those were. */
  readonly documents: number;
  readonly edits: number;
  readonly refusals: readonly Refusal[];
}

/**
 * Carries out on a file what its results say, through the formats: only the words of edits change. A document that is refused stays
 * as it is, the others go on. Results are matched with documents by their item.
 */
export async function rewriteByReport(request: RewriteRequest): Promise<RewrittenFile> {
  const rewriting = new Rewriting(request);
  const { bytes, name, kind, fields } = request;
  for await (const segment of readDocuments(bytes, { name, ...(kind && { kind }), ...(fields && { fields }) })) {
    if (!rewriting.take(segment)) break;
  }
  return rewriting.finish();
}

class Rewriting {
  private readonly parts: Uint8Array[] = [];
  private readonly refusals: Refusal[] = [];
  private next = 0;
  private documents = 0;
  private edits = 0;
  private isUnreadable = false;

  constructor(private readonly request: RewriteRequest) {}

  /** @returns false when the rest of the file cannot be read. */
  take(segment: Segment): boolean {
    const unread = segment.failures.find(({ unread }) => unread === "file");
    if (unread !== undefined) {
      this.isUnreadable = true;
      this.refuseRest(unread.reason);
      return false;
    }
    const edits = segment.documents.map((document) => this.editsOf(document));
    const rewritten = segment.rewrite(edits);
    for (const { document, reason } of rewritten.unwritten) {
      const { place, id } = segment.documents[document]!;
      this.refuse({ source: id ?? this.request.name, ...place }, `an edit could not be written: ${reason}`);
    }
    const written = edits.reduce((sum, list) => sum + list.length, 0) - rewritten.unwritten.length;
    this.edits += written;
    this.documents += edits.filter((list) => list.length > 0).length;
    this.parts.push(rewritten.bytes);
    return true;
  }

  finish(): RewrittenFile {
    if (!this.isUnreadable) this.refuseRest("there is no such document in the file any more");
    const { documents, edits, refusals } = this;
    // Packed files are packed anew only where something changed.
    const bytes = edits === 0 || this.isUnreadable ? this.request.bytes : Buffer.concat(this.parts);
    return { bytes, documents, edits, refusals };
  }

  private editsOf({ text, place }: SourceDocument): readonly TextEdit[] {
    const { results, change } = this.request;
    const item = place.item ?? 0;
    for (; this.next < results.length && itemOf(results[this.next]!) < item; this.next++) {
      this.refuseResult(results[this.next]!, "there is no such document in the file any more");
    }
    const result = results[this.next];
    if (result === undefined || itemOf(result) !== item) return [];
    this.next += 1;
    const outcome = change(result, text);
    if ("edits" in outcome) return outcome.edits;
    this.refuseResult(result, outcome.refused);
    return [];
  }

  private refuseRest(reason: string): void {
    const { results } = this.request;
    for (; this.next < results.length; this.next++) this.refuseResult(results[this.next]!, reason);
  }

  private refuseResult({ source, place }: RepairResult, reason: string): void {
    this.refuse({ source, ...(place?.item !== undefined && { item: place.item }) }, reason);
  }

  private refuse({ source, item }: Omit<Refusal, "reason">, reason: string): void {
    this.refusals.push({ source, ...(item !== undefined && { item }), reason });
  }
}

function itemOf({ place }: RepairResult): number {
  return place?.item ?? 0;
}
