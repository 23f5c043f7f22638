import {
  type ReadOptions,
  readAll,
  type Segment,
  type SourceDocument,
  type TextEdit,
} from "../../src/formats/index.js";

/** Every occurrence of some words in a document, replaced by others. */
export function replacing({ text }: SourceDocument, was: string, now: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = text.indexOf(was); at >= 0; at = text.indexOf(was, at + was.length)) {
    edits.push({ start: at, end: at + was.length, was, now });
  }
  return edits;
}

export interface Outcome {
  readonly segments: readonly Segment[];
  readonly documents: readonly SourceDocument[];
  readonly failures: Segment["failures"];
  readonly bytes: Buffer;
  readonly unwritten: readonly string[];
}

/** Reads bytes and replaces words in all their documents. */
export async function replaced(bytes: Uint8Array, options: ReadOptions, was: string, now: string): Promise<Outcome> {
  const segments = await readAll(bytes, options);
  const written = segments.map((segment) =>
    segment.rewrite(segment.documents.map((document) => replacing(document, was, now))),
  );
  return {
    segments,
    documents: segments.flatMap(({ documents }) => documents),
    failures: segments.flatMap(({ failures }) => failures),
    bytes: Buffer.concat(written.map((one) => one.bytes)),
    unwritten: written.flatMap(({ unwritten }) => unwritten.map(({ reason }) => reason)),
  };
}

export async function replacedText(text: string, name: string, was: string, now: string): Promise<string> {
  return (await replaced(Buffer.from(text), { name }, was, now)).bytes.toString();
}
