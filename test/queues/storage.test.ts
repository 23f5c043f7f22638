import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStorage } from "../../src/queues/open-storage.js";
import { MissingObject, readWhole, type Storage } from "../../src/queues/storage.js";
import { fileOutcome } from "../../src/runs/file-outcome.js";
import { planRun, WorkingFolder } from "../../src/runs/index.js";
import { placeFile } from "../../src/runs/place.js";
import { unspin } from "../cli/run.js";
import { jsonLines, treeOf, writeTree } from "../runs/material.js";
import { freePort } from "../servers/free-port.js";
import { hasRedis, type RedisServer, startRedis } from "../servers/redis.js";
import { openExecutor, openWorker } from "./opened.js";

interface S3rver {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
// A server that speaks Amazon's protocol, without types of its own.
const S3rver = createRequire(import.meta.url)("s3rver") as new (options: object) => S3rver;

const room = mkdtempSync(join(tmpdir(), "unspin-storage-"));
let s3: S3rver;
let endpoint = "";

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" });
  const configureBuckets = [{ name: "runs" }];
  s3 = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: join(room, "s3"), configureBuckets });
  const { port } = await s3.run();
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await s3.close();
  rmSync(room, { recursive: true, force: true });
});

const storages = [
  ["a folder", () => join(room, "folder")],
  ["a bucket", () => `s3://runs/some/prefix?endpoint=${endpoint}`],
] as const;

describe.each(storages)("storage in %s", (_, address) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage(address());
  });
  afterAll(() => storage.close());

  it("gives back what was put, whole or in part, and the latest of it", async () => {
    await storage.put("a/b", Buffer.from("first"));
    const path = join(room, "file");
    writeFileSync(path, "0123456789");
    await storage.put("a/b", { path });
    expect((await readWhole(storage, "a/b")).toString()).toBe("0123456789");
    const part: Uint8Array[] = [];
    for await (const chunk of await storage.get("a/b", { start: 3, end: 6 })) part.push(chunk);
    expect(Buffer.concat(part).toString()).toBe("345");
    for await (const chunk of await storage.get("a/b", { start: 3, end: 3 })) expect(chunk.length).toBe(0);
  });

  it("knows what is there, and says what is not", async () => {
    await storage.put("c", Buffer.from(""));
    expect(await storage.has("c")).toBe(true);
    expect((await readWhole(storage, "c")).length).toBe(0);
    await storage.remove("c");
    await storage.remove("c");
    expect(await storage.has("c")).toBe(false);
    await expect(storage.get("c")).rejects.toThrow(MissingObject);
  });

  it("takes the same object from many writers at once", async () => {
    const content = Buffer.alloc(200_000, "x");
    await Promise.all(Array.from({ length: 10 }, () => storage.put("many", content)));
    expect((await readWhole(storage, "many")).equals(content)).toBe(true);
  });
});

describe("storage that is not to be had", () => {
  it("says what and where", async () => {
    const away = await openStorage(`s3://runs/x?endpoint=http://127.0.0.1:${await freePort()}`);
    await expect(away.put("a", Buffer.from("b"))).rejects.toThrow(
      /s3:\/\/runs\/x.*: the storage cannot be used \(.*ECONNREFUSED/,
    );
    const none = await openStorage(`s3://nowhere/x?endpoint=${endpoint}`);
    await expect(none.get("a")).rejects.toThrow(/the storage cannot be used \(NoSuchBucket/);
    await expect(openStorage("s3://key:secret@runs/x")).rejects.toThrow("keys do not belong in the address");
    await expect(openStorage("somewhere")).rejects.toThrow(
      "somewhere: no storage. Name a folder, or s3://bucket/prefix.",
    );
  });

  it("leaves nothing half written in a folder", () => {
    expect(
      readdirSync(join(room, "folder"), { recursive: true }).filter((name) => String(name).includes("tmp")),
    ).toEqual([]);
  });
});

describe.skipIf(!hasRedis())("a run whose machines share a bucket only (needs redis-server installed)", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.discard());

  it("gives what a local run gives, and leaves the bucket empty", { timeout: 120_000 }, async () => {
    writeTree(join(room, "in"), { "lines.jsonl": `\ufeff${jsonLines(20)}`, "a.txt": "A short text.\n" });
    expect(unspin(room, ["batch", "in", "--out", "whole", "--jobs", "1"]).status).toBe(0);
    const storage = `s3://runs/run?endpoint=${endpoint}`;
    const worker = await openWorker({ url: server.url });
    const working = new WorkingFolder(join(room, "out"));
    const { executor } = await openExecutor(working, { url: server.url, storage, shardBytes: 2000 });
    const files = planRun([join(room, "in")], { out: join(room, "out"), standardInput: "stdin" }).files;
    executor.begin?.({ files, failures: [] });
    const done = files.map(async (file) => {
      const shards = [];
      for await (const shard of executor.cut(file)) shards.push(shard);
      return { file, shards, outcomes: await Promise.all(shards.map((shard) => executor.run(shard))) };
    });
    for (const { file, shards, outcomes } of await Promise.all(done)) {
      if (file.output === "lines.jsonl") expect(shards.length).toBeGreaterThan(2);
      expect(await placeFile(working, fileOutcome(file, shards, outcomes))).toBe(true);
    }
    await worker.close();
    await executor.close();
    const whole = treeOf(join(room, "whole"));
    expect(treeOf(join(room, "out"))).toMatchObject({ "lines.jsonl": whole["lines.jsonl"], "a.txt": whole["a.txt"] });
    const left = readdirSync(join(room, "s3", "runs"), { recursive: true, encoding: "utf8" });
    expect(left.filter((name) => name.startsWith("run/") && name.includes("_object"))).toEqual([]);
  });
});
