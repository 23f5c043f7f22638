import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** Bytes before the header of a file of arrays; see `encodeSections`. They are never packed. */
export const PREAMBLE = 24;
/** Where the preamble says whether what follows it is packed. */
const PACKED_AT = 20;
const PLAIN = 0;
const BROTLI = 1;

/**
 * A file of arrays, packed: for what is seldom read and need not be there at once. Reading it takes some milliseconds a megabyte;
 * its checksum stays that of what is in it. The same file gives the same bytes.
 */
export function packed(bytes: Uint8Array): Uint8Array {
  const body = bytes.subarray(PREAMBLE);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  const all = Buffer.concat([bytes.subarray(0, PREAMBLE), brotliCompressSync(body, { params })]);
  all.writeUInt32LE(BROTLI, PACKED_AT);
  return all;
}

/** The plain file of a packed one, in shared memory; a plain one as it is. Null when it is neither. */
export function unpacked(bytes: Uint8Array): Uint8Array | null {
  const preamble = Buffer.from(bytes.slice(0, PREAMBLE));
  const packing = preamble.readUInt32LE(PACKED_AT);
  if (packing === PLAIN) return bytes;
  if (packing !== BROTLI) return null;
  let body: Uint8Array;
  try {
    body = brotliDecompressSync(bytes.slice(PREAMBLE));
  } catch {
    return null;
  }
  const plain = new Uint8Array(new SharedArrayBuffer(PREAMBLE + body.length));
  preamble.writeUInt32LE(PLAIN, PACKED_AT);
  plain.set(preamble);
  plain.set(body, PREAMBLE);
  return plain;
}
