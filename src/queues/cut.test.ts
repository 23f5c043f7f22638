import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { PlannedFile, Shard } from "../runs/index.js";
import { cutFile, groupFiles, shardBytes } from "./cut.js";

const room = mkdtempSync(join(tmpdir(), "unspin-cut-"));
afterAll(() => rmSync(room, { recursive: true }));

function planned(output: string, content: string | number): PlannedFile {
  const path = join(room, output);
  if (typeof content === "number") return { source: path, path, output, size: content, modified: 0, mode: 0o644 };
  writeFileSync(path, content);
  const { size, mtimeMs } = statSync(path);
  return { source: path, path, output, size, modified: mtimeMs, mode: 0o644 };
}

async function cut(file: PlannedFile, size: number): Promise<{ shards: Shard[]; digest: string }> {
  const shards: Shard[] = [];
  let digest = "";
  const options = { check: false, onlySpun: false };
  const told = (sha256: string) => {
    digest = sha256;
  };
  for await (const shard of cutFile(file, { size, withPacked: true, options, digest: told })) shards.push(shard);
  return { shards, digest };
}

it("cuts a large file into ranges that join, and leaves others whole", async () => {
  const file = planned("a.jsonl", `${'{"text":"a line"}\n'.repeat(100)}{"text":"the last"}`);
  const { shards, digest } = await cut(file, 200);
  expect(shards.length).toBe(9);
  for (const [at, { from, to, at: place }] of shards.entries()) {
    expect({ from, offset: place!.offset }).toEqual({
      from: shards[at - 1]?.to ?? 0,
      offset: shards[at - 1]?.at?.end ?? 0,
    });
    if (at === shards.length - 1) expect([to, place!.end]).toEqual([null, null]);
  }
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect((await cut(file, 2000)).shards).toEqual([{ file, from: 0, to: null }]);
  expect((await cut(planned("b.txt", "a text\n".repeat(1000)), 200)).shards.length).toBe(1);
});

it("puts small files together, each in one job, in their order", () => {
  const files = [3, 4, 5, 100, 6, 1, 1].map((size, at) => planned(`${at}.txt`, size));
  const groups = groupFiles({ files, failures: [] }, 10).map((group) => group.map(({ output }) => output));
  expect(groups).toEqual([
    ["0.txt", "1.txt", "2.txt"],
    ["4.txt", "5.txt", "6.txt"],
  ]);
  const many = Array.from({ length: 450 }, (_, at) => planned(`${at}.txt`, 1));
  expect(groupFiles({ files: many, failures: [] }, 1e6).map(({ length }) => length)).toEqual([200, 200, 50]);
});

it("makes shards of a hundred documents or so, and larger ones of what would be too many", () => {
  expect(shardBytes({ files: [planned("a", 5e6)], failures: [] })).toBe(512 << 10);
  expect(shardBytes({ files: [planned("a", 1e11)], failures: [] })).toBe(5e6);
  expect(shardBytes({ files: [planned("a", 1e13)], failures: [] })).toBe(64 << 20);
});
