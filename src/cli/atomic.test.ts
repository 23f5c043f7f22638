import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeAtomically } from "./atomic.js";

let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-atomic-"));
});
afterEach(() => rmSync(room, { recursive: true }));

describe("writeAtomically", () => {
  it("keeps the mode of the file and leaves nothing else behind", async () => {
    const path = join(room, "a.txt");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    await writeAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(room)).toEqual(["a.txt"]);
  });

  it("changes the file that a link points at, not the link", async () => {
    writeFileSync(join(room, "a.txt"), "old");
    symlinkSync("a.txt", join(room, "link"));
    await writeAtomically(join(room, "link"), "new");
    expect(lstatSync(join(room, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(room, "a.txt"), "utf8")).toBe("new");
  });

  it("makes the file that a link points at when it is not there yet", async () => {
    symlinkSync("b.txt", join(room, "link"));
    await writeAtomically(join(room, "link"), "new");
    expect(lstatSync(join(room, "link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(room, "b.txt"), "utf8")).toBe("new");
  });

  it("refuses links that go in a circle, and leaves them", async () => {
    symlinkSync("two", join(room, "one"));
    symlinkSync("one", join(room, "two"));
    await expect(writeAtomically(join(room, "one"), "x")).rejects.toThrow("a link that leads back to itself");
    expect(readdirSync(room).sort()).toEqual(["one", "two"]);
  });

  it.skipIf(process.getuid?.() === 0)("tells the folder's permissions from the file's", async () => {
    writeFileSync(join(room, "a.txt"), "old");
    chmodSync(join(room, "a.txt"), 0o444);
    await expect(writeAtomically(join(room, "a.txt"), "x")).rejects.toThrow("the file may not be written");
    chmodSync(join(room, "a.txt"), 0o644);
    chmodSync(room, 0o555);
    await expect(writeAtomically(join(room, "a.txt"), "x")).rejects.toThrow("its folder may not be written to");
    chmodSync(room, 0o755);
  });

  it("says that the folder is missing", async () => {
    await expect(writeAtomically(join(room, "no", "a.txt"), "x")).rejects.toThrow("folder does not exist");
  });
});
