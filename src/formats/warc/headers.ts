/**
 * Header lines of a WARC record or an HTTP message, up to and with the blank line; as Latin-1, so that every byte
 * has its character.
 */
export interface Head {
  readonly text: string;
  /** Its length in bytes. */
  readonly length: number;
}

/** Reads the head that begins at `at`; undefined when its blank line is not there. */
export function headAt(bytes: Uint8Array, at: number): Head | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strict = buffer.indexOf("\r\n\r\n", at, "latin1");
  const loose = buffer.subarray(at, strict < 0 ? undefined : strict).indexOf("\n\n", 0, "latin1");
  const end = loose >= 0 ? at + loose + 2 : strict >= 0 ? strict + 4 : -1;
  return end < 0 ? undefined : { text: buffer.toString("latin1", at, end), length: end - at };
}

/** The value of a header, the first where there are several. */
export function headerValue({ text }: Head, name: string): string | undefined {
  return headerPattern(name).exec(text)?.[2];
}

/** The head with other values for headers that it has; all else stays, to the space after the colon. */
export function withHeaders(head: Head, values: ReadonlyMap<string, string>): string {
  let { text } = head;
  for (const [name, value] of values) text = text.replace(headerPattern(name), (_, before: string) => before + value);
  return text;
}

function headerPattern(name: string): RegExp {
  return new RegExp(`(^${name}:[ \\t]*)([^\\r\\n]*?)(?=[ \\t]*\\r?$)`, "im");
}
