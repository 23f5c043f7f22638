import { DecodingMode, EntityDecoder, htmlDecodeTree } from "entities/decode";

/** A character reference: what it stands for, and how many characters it takes. */
export interface Reference {
  readonly text: string;
  readonly length: number;
}

/** No name is longer than `&CounterClockwiseContourIntegral;`; numbers may have leading zeros. */
const LONGEST = 48;

/** Reads the reference that begins at `&`, with or without a semicolon as HTML has it; undefined when none does. */
export function referenceAt(text: string, at: number): Reference | undefined {
  return read(text, at, DecodingMode.Legacy);
}

/** The same where the semicolon is required, as in XML. */
export function strictReferenceAt(text: string, at: number): Reference | undefined {
  return read(text, at, DecodingMode.Strict);
}

function read(text: string, at: number, mode: DecodingMode): Reference | undefined {
  let decoded = "";
  let length = 0;
  const decoder = new EntityDecoder(htmlDecodeTree, (codePoint, consumed) => {
    decoded += String.fromCodePoint(codePoint);
    length = consumed;
  });
  decoder.startEntity(mode);
  if (decoder.write(text.slice(at, at + LONGEST), 1) < 0) decoder.end();
  return length > 0 ? { text: decoded, length } : undefined;
}

/** A numeric reference for each character, for encodings that have no bytes for it. */
export function numericReferences(text: string): string {
  return Array.from(text, (character) => `&#${character.codePointAt(0)};`).join("");
}
