import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, queueAddress, retryFailed } from "../../src/queues/index.js";
import { planRun, WorkingFolder } from "../../src/runs/index.js";
import { unspin } from "../cli/run.js";
import { jsonLines, writeTree } from "../runs/material.js";
import { freePort } from "../servers/free-port.js";
import { hasPostgres, type PostgresServer, startPostgres, USER } from "../servers/postgres.js";
import { hasRedis, REDIS_PASSWORD, type RedisServer, startRedis } from "../servers/redis.js";
import { openExecutor, openWorker, VERSION } from "./opened.js";

const PATIENT = { timeout: 120_000 };

describe.skipIf(!hasRedis())("what goes wrong with a queue (needs redis-server installed)", () => {
  let server: RedisServer;
  let room = "";
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.discard());
  beforeEach(() => {
    room = mkdtempSync(join(tmpdir(), "unspin-queue-"));
  });
  afterEach(() => rmSync(room, { recursive: true, force: true }));

  const filesOf = (out: string) => planRun([join(room, "in")], { out: join(room, out), standardInput: "stdin" }).files;
  const batch = (url: string, ...more: string[]) =>
    unspin(room, ["batch", "in", "--out", "out", "--queue", url, ...more]);

  it("lets a worker of another version refuse, says so, and lets another do it", PATIENT, async () => {
    writeTree(join(room, "in"), { "a.jsonl": jsonLines(2) });
    const [file] = filesOf("out");
    const notes: string[] = [];
    const other: string[] = [];
    const wrong = await openWorker({ url: server.url, version: "9.9.9" }, other);
    const { executor } = await openExecutor(new WorkingFolder(join(room, "out")), { url: server.url }, notes);
    const running = executor.run({ file: file!, from: 0, to: null });
    await expect.poll(() => notes, { timeout: 20_000 }).toHaveLength(1);
    expect(notes[0]).toBe(
      `worker tester takes no part in this run: it has unspin 9.9.9, the run was begun with ${VERSION}`,
    );
    expect(other[0]).toMatch(/^refused: /);
    const status = unspin(room, ["queue", "status", "--queue", server.url]);
    expect(status.stdout.toString()).toMatch(/1 delayed|1 waiting|1 active/);
    await wrong.close();
    const right = await openWorker({ url: server.url });
    expect(await running).toMatchObject({ state: "done", totals: { documents: 2 } });
    await right.close();
    await executor.close();
  });

  it("sets a document aside that three workers died of, and does the rest", PATIENT, async () => {
    const lines = ["fine", "a poison", "well"].map((text) => `{"title":"","text":"${text}"}\n`).join("");
    writeTree(join(room, "in"), { "a.jsonl": lines });
    const [file] = filesOf("out");
    const script = new URL("suicidal-worker.mjs", import.meta.url).href;
    const path = fileURLToPath(new URL("worker-process.mjs", import.meta.url));
    let deaths = 0;
    let isOver = false;
    const keeper = (async () => {
      while (!isOver) {
        const child = spawn(process.execPath, [path, server.url, script, VERSION], { stdio: "ignore" });
        const timer = setInterval(() => isOver && child.kill("SIGTERM"), 100);
        const signal = await new Promise((resolve) => child.once("exit", (_, by) => resolve(by)));
        clearInterval(timer);
        if (signal === "SIGKILL") deaths += 1;
      }
    })();
    const working = new WorkingFolder(join(room, "out"));
    const { executor, failures } = await openExecutor(working, { url: server.url });
    const shard = { file: file!, from: 0, to: null };
    const outcome = await executor.run(shard);
    isOver = true;
    await keeper;
    expect(outcome).toMatchObject({ state: "done", totals: { documents: 3, failures: 1 } });
    expect(failures).toEqual([
      expect.objectContaining({ line: 2, reason: "not repaired: set aside: 3 workers ended while they repaired it" }),
    ]);
    // One that nobody was careful yet for, and three of the document alone.
    expect(deaths).toBe(4);
    expect(readFileSync(working.outputPart(shard), "utf8")).toBe(lines);
    await executor.close();
  });

  it("gives up what fails again and again, and does it when asked to retry", PATIENT, async () => {
    writeTree(join(room, "in"), { "a.jsonl": jsonLines(1) });
    const [file] = filesOf("out");
    const { executor } = await openExecutor(new WorkingFolder(join(room, "out")), { url: server.url });
    const running = executor.run({ file: file!, from: 0, to: null });
    const connection = await connect(queueAddress(server.url));
    const queue = connection.queue("unspin");
    await expect.poll(() => queue.getWaitingCount()).toBe(1);
    const worker = connection.worker(
      "unspin",
      async () => {
        throw new Error("the disk of this worker is full");
      },
      { settings: { backoffStrategy: () => 1 } },
    );
    await expect(running).rejects.toThrow("no worker could do it: the disk of this worker is full");
    await worker.close();
    expect(await retryFailed(connection)).toBe(0);
    await connection.close();
    await executor.close();
  });

  it("stops a run whose jobs are drained, resumable", PATIENT, async () => {
    writeTree(join(room, "in"), { "a.txt": "A short text.\n" });
    const { executor } = await openExecutor(new WorkingFolder(join(room, "out")), { url: server.url });
    const files = filesOf("out");
    executor.begin?.({ files, failures: [] });
    const running = executor.run({ file: files[0]!, from: 0, to: null });
    running.catch(() => {});
    const connection = await connect(queueAddress(server.url));
    await expect.poll(() => connection.queue("unspin").getWaitingCount()).toBe(1);
    expect(unspin(room, ["queue", "drain", "--queue", server.url]).stderr).toBe(
      "unspin: 1 job taken off the queue; what is under way is still finished\n",
    );
    await expect(running).rejects.toThrow("the queue was drained. To go on, run the same command again.");
    await connection.close();
    await executor.close();
  });

  it("says what is wrong before anything is done: password, host, address", async () => {
    writeTree(join(room, "in"), { "a.txt": "A short text.\n" });
    const nobody = await freePort();
    const wrong = batch(`redis://:wr0ng-one@127.0.0.1:${server.port}`);
    expect(wrong).toMatchObject({ status: 2 });
    expect(wrong.stderr).toBe(
      `unspin: redis://:***@127.0.0.1:${server.port}: the server refuses the user or the password. Check both in the address.\n`,
    );
    const away = batch(`redis://:${REDIS_PASSWORD}@127.0.0.1:${nobody}`);
    expect(away).toMatchObject({ status: 2 });
    expect(away.stderr).toMatch(
      /^unspin: redis:\/\/:\*\*\*@127.0.0.1:\d+: no answer \(ECONNREFUSED\)\. Start Redis there/,
    );
    const odd = batch("http://localhost");
    expect(odd).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no address of a queue. Write one as redis:/),
    });
    const worker = unspin(room, ["worker", "--queue", `redis://:wr0ng-one@127.0.0.1:${server.port}`]);
    expect(worker).toMatchObject({ status: 2, stderr: expect.not.stringContaining("wr0ng") });
  });

  it("stops resumable when the server goes for good, and when it is full", PATIENT, async () => {
    writeTree(join(room, "in"), { "a.txt": "A short text.\n" });
    const small = await startRedis({ maxmemory: "1mb" });
    const full = batch(small.url, "--patience", "1");
    expect(full).toMatchObject({ status: 3 });
    expect(full.stderr).toMatch(/is full; waiting for room/);
    expect(full.stderr).toMatch(/takes no more jobs .*run the same command again/);
    // A worker is given nothing by such a server, and says why it does nothing.
    const idle = spawn(process.execPath, [mainOf(), "worker", "--queue", small.url, "--jobs", "1"], { stdio: "pipe" });
    let why = "";
    idle.stderr.on("data", (data) => {
      why += String(data);
    });
    await expect.poll(() => why, { timeout: 20_000 }).toMatch(/is full \(OOM .*\); waiting for room/);
    idle.kill("SIGTERM");
    await small.discard();
    const going = await startRedis();
    const child = spawn(
      process.execPath,
      [mainOf(), ...["batch", "in", "--out", "gone", "--queue", going.url, "--patience", "2"]],
      {
        cwd: room,
      },
    );
    let said = "";
    child.stderr.on("data", (data) => {
      said += String(data);
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const watcher = await connect(queueAddress(going.url));
    await expect.poll(() => watcher.queue("unspin").getWaitingCount(), { timeout: 30_000 }).toBe(1);
    await watcher.close();
    await going.halt("now");
    expect(await ended).toBe(3);
    expect(said).toMatch(/no answer for \d+ s. See that the server runs again. Then run the same command again/);
    expect(said).not.toContain(REDIS_PASSWORD);
    await going.start();
    const worker = await openCliWorker(going.url);
    expect(unspin(room, ["batch", "in", "--out", "gone", "--queue", going.url])).toMatchObject({ status: 0 });
    expect(readFileSync(join(room, "gone", "a.txt"), "utf8")).toBe("A short text.\n");
    const report = unspin(room, ["queue", "report", "--queue", going.url]);
    expect(report.stdout).toEqual(readFileSync(join(room, "gone", "report.jsonl")));
    worker.kill("SIGTERM");
    await going.discard();
  });
});

describe.skipIf(!hasPostgres())("a wrong password for PostgreSQL (needs PostgreSQL installed)", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.discard());

  it("is said, and never shown", () => {
    const { status, stderr } = unspin(tmpdir(), [
      ...["queue", "status", "--queue", `postgres://${USER}:wr0ng-one@127.0.0.1:${server.port}/postgres`],
    ]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `unspin: postgres://${USER}:***@127.0.0.1:${server.port}/postgres: the server refuses the user or the password. Check both in the address.\n`,
    });
  });
});

function mainOf(): string {
  return fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
}

async function openCliWorker(url: string) {
  const child = spawn(process.execPath, [mainOf(), "worker", "--queue", url, "--jobs", "1"], { stdio: "pipe" });
  await new Promise((resolve) => child.stderr.once("data", resolve));
  return child;
}
