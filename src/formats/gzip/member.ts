import { crc32, deflateRawSync } from "node:zlib";

const MAGIC = [0x1f, 0x8b, 8] as const;
const HAS_CRC = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;

/** Length of a gzip member's header (RFC 1952); 0 when more bytes are needed, -1 when there is none. */
export function headerLength(bytes: Uint8Array): number {
  for (const [at, magic] of MAGIC.entries()) if (at < bytes.length && bytes[at] !== magic) return -1;
  if (bytes.length < 10) return 0;
  const flags = bytes[3]!;
  let at = 10;
  if (flags & HAS_EXTRA) {
    if (bytes.length < at + 2) return 0;
    at += 2 + bytes[at]! + 256 * bytes[at + 1]!;
  }
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return 0;
    at = end + 1;
  }
  if (flags & HAS_CRC) at += 2;
  return at <= bytes.length ? at : 0;
}

/** Packs bytes as one member with the header of another: its file name and time stay. */
export function packMember(header: Uint8Array, plain: Uint8Array): Uint8Array {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(plain), 0);
  trailer.writeUInt32LE(plain.length % 2 ** 32, 4);
  return Buffer.concat([header, deflateRawSync(plain), trailer]);
}
