/** One way of writing text as bytes, reversible: what `decode` gives leads back to the very same bytes. */
export interface Codec {
  /** As people call it: `UTF-8`, `windows-1252`. */
  readonly name: string;
  decode(bytes: Uint8Array): string;
  /** Undefined when the encoding lacks one of the characters. */
  encode(text: string): Uint8Array | undefined;
  /** How many bytes a stretch of decoded text takes. */
  byteLength(text: string): number;
}

/** The bytes as a Buffer over the same memory. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
