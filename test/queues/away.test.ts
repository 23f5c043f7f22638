import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, queueAddress } from "../../src/queues/index.js";
import { main, unspin } from "../cli/run.js";
import { jsonLines, treeOf, writeTree } from "../runs/material.js";
import { freePort } from "../servers/free-port.js";
import { hasRedis, type RedisServer, startRedis } from "../servers/redis.js";
import { start, startWorker } from "./started.js";

interface S3rver {
  run(): Promise<{ readonly port: number }>;
  close(): Promise<void>;
}
// A server that speaks Amazon's protocol, without types of its own.
const S3rver = createRequire(import.meta.url)("s3rver") as new (options: object) => S3rver;
const KEYS = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" };

const PATIENT = { timeout: 120_000 };
const room = mkdtempSync(join(tmpdir(), "unspin-away-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));
beforeAll(() => {
  writeTree(join(room, "in"), { "lines.jsonl": jsonLines(24) });
  expect(unspin(room, ["batch", "in", "--out", "whole", "--jobs", "1"]).status).toBe(0);
  Object.assign(process.env, KEYS);
});

const expectWhole = (out: string) => {
  const [is, should] = [treeOf(join(room, out)), treeOf(join(room, "whole"))];
  expect(Object.keys(is)).toEqual(Object.keys(should));
  for (const [name, content] of Object.entries(is)) expect(content === should[name], name).toBe(true);
};

describe.skipIf(!hasRedis())("a storage that goes away in the middle of a run (needs redis-server installed)", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.discard());

  const batch = (out: string, storage: string, ...more: string[]) =>
    start(room, ["batch", "in", "--out", out, "--queue", server.url, "--storage", storage, "--job-size", "3", ...more]);
  /** Once a worker has begun. */
  const begun = async () => {
    const connection = await connect(queueAddress(server.url));
    await expect.poll(() => connection.queue("unspin").getActiveCount(), { timeout: 60_000 }).toBeGreaterThan(0);
    await connection.close();
  };

  it("is waited for, and the run comes to its end when it is back: a folder", PATIENT, async () => {
    const folder = join(room, "shared");
    const worker = await startWorker(room, server.url);
    const run = batch("folder", folder);
    await begun();
    // What stands in its place is no folder: even root cannot write there.
    renameSync(folder, `${folder}-away`);
    writeFileSync(folder, "");
    await expect.poll(() => run.said(), { timeout: 60_000 }).toMatch(/the storage cannot be used \(ENOTDIR/);
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
    expect(await run.ended, run.said()).toBe(0);
    expectWhole("folder");
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });

  it("is waited for, and the run comes to its end when it is back: a bucket", PATIENT, async () => {
    const [port, directory] = [await freePort(), join(room, "s3")];
    const options = { port, address: "127.0.0.1", silent: true, directory, configureBuckets: [{ name: "runs" }] };
    const first = new S3rver(options);
    await first.run();
    const storage = `s3://runs/run?endpoint=http://127.0.0.1:${port}`;
    const worker = await startWorker(room, server.url);
    const run = batch("bucket", storage);
    await begun();
    await first.close();
    await expect.poll(() => run.said(), { timeout: 60_000 }).toMatch(/the storage cannot be used /);
    const second = new S3rver({ ...options, configureBuckets: [] });
    await second.run();
    expect(await run.ended, run.said()).toBe(0);
    expectWhole("bucket");
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    await second.close();
  });

  it("ends the run when it stays away, and the same command goes on", PATIENT, async () => {
    const folder = join(room, "lost");
    writeFileSync(folder, "");
    const run = batch("lost-out", folder, "--patience", "2");
    expect(await run.ended, run.said()).toBe(3);
    expect(run.said()).toMatch(/the storage cannot be used \(.*Waiting for it/);
    expect(run.said()).toMatch(/the storage cannot be used .* Then run the same command again: it goes on from here/);
    rmSync(folder);
    const worker = await startWorker(room, server.url);
    const again = batch("lost-out", folder);
    expect(await again.ended, again.said()).toBe(0);
    expectWhole("lost-out");
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });
});

describe("an optional package that is not installed", () => {
  /** As if it were not there: Node looks for it in vain. */
  const without = (name: string) => {
    const hooks = `export const resolve = (found, context, next) => {
      if (found === ${JSON.stringify(name)}) throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
      return next(found, context);
    };`;
    const path = join(room, `without-${name.replaceAll("/", "-")}.mjs`);
    const address = JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`);
    writeFileSync(path, `import { register } from "node:module";\nregister(${address});\n`);
    return { NODE_OPTIONS: `--import ${pathToFileURL(path).href}` };
  };
  const [redis, postgres] = ["redis://127.0.0.1:1", "postgres://127.0.0.1:1/none"];

  it.each([
    ["bullmq", ["worker", "--queue", redis], "queues need the package bullmq. Install it: npm install bullmq"],
    [
      "bullmq",
      ["batch", "in", "--out", "o", "--queue", postgres],
      "queues need the package bullmq. Install it: npm install bullmq",
    ],
    [
      "ioredis",
      ["queue", "status", "--queue", redis],
      "queues on Redis need the package ioredis. Install it: npm install ioredis",
    ],
    [
      "pg",
      ["queue", "status", "--queue", postgres],
      "queues on PostgreSQL need the package pg. Install it: npm install pg",
    ],
    [
      "@aws-sdk/client-s3",
      ["batch", "in", "--out", "o", "--queue", redis, "--storage", "s3://bucket/run"],
      "S3-compatible storage needs the package @aws-sdk/client-s3. Install it: npm install @aws-sdk/client-s3",
    ],
  ])("is named, with what installs it: %s", async (name, args, message) => {
    const command = start(room, args, without(name));
    expect(await command.ended, main).toBe(2);
    expect(command.said()).toBe(`unspin: ${message}\n`);
  });
});
