import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { expect, it } from "vitest";
import { firstInvalidUtf8, lineColumnOfByte } from "./utf8.js";

it("agrees with Node on what is UTF-8, and finds the byte where it stops being so", () => {
  const lead = fc.constantFrom(0x41, 0x80, 0xa0, 0x9f, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff);
  const bytes = fc.array(fc.oneof(lead, fc.nat(255)), { maxLength: 8 }).map((values) => Buffer.from(values));
  fc.assert(
    fc.property(bytes, (buffer) => {
      const at = firstInvalidUtf8(buffer);
      expect(at === -1).toBe(isUtf8(buffer));
      if (at === -1) return;
      expect(isUtf8(buffer.subarray(0, at))).toBe(true);
      // No character starts there: neither one, two, three nor four bytes from it are UTF-8.
      for (let end = at + 1; end <= Math.min(at + 4, buffer.length); end++) {
        expect(isUtf8(buffer.subarray(at, end))).toBe(false);
      }
    }),
    { numRuns: 2000 },
  );
});

it("counts lines and characters, not bytes", () => {
  const bytes = Buffer.concat([Buffer.from("one\nçé😀x"), Buffer.from([0xff])]);
  expect(lineColumnOfByte(bytes, firstInvalidUtf8(bytes))).toEqual({ line: 2, column: 5 });
});
