import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, queueAddress } from "../../src/queues/index.js";
import { unspin } from "../cli/run.js";
import { jsonLines, treeOf, writeTree } from "../runs/material.js";
import { freePort } from "../servers/free-port.js";
import { hasPostgres, PASSWORD, type PostgresServer, startPostgres } from "../servers/postgres.js";
import { hasRedis, REDIS_PASSWORD, type RedisServer, startRedis } from "../servers/redis.js";
import { start, startWorker } from "./started.js";

const PATIENT = { timeout: 120_000 };
const room = mkdtempSync(join(tmpdir(), "unspin-worker-test-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const expectSame = (out: string, whole: string) => {
  const [is, should] = [treeOf(join(room, out)), treeOf(join(room, whole))];
  expect(Object.keys(is)).toEqual(Object.keys(should));
  for (const [name, content] of Object.entries(is)) expect(content === should[name], name).toBe(true);
};

beforeAll(() => {
  writeTree(join(room, "in"), { "lines.jsonl": jsonLines(24) });
  expect(unspin(room, ["batch", "in", "--out", "whole", "--jobs", "1"]).status).toBe(0);
});

describe.skipIf(!hasRedis())("a worker (needs redis-server installed)", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.discard());

  const batch = (out: string, ...more: string[]) =>
    start(room, ["batch", "in", "--out", out, "--queue", server.url, ...more]);

  it("tells of its health and counts its work, and never a password", PATIENT, async () => {
    const port = await freePort();
    const own = await startRedis();
    const worker = await startWorker(room, own.url, "--health", `${port}`);
    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } });
      return { status: answer.status, text: await answer.text() };
    };
    expect(await ask("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect((await ask("/other")).status).toBe(404);
    const run = unspin(room, ["batch", "in", "--out", "healthy", "--queue", own.url, "--job-size", "2"]);
    expect(run.status).toBe(0);
    expectSame("healthy", "whole");
    const { text: metrics } = await ask("/metrics");
    expect(metrics).toMatch(/^unspin_documents_total 24$/m);
    expect(metrics).toMatch(/^unspin_job_seconds_count [2-9]$/m);
    expect(metrics).toMatch(/^unspin_queue_waiting 0$/m);
    expect(metrics).toMatch(/^unspin_refusals_total 0$/m);
    const status = unspin(room, ["queue", "status", "--queue", own.url, "--format", "json"]);
    await own.halt("now");
    const ailing = async () => (await ask("/healthz")).status;
    await expect.poll(ailing, { timeout: 40_000, interval: 500 }).toBe(503);
    const { text } = await ask("/healthz");
    expect(text).toBe(`redis://:***@127.0.0.1:${own.port} does not answer\n`);
    // Nobody is there to be told that it ends.
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(3);
    expect(worker.said()).toMatch(/no answer; nothing could be given back/);
    const record = readFileSync(join(room, "healthy", "run.json"), "utf8");
    const all = [metrics, text, worker.said(), run.stderr, status.stdout.toString(), status.stderr, record];
    expect(all.join("\n")).not.toContain(REDIS_PASSWORD);
    await own.discard();
  });

  it("starts its threads anew when they need more memory than they may, and goes on", PATIENT, async () => {
    const worker = await startWorker(room, server.url, "--memory", "1");
    const run = batch("recycled", "--job-size", "2");
    expect(await run.ended, run.said()).toBe(0);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    expect(worker.said()).toMatch(/\d+ MB in use; threads are started anew/);
    expectSame("recycled", "whole");
  });

  it("gives back what it cannot finish in time, and ends", PATIENT, async () => {
    const connection = await connect(queueAddress(server.url));
    const queue = connection.queue("unspin");
    const hasty = await startWorker(room, server.url, "--grace", "0");
    const run = batch("returned");
    await expect.poll(() => queue.getActiveCount(), { timeout: 60_000 }).toBe(1);
    hasty.child.kill("SIGTERM");
    expect(await hasty.ended, hasty.said()).toBe(0);
    expect(hasty.said()).toMatch(/what is under way is finished, or goes back/);
    expect(hasty.said()).toMatch(/ends after 0 jobs/);
    const counts = await queue.getJobCounts("waiting", "active", "failed", "delayed");
    expect(counts).toMatchObject({ waiting: 1, active: 0, failed: 0, delayed: 0 });
    const patient = await startWorker(room, server.url);
    await expect.poll(() => queue.getActiveCount(), { timeout: 60_000 }).toBe(1);
    patient.child.kill("SIGTERM");
    expect(await patient.ended).toBe(0);
    expect(patient.said()).toMatch(/ends after 1 jobs with 24 documents/);
    expect(await run.ended, run.said()).toBe(0);
    expectSame("returned", "whole");
    await connection.close();
  });

  it(
    "takes part with the run's dictionaries, ledger and reference store, and refuses when they change",
    PATIENT,
    async () => {
      writeFileSync(join(room, "own.yaml"), ownTable());
      writeFileSync(join(room, "ledger.jsonl"), "");
      const [first = ""] = jsonLines(1).split("\n");
      writeFileSync(join(room, "articles.jsonl"), `${first}\n`);
      expect(unspin(room, ["reference", "add", "refs.sqlite", "articles.jsonl"]).status).toBe(0);
      const flags = ["--dictionary", "own.yaml", "--decisions", "ledger.jsonl", "--reference", "refs.sqlite"];
      expect(unspin(room, ["batch", "in", "--out", "known", "--jobs", "1", ...flags]).status).toBe(0);
      const worker = await startWorker(tmpdir(), server.url);
      const run = batch("known-queue", ...flags);
      expect(await run.ended, run.said()).toBe(0);
      worker.child.kill("SIGTERM");
      await worker.ended;
      expectSame("known-queue", "known");
      const other = batch("changed", ...flags);
      const connection = await connect(queueAddress(server.url));
      await expect.poll(() => connection.queue("unspin").getWaitingCount(), { timeout: 60_000 }).toBe(1);
      writeFileSync(join(room, "own.yaml"), ownTable("port"));
      writeFileSync(join(room, "other.sqlite"), "");
      const wrong = await startWorker(room, server.url, "--reference", "other.sqlite");
      await expect.poll(() => other.said(), { timeout: 60_000 }).toContain("takes no part in this run");
      wrong.child.kill("SIGTERM");
      expect(await wrong.ended).toBe(0);
      expect(wrong.said()).toMatch(
        /it would give other results: the dictionary .*own\.yaml changed; the reference store other\.sqlite holds something else here/,
      );
      other.child.kill("SIGINT");
      expect(await other.ended).toBe(130);
      await connection.close();
    },
  );
});

