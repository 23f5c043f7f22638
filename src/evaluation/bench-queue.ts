import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect, QueueWorker, queueAddress } from "../queues/index.js";
import { corpusLines } from "./queue-corpus.js";

// npm run bench:queue -- --queue redis://… [--documents 2000] [--workers 1,2,4] [--empty 20000]
// What a queue costs: empty jobs a second, and a run with worker processes against a local run on the same machine.

const MAIN = fileURLToPath(new URL("../cli/main.js", import.meta.url));
/** Clock ticks a second, as /proc counts processor time. */
const TICKS = 100;

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

interface Cost {
  /** Seconds on the clock, and of processor time in all processes. */
  readonly wall: number;
  readonly processor: number;
  /** Of that, in the process that began the run. */
  readonly own: number;
}

async function measureRuns(count: number, workers: readonly number[]): Promise<void> {
  if (count === 0) return;
  writeFileSync(join(room, "corpus.jsonl"), corpusLines(count));
  say(`${count.toLocaleString("en-US")} documents; seconds on the clock (processor seconds in brackets)`);
  for (const [round, processes] of workers.entries()) {
    const local = await timed([["batch", "corpus.jsonl", "--out", `local-${round}`, "--jobs", `${processes}`]]);
    const out = `queue-${round}`;
    const batch = ["batch", "corpus.jsonl", "--out", out, "--queue", values.queue];
    const worker = ["worker", "--queue", values.queue, "--jobs", "1"];
    const queued = await timed([batch, ...Array.from({ length: processes }, () => worker)]);
    const same = readFileSync(join(room, out, "report.jsonl")).equals(
      readFileSync(join(room, `local-${round}`, "report.jsonl")),
    );
    const more = (a: number, b: number) => `${(100 * (b / a - 1)).toFixed(1)} %`;
    say(
      `${processes} local threads ${shown(local)}; ${processes} worker processes ${shown(queued)}: ` +
        `${more(local.wall, queued.wall)} (${more(local.processor, queued.processor)}) more, ` +
        `${queued.own.toFixed(1)} of it where the run was begun; the report is ${same ? "the same" : "ANOTHER ONE"}`,
    );
  }
}

function shown({ wall, processor }: Cost): string {
  return `${wall.toFixed(1)} (${processor.toFixed(1)})`;
}

/** The first command's time, while the others serve it. They start before it, and count from when it does. */
async function timed([first, ...others]: readonly (readonly string[])[]): Promise<Cost> {
  const servants = others.map((args) => start(args));
  // A worker says that it is ready.
  await Promise.all(servants.map((one) => new Promise((resolve) => one.stderr!.once("data", resolve))));
  const begun = performance.now();
  const main = start(first!);
  const ended = new Promise<void>((resolve) => main.once("exit", () => resolve()));
  let own = 0;
  const timer = setInterval(() => {
    own = Math.max(own, processorSeconds(main));
  }, 50);
  await ended;
  clearInterval(timer);
  const wall = (performance.now() - begun) / 1000;
  const processor = own + servants.reduce((sum, one) => sum + processorSeconds(one), 0);
  for (const one of servants) one.kill("SIGTERM");
  await Promise.all(servants.map((one) => new Promise((resolve) => one.once("exit", resolve))));
  return { wall, processor, own };
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd: room, stdio: ["ignore", "ignore", "pipe"] });
}

/** Processor time of a process and its threads; 0 when it is gone. */
function processorSeconds({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}
