import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { beginReading, readAhead, takeReadAhead } from "./read-ahead.js";
import { encodeSections, type FileKind, readSections } from "./sections.js";

const KIND: FileKind = { magic: "unspinRA", version: 1, name: "test file", maker: '"npm test"' };
const folder = mkdtempSync(join(tmpdir(), "unspin-ahead-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file that was read ahead is opened without reading it again, once", async () => {
  const path = join(folder, "a");
  writeFileSync(path, encodeSections(KIND, {}, [Uint8Array.of(1, 2, 3)]));
  beginReading([path]);
  await readAhead([path]);
  rmSync(path);
  expect(readSections(path, KIND).arrays).toEqual([Uint8Array.of(1, 2, 3)]);
  expect(() => readSections(path, KIND)).toThrow("ENOENT");
});

test("what cannot be read is for its opener to complain of", async () => {
  const missing = join(folder, "missing");
  await readAhead([missing, folder]);
  expect(takeReadAhead(missing)).toBeUndefined();
  expect(() => readSections(missing, KIND)).toThrow("cannot be opened: ENOENT");
  expect(() => readSections(folder, KIND)).toThrow("not a file");
});

test("a damaged file is refused as ever", async () => {
  const path = join(folder, "b");
  const bytes = encodeSections(KIND, {}, [Uint8Array.of(1, 2, 3)]);
  bytes[bytes.length - 8]! ^= 1;
  writeFileSync(path, bytes);
  await readAhead([path]);
  expect(() => readSections(path, KIND)).toThrow("damaged");
});
