import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect, QueueWorker, queueAddress } from "../queues/index.js";
import { type Cost, inTurns } from "./in-turns.js";
import { corpusLines } from "./queue-corpus.js";

// npm run bench:queue -- --queue redis://… [--documents 2000] [--workers 1,2,4] [--empty 20000]
// What a queue costs: empty jobs a second, and a run with worker processes against local runs on the same machine.

const MAIN = fileURLToPath(new URL("../cli/main.js", import.meta.url));

const { values } = parseArgs({
  options: {
    queue: { type: "string", default: "redis://127.0.0.1:6379?queue=bench" },
    documents: { type: "string", default: "2000" },
    workers: { type: "string", default: "1,2,4" },
    empty: { type: "string", default: "20000" },
  },
});

const room = mkdtempSync(join(tmpdir(), "unspin-bench-queue-"));
try {
  await measureEmpty(Number(values.empty));
  await measureRuns(Number(values.documents), values.workers.split(",").map(Number));
} finally {
  rmSync(room, { recursive: true, force: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Jobs that hold nothing, through one worker process: what the queue itself can do. */
async function measureEmpty(count: number): Promise<void> {
  if (count === 0) return;
  const connection = await connect(queueAddress(values.queue));
  const queue = connection.queue(connection.address.queue);
  const begun = performance.now();
  for (let at = 0; at < count; at += 1000) {
    const jobs = Array.from({ length: Math.min(1000, count - at) }, () => ({ name: "shard", data: { shards: [] } }));
    await queue.addBulk(jobs.map((job) => ({ ...job, opts: { removeOnComplete: true } })));
  }
  const asked = performance.now();
  const used = process.cpuUsage();
  const own = await connect(queueAddress(values.queue));
  const worker = await QueueWorker.start({
    connection: own,
    ...{ name: "bench", temporary: room, takeover: 30_000, patience: 30_000, grace: 0, jobs: 1, unspin: "" },
    concurrency: 64,
    events: { resident: () => 0, now: () => 0, done() {}, refused() {}, failed() {}, recycled() {} },
  });
  while ((await queue.getWaitingCount()) + (await queue.getActiveCount()) > 0) await pause(20);
  const rate = (from: number, to: number) => Math.round((count / (to - from)) * 1000).toLocaleString("en-US");
  const done = performance.now();
  const { user, system } = process.cpuUsage(used);
  // The processor's own seconds tell more than the clock's where other programs share the machine.
  const processor = rate(0, (user + system) / 1000);
  say(
    `empty jobs: ${rate(begun, asked)} a second asked for, ${rate(asked, done)} a second done (${processor} a processor second)`,
  );
  await worker.stop();
  await Promise.all([own.close(), connection.close()]);
}

/** A run with worker processes, as many threads of one process, and as many local processes without a queue. */
async function measureRuns(count: number, workers: readonly number[]): Promise<void> {
  if (count === 0) return;
  const lines = corpusLines(count);
  writeFileSync(join(room, "corpus.jsonl"), lines);
  say(`${count.toLocaleString("en-US")} documents; seconds on the clock (processor seconds in brackets), in turns`);
  for (const [round, processes] of workers.entries()) {
    const shares = sharesOf(lines, processes).map((share, at) => {
      const name = `corpus-${round}-${at}.jsonl`;
      writeFileSync(join(room, name), share);
      return [MAIN, "batch", name, "--out", `share-${round}-${at}`, "--jobs", "1"];
    });
    const worker = [MAIN, "worker", "--queue", values.queue, "--jobs", "1"];
    const [threads, local, queued] = await inTurns(room, [
      { name: "threads", commands: [[MAIN, ...batch(`threads-${round}`), "--jobs", `${processes}`]] },
      { name: "processes", commands: shares },
      {
        name: "queue",
        commands: [[MAIN, ...batch(`queue-${round}`), "--queue", values.queue]],
        servants: Array.from({ length: processes }, () => worker),
      },
    ]);
    const [one, other] = ["queue", "threads"].map((name) =>
      readFileSync(join(room, `${name}-${round}`, "report.jsonl")),
    );
    say(
      `${processes} threads of a local run ${shown(threads!)}; ${processes} local runs ${shown(local!)}, ` +
        `${more(threads!, local!)}; ${processes} worker processes ${shown(queued!)}, ${more(threads!, queued!)} than the threads, ` +
        `${more(local!, queued!)} than the local runs; the report is ${one!.equals(other!) ? "the same" : "ANOTHER ONE"}`,
    );
  }
}

function batch(out: string): readonly string[] {
  return ["batch", "corpus.jsonl", "--out", out];
}

/** Whole lines, about as many in each share. */
function sharesOf(lines: string, count: number): readonly string[] {
  const all = lines.split("\n").slice(0, -1);
  const each = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, at) =>
    all
      .slice(at * each, (at + 1) * each)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

function shown({ wall, processor }: Cost): string {
  return `${wall.toFixed(1)} (${processor.toFixed(1)})`;
}

function more(less: Cost, cost: Cost): string {
  const percent = (a: number, b: number) => `${b < a ? "" : "+"}${(100 * (b / a - 1)).toFixed(1)} %`;
  return `${percent(less.wall, cost.wall)} (${percent(less.processor, cost.processor)})`;
}
