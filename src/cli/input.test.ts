import { describe, expect, it } from "vitest";
import { decodeText } from "./input.js";

describe("decodeText", () => {
  it("keeps the byte order mark and Windows line ends", () => {
    expect(decodeText(Buffer.from("\ufeffone\r\ntwo"), "a.txt")).toBe("\ufeffone\r\ntwo");
  });

  it.each([
    ["a NUL", Buffer.from("one\ntwo\0"), "a.txt:2:4: a NUL byte (byte 7)"],
    ["Latin-1", Buffer.from("caf\xe9 au", "latin1"), "a.txt:1:4: invalid UTF-8 (byte 3 is 0xE9)"],
    ["UTF-16", Buffer.from("\ufeffone", "utf16le"), "a.txt: is UTF-16 text"],
    ["UTF-16 with its high bytes first", Buffer.from("\ufeffone", "utf16le").swap16(), "a.txt: is UTF-16 text"],
    ["UTF-16 without a mark", Buffer.from("one, two", "utf16le"), "iconv -f UTF-16LE -t UTF-8"],
    ["the same the other way", Buffer.from("one, two", "utf16le").swap16(), "iconv -f UTF-16BE -t UTF-8"],
    ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x6f, 0, 0, 0]), "a.txt: is UTF-32 text"],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), "a.txt: is compressed with gzip"],
  ])("refuses %s and says where", (_, bytes, message) => {
    expect(() => decodeText(bytes, "a.txt")).toThrow(message);
  });
});
