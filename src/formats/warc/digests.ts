import { createHash } from "node:crypto";

const ALGORITHMS = new Set(["md5", "sha1", "sha256", "sha512"]);
const BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The digest of the new bytes, spelled as the old one (`sha1:` and Base 32 or hexadecimal); undefined when the old one
 * was not that of the old bytes, and says something that is not known here.
 */
export function renewedDigest(old: string, was: Uint8Array, now: Uint8Array): string | undefined {
  const [, label, value] = /^([\w-]+):(.+)$/.exec(old) ?? [];
  const algorithm = label?.toLowerCase().replace("-", "");
  if (algorithm === undefined || value === undefined || !ALGORITHMS.has(algorithm)) return undefined;
  const spellings = [base32, (digest: Buffer) => digest.toString("hex")];
  for (const spell of spellings) {
    const fits = spell(hash(algorithm, was));
    if (fits === value) return `${label}:${spell(hash(algorithm, now))}`;
    if (fits.toLowerCase() === value.toLowerCase()) {
      const renewed = spell(hash(algorithm, now));
      return `${label}:${value === value.toUpperCase() ? renewed.toUpperCase() : renewed.toLowerCase()}`;
    }
  }
  return undefined;
}

function hash(algorithm: string, bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

/** RFC 4648, with padding. */
function base32(bytes: Buffer): string {
  let text = "";
  let [bits, value] = [0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE_32[(value >>> (bits - 5)) & 31];
  }
  if (bits > 0) text += BASE_32[(value << (5 - bits)) & 31];
  return text.padEnd(Math.ceil(text.length / 8) * 8, "=");
}
