import { bufferOf, type Codec } from "./codec.js";

/** UTF-16, little endian; lone surrogates stay what they are. An odd last byte must be cut off before. */
export const utf16le: Codec = {
  name: "UTF-16LE",
  decode: (bytes) => bufferOf(bytes).toString("utf16le"),
  encode: (text) => Buffer.from(text, "utf16le"),
  byteLength: (text) => 2 * text.length,
};

export const utf16be: Codec = {
  name: "UTF-16BE",
  decode: (bytes) =>
    Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString("utf16le"),
  encode: (text) => Buffer.from(text, "utf16le").swap16(),
  byteLength: (text) => 2 * text.length,
};
