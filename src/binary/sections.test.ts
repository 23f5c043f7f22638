import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UnspinError } from "../errors.js";
import { packed } from "./packing.js";
import { encodeSections, type FileKind, readSections, type SectionArray, statedChecksum } from "./sections.js";

const KIND: FileKind = { magic: "unspinXX", version: 3, name: "test file", maker: '"npm test"' };
const ARRAYS = [Uint8Array.of(1, 2, 3), Uint16Array.of(4, 65535), Float64Array.of(0.1, -1 / 3), new Int32Array(0)];

let folder: string;
let path: string;
let bytes: Uint8Array;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-sections-"));
  path = join(folder, "file");
  bytes = encodeSections(KIND, { note: "caf\u00e9" }, ARRAYS);
});
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(content: Uint8Array, kind = KIND): string {
  writeFileSync(path, content);
  return errorAt(path, kind);
}

function errorAt(place: string, kind = KIND): string {
  try {
    readSections(place, kind);
  } catch (error) {
    expect(error).toBeInstanceOf(UnspinError);
    return (error as Error).message;
  }
  throw new Error("the file was read");
}

describe("a file of arrays", () => {
  test("comes back as it was written", () => {
    const array = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 255 })).map((a) => Uint8Array.from(a)),
      fc.array(fc.integer({ min: 0, max: 65535 })).map((a) => Uint16Array.from(a)),
      fc.array(fc.nat()).map((a) => Uint32Array.from(a)),
      fc.array(fc.integer()).map((a) => Int32Array.from(a)),
      fc.array(fc.float()).map((a) => Float32Array.from(a)),
      fc.array(fc.double()).map((a) => Float64Array.from(a)),
    );
    fc.assert(
      fc.property(fc.array(array), fc.string(), (arrays, note) => {
        writeFileSync(path, encodeSections(KIND, { note }, arrays as SectionArray[]));
        const read = readSections(path, KIND);
        expect(read.header).toEqual({ note });
        expect(read.arrays.map((one) => [one.constructor, ...one])).toEqual(
          arrays.map((one) => [one.constructor, ...one]),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("states its checksum", () => {
    writeFileSync(path, bytes);
    expect(statedChecksum(path)).toBe(new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true));
  });

  test("is told from one of another kind, of another version, and from anything else", () => {
    expect(errorOf(bytes, { ...KIND, magic: "unspinYY" })).toContain("not an unspin test file");
    expect(errorOf(bytes, { ...KIND, version: 4 })).toContain("test file of format 3; this unspin reads format 4");
    for (const other of ["", "unspin", "PK\u0003\u0004 something else that is longer than a preamble"]) {
      expect(errorOf(Buffer.from(other))).toContain(`${path}: not an unspin test file. Make one with "npm test".`);
    }
  });

  test("is refused with any byte changed, and cut short anywhere", () => {
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 0x10;
      expect(errorOf(changed), `byte ${at}`).toContain(path);
      expect(errorOf(bytes.subarray(0, at)), `cut at ${at}`).toContain(path);
    }
  });

  test("comes back packed as it does plain, with the same checksum", () => {
    writeFileSync(path, packed(bytes));
    const read = readSections(path, KIND);
    expect(read.header).toEqual({ note: "caf\u00e9" });
    expect(read.arrays).toEqual(ARRAYS);
    expect(statedChecksum(path)).toBe(new DataView(bytes.buffer, bytes.byteOffset).getUint32(16, true));
  });

  test("is refused packed with any byte changed, and cut short anywhere", () => {
    const small = packed(bytes);
    for (let at = 0; at < small.length; at++) {
      const changed = Uint8Array.from(small);
      changed[at]! ^= 0x10;
      expect(errorOf(changed), `byte ${at}`).toContain(path);
      expect(errorOf(small.subarray(0, at)), `cut at ${at}`).toContain(path);
    }
  });

  test("says so when it is missing or a folder", () => {
    expect(errorAt(join(folder, "nowhere"))).toContain("cannot be opened: ENOENT");
    mkdirSync(join(folder, "folder"));
    expect(errorAt(join(folder, "folder"))).toContain("not a file");
  });
});
