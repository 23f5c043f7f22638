import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { encodeSections, type FileKind, readSections } from "./sections.js";
import { adoptFiles, sharedFiles } from "./shared-files.js";

const KIND: FileKind = { magic: "unspinYY", version: 1, name: "test file", maker: '"npm test"' };
const folder = mkdtempSync(join(tmpdir(), "unspin-shared-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a file that another thread has read is not read again: it is the very same memory, whatever is on disk now", () => {
  const path = join(folder, "a");
  writeFileSync(path, encodeSections(KIND, {}, [Uint8Array.of(1, 2, 3)]));
  const [first] = readSections(path, KIND).arrays;
  const files = sharedFiles().filter((file) => file.path === path);
  expect(files.map(({ bytes }) => bytes)).toEqual([first!.buffer]);
  rmSync(path);
  expect(() => readSections(path, KIND)).toThrow(path);
  adoptFiles(files);
  const [second] = readSections(path, KIND).arrays;
  expect(second).toEqual(Uint8Array.of(1, 2, 3));
  expect(second!.buffer).toBe(first!.buffer);
});

test("a file of another kind is refused, also when another thread has read it", () => {
  const path = join(folder, "b");
  writeFileSync(path, encodeSections(KIND, {}, []));
  readSections(path, KIND);
  adoptFiles(sharedFiles());
  expect(() => readSections(path, { ...KIND, magic: "unspinZZ" })).toThrow("not an unspin");
});
