/** What is known by its first bytes and is not UTF-8 text, with what to do about it; UTF-32 must come before UTF-16. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xff, 0xfe, 0, 0], "is UTF-32 text (by its byte order mark). Convert it first: iconv -f UTF-32 -t UTF-8"],
  [[0, 0, 0xfe, 0xff], "is UTF-32 text (by its byte order mark). Convert it first: iconv -f UTF-32 -t UTF-8"],
  [[0xff, 0xfe], "is UTF-16 text (by its byte order mark). Convert it first: iconv -f UTF-16 -t UTF-8"],
  [[0xfe, 0xff], "is UTF-16 text (by its byte order mark). Convert it first: iconv -f UTF-16 -t UTF-8"],
  [[0x1f, 0x8b], "is compressed with gzip. Unpack it first, for example: zcat FILE | unspin repair -"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "is compressed with xz. Unpack it first, for example: xzcat FILE | unspin repair -"],
  [
    [0x25, 0x50, 0x44, 0x46, 0x2d],
    "is a PDF. Take the text out first, for example: pdftotext FILE - | unspin repair -",
  ],
  [
    [0x50, 0x4b, 3, 4],
    "is a ZIP archive, as .docx, .odt and .epub files are. Save its text as plain text (UTF-8) first.",
  ],
];

/** How many bytes tell UTF-16 without a byte order mark. */
const SAMPLE = 512;

/** Why these bytes are no UTF-8 text and what to do, as the end of a sentence that begins with the name; undefined when nothing tells. */
export function otherEncoding(bytes: Uint8Array): string | undefined {
  const known = SIGNATURES.find(([signature]) => signature.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return known[1];
  const order = wideByteOrder(bytes.subarray(0, SAMPLE));
  if (order === undefined) return undefined;
  return `looks like UTF-16 text without a byte order mark. Convert it first: iconv -f UTF-16${order} -t UTF-8`;
}

/** The byte order of UTF-16, by its mark or its looks; undefined for other bytes. */
export function utf16Order(bytes: Uint8Array): "le" | "be" | undefined {
  if (otherEncoding(bytes)?.includes("UTF-16") !== true) return undefined;
  if (bytes[0] === 0xff) return "le";
  if (bytes[0] === 0xfe) return "be";
  return wideByteOrder(bytes.subarray(0, SAMPLE)) === "LE" ? "le" : "be";
}

/** English in UTF-16 has a NUL in nearly every unit, always on the same side. */
function wideByteOrder(sample: Uint8Array): "LE" | "BE" | undefined {
  const nuls = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) nuls[at % 2]! += 1;
  const many = sample.length * 0.3;
  const [first, second] = nuls as [number, number];
  if (sample.length < 8 || Math.max(first, second) < many || Math.min(first, second) > sample.length * 0.02)
    return undefined;
  return second > first ? "LE" : "BE";
}