/** A dictionary with one pair. */
function ownTable(original = "harbour"): string {
  return `# unspin dictionary 1
family: own
title: one of our own
keep: 0.5
source: this test
entries:
  - spun: "ship parking place"
    original: ${original}
    repairs:
      - ["The old ship parking place is full.", "The old ${original} is full."]
    keeps:
      - "A ship stands in the parking place."
`;
}

describe.skipIf(!hasRedis() || !hasPostgres())(
  "a reference store on a server (needs redis-server and PostgreSQL)",
  () => {
    let server: RedisServer;
    let store: PostgresServer;
    beforeAll(async () => {
      [server, store] = await Promise.all([startRedis(), startPostgres()]);
    });
    afterAll(() => Promise.all([server.discard(), store.discard()]));

    it("is shared by the workers, its password told to each and written nowhere", PATIENT, async () => {
      writeFileSync(join(room, "articles.jsonl"), jsonLines(3));
      const reference = store.url();
      expect(unspin(room, ["reference", "add", reference, "articles.jsonl"])).toMatchObject({ status: 0 });
      expect(unspin(room, ["batch", "in", "--out", "far", "--jobs", "1", "--reference", reference]).status).toBe(0);
      const begin = () =>
        start(room, ["batch", "in", "--out", "far-queue", "--queue", server.url, "--reference", reference]);
      const run = begin();
      const ignorant = await startWorker(room, server.url);
      await expect.poll(() => run.said(), { timeout: 60_000 }).toMatch(/takes no part in this run: .*password/);
      ignorant.child.kill("SIGTERM");
      await ignorant.ended;
      const spec = treeOf(join(room, "far-queue"));
      const knowing = await startWorker(room, server.url, "--reference", reference);
      expect(await run.ended, run.said()).toBe(0);
      knowing.child.kill("SIGTERM");
      await knowing.ended;
      expectSame("far-queue", "far");
      const record = readFileSync(join(room, "far-queue", "run.json"), "utf8");
      const all = [record, run.said(), ignorant.said(), knowing.said(), ...Object.values(spec)].join("\n");
      expect(all).not.toContain(PASSWORD);
      expect(all).not.toContain(REDIS_PASSWORD);
    });
  },
);
