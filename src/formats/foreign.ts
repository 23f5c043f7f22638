/** What is known by its first bytes and holds no text as it stands, with what to do about it. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0xff, 0xfe, 0, 0], "UTF-32 text (by its byte order mark). Convert it first: iconv -f UTF-32 -t UTF-8"],
  [[0, 0, 0xfe, 0xff], "UTF-32 text (by its byte order mark). Convert it first: iconv -f UTF-32 -t UTF-8"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "packed with xz. Unpack it first, for example: xz -d FILE"],
  [[0x28, 0xb5, 0x2f, 0xfd], "packed with Zstandard. Unpack it first, for example: zstd -d FILE"],
  [[0x42, 0x5a, 0x68], "packed with bzip2. Unpack it first, for example: bunzip2 FILE"],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "a PDF. Take the text out first, for example: pdftotext FILE"],
  [[0x50, 0x4b, 3, 4], "a ZIP archive, as .docx, .odt and .epub files are. Save its text as plain text first"],
  [[0x1f, 0x8b], "packed with gzip twice, or damaged. Unpack it first: gzip -d FILE"],
];

/** Why these bytes are not read, as a sentence without the name; undefined when nothing tells. */
export function foreignFile(head: Uint8Array): string | undefined {
  const found = SIGNATURES.find(([signature]) => signature.every((byte, at) => head[at] === byte));
  return found === undefined ? undefined : `this is ${found[1]}`;
}
