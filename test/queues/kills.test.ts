import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main, unspin } from "../cli/run.js";
import { crawl, jsonLines, rss, table, treeOf, writeTree, zipped } from "../runs/material.js";
import { hasPostgres, startPostgres } from "../servers/postgres.js";
import { hasRedis, startRedis } from "../servers/redis.js";

const { UNSPIN_KILLS } = process.env;
/** Pages and rows; many more on demand: npm run test:kills, which also cuts files to jobs of the usual size. */
const CRAWLED = UNSPIN_KILLS === undefined ? 8 : 1200;
const JOB_SIZE = UNSPIN_KILLS === undefined ? "2" : "60";
const MOST_TIME = UNSPIN_KILLS === undefined ? 300_000 : 1_800_000;
/** Milliseconds between two kills of a worker. */
const KILL_EVERY = 3000;
/** Restarts of the server, as after a failure. */
const RESTARTS = 2;

interface Broker {
  readonly url: string;
  halt(how: "now"): Promise<void>;
  start(): Promise<void>;
  discard(): Promise<void>;
}

const brokers: readonly (readonly [name: string, isThere: boolean, start: () => Promise<Broker>])[] = [
  ["Redis (needs redis-server installed)", hasRedis(), startRedis],
  [
    "PostgreSQL (needs PostgreSQL installed)",
    hasPostgres(),
    async () => {
      const server = await startPostgres();
      const { halt, start, discard } = server;
      const own = { halt: halt.bind(server), start: start.bind(server), discard: discard.bind(server) };
      return { url: server.url(), ...own };
    },
  ],
];

const room = mkdtempSync(join(tmpdir(), "unspin-queue-kills-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));

beforeAll(() => {
  writeTree(join(room, "in"), {
    "deep/lines.jsonl": `\ufeff${jsonLines(20)}{"text": oops}\n\n${jsonLines(12, 200)}`,
    "feed.xml": rss(4),
    "packed.jsonl.gz": Buffer.concat([zipped(jsonLines(3, 7)), zipped(jsonLines(3, 90))]),
    "pages.warc.gz": crawl(CRAWLED),
    "table.csv": table(CRAWLED),
    "story.txt": "A tale that nobody has garbled stays as it is, word for word, whatever befalls the machine.\n",
  });
  expect(unspin(room, ["batch", "in", "--out", "whole", "--jobs", "2"]).status).toBe(3);
}, MOST_TIME);

describe.each(brokers)("a run on %s", (_, isThere, start) => {
  it.skipIf(!isThere)(
    "comes to the same end although workers are killed and the server fails",
    { timeout: MOST_TIME },
    async () => {
      const broker = await start();
      const out = `out-${broker.url.slice(0, 5)}`;
      const run = spawn(
        process.execPath,
        [main, "batch", "in", "--out", out, "--queue", broker.url, "--job-size", JOB_SIZE, "--patience", "60"],
        { cwd: room, stdio: ["ignore", "ignore", "pipe"] },
      );
      let said = "";
      run.stderr.on("data", (data) => {
        said += String(data);
      });
      const state = { isOver: false, kills: 0 };
      const ended = new Promise<number | null>((resolve) => run.once("exit", resolve)).finally(() => {
        state.isOver = true;
      });
      const workers = [keep(broker.url, state, 0), keep(broker.url, state, KILL_EVERY / 2)];
      while (!state.isOver && !existsSync(join(room, out, ".unspin", "shared"))) await pause(100);
      for (let restarts = 0; restarts < RESTARTS && !state.isOver; restarts++) {
        await Promise.race([pause(3000), ended]);
        await broker.halt("now");
        await pause(500);
        await broker.start();
      }
      expect(await ended, said).toBe(3);
      await Promise.all(workers);
      expect(state.kills).toBeGreaterThan(0);
      const [is, should] = [treeOf(join(room, out)), treeOf(join(room, "whole"))];
      expect(Object.keys(is)).toEqual(Object.keys(should));
      for (const [name, content] of Object.entries(is)) expect(content === should[name], `${name}: ${said}`).toBe(true);
      process.stderr.write(`${broker.url.slice(0, 5)}: ${state.kills} kills of workers, ${RESTARTS} of the server\n`);
      await broker.discard();
    },
  );
});

/** Keeps a worker at work, and kills it every few seconds. */
async function keep(url: string, state: { isOver: boolean; kills: number }, delay: number): Promise<void> {
  await pause(delay);
  while (!state.isOver) {
    const child = spawn(process.execPath, [main, "worker", "--queue", url, "--jobs", "1", "--takeover", "2"], {
      stdio: "ignore",
    });
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    // It lives a little longer each time, so that even a slow machine comes to an end.
    const isKilled = await killedAfter(child, gone, KILL_EVERY + 500 * state.kills, state);
    if (isKilled) state.kills += 1;
    await gone;
  }
}

async function killedAfter(
  child: ChildProcess,
  gone: Promise<void>,
  milliseconds: number,
  state: { readonly isOver: boolean },
): Promise<boolean> {
  const isGone = gone.then(() => true);
  for (let waited = 0; waited < milliseconds && !state.isOver; waited += 100) {
    if (await Promise.race([isGone, pause(100, false)])) return false;
  }
  child.kill("SIGKILL");
  return !state.isOver;
}
