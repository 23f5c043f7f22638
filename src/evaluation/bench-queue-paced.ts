import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { EngineOptions } from "../engine.js";
import { connect, openStorage, QueueExecutor, QueueWorker, queueAddress, specOf } from "../queues/index.js";
import { type ExecutorContext, planRun, provenanceOf, runBatch, WorkingFolder } from "../runs/index.js";
import { corpusLines } from "./queue-corpus.js";

// npm run bench:queue:paced -- --queue redis://… [--documents 10000] [--workers 1,2,4] [--pace 6] [--rounds 1]
// What a queue costs beside a local run when every document takes a fixed time of its thread: without the noise of an
// engine's processor time on a machine that others use. With --pace 0, its processor time for each document.

const { values } = parseArgs({
  options: {
    queue: { type: "string", default: "redis://127.0.0.1:6379?queue=bench" },
    documents: { type: "string", default: "10000" },
    workers: { type: "string", default: "1,2,4" },
    pace: { type: "string", default: "6" },
    rounds: { type: "string", default: "1" },
    role: { type: "string" },
    out: { type: "string", default: "" },
    jobs: { type: "string", default: "1" },
  },
});
const SELF = fileURLToPath(import.meta.url);
const SCRIPT = new URL("paced-thread.js", import.meta.url);
const VERSION = "bench";
const engine = { milliseconds: Number(values.pace) } as EngineOptions;

if (values.role === "worker") await work();
else if (values.role === undefined) await compare();
else await run(values.role === "queue");

/** What a run took, in seconds; processor time is that of all processes but the queue's server. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

async function compare(): Promise<void> {
  const room = mkdtempSync(join(tmpdir(), "unspin-paced-"));
  try {
    writeFileSync(join(room, "corpus.jsonl"), corpusLines(Number(values.documents)));
    for (const workers of values.workers.split(",").map(Number)) {
      for (let round = 0; round < Number(values.rounds); round++) await compareOnce(room, workers);
    }
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

async function compareOnce(room: string, workers: number): Promise<void> {
  const outs = ["local", "queue"].map((name) => join(room, name));
  for (const out of outs) rmSync(out, { recursive: true, force: true });
  const local = await told(start(room, "local", outs[0]!, workers));
  const servants = Array.from({ length: workers }, () => start(room, "worker", "", 1));
  await Promise.all(servants.map((one) => new Promise((resolve) => one.stdout?.once("data", resolve))));
  const queued = await told(start(room, "queue", outs[1]!, 1));
  const ends = servants.map(told);
  for (const one of servants) one.kill("SIGTERM");
  const processor = (await Promise.all(ends)).reduce((sum, one) => sum + one.processor, queued.processor);
  const [a, b] = outs.map((out) => readFileSync(join(out, "report.jsonl")));
  const each = (1000 * (processor - local.processor)) / Number(values.documents);
  process.stdout.write(
    `${workers} threads ${local.wall.toFixed(1)} s, ${workers} worker processes ${queued.wall.toFixed(1)} s: ` +
      `${(100 * (queued.wall / local.wall - 1)).toFixed(1)} % more; ${each.toFixed(3)} ms of the processor more a document; ` +
      `the report is ${a!.equals(b!) ? "the same" : "ANOTHER ONE"}\n`,
  );
}

function start(cwd: string, role: string, out: string, jobs: number): ChildProcess {
  const given = ["--role", role, "--queue", values.queue, "--pace", values.pace, "--out", out, "--jobs", `${jobs}`];
  return spawn(process.execPath, [SELF, ...given], { cwd, stdio: ["ignore", "pipe", "inherit"] });
}

/** The last line that a child prints. */
async function told(child: ChildProcess): Promise<Cost> {
  let said = "";
  child.stdout?.on("data", (data) => {
    said += String(data);
  });
  await new Promise((resolve) => child.once("close", resolve));
  return JSON.parse(said.trim().split("\n").at(-1)!) as Cost;
}

function tell(wall: number): void {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${JSON.stringify({ wall: wall / 1000, processor: (user + system) / 1e6 })}\n`);
}

async function work(): Promise<void> {
  const worker = await QueueWorker.start({
    connection: await connect(queueAddress(values.queue)),
    ...{ name: `paced-${process.pid}`, temporary: tmpdir(), takeover: 30_000, patience: 30_000, grace: 0 },
    ...{ jobs: 1, unspin: VERSION, script: SCRIPT },
    events: { resident: () => 0, now: () => Date.now(), done() {}, refused: fail, failed: fail, recycled() {} },
  });
  process.stdout.write("ready\n");
  process.once("SIGTERM", async () => {
    await worker.stop();
    tell(0);
    process.exit();
  });
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`);
}

async function run(isQueued: boolean): Promise<void> {
  const begun = performance.now();
  const working = new WorkingFolder(values.out);
  await working.claim();
  const given = { mode: "balanced", protect: [], fields: [], inputFormat: "", check: false, only: "" } as const;
  const provenance = await provenanceOf({ ...given, unspin: VERSION, dictionaries: [], decisions: [] });
  const inputs = ["corpus.jsonl"];
  await runBatch({
    plan: planRun(inputs, { out: values.out, standardInput: "stdin" }),
    standardInput: process.stdin,
    working,
    options: { check: false, onlySpun: false },
    provenance,
    ...(isQueued && { open: openQueue }),
    pool: { engine, jobs: Number(values.jobs), script: SCRIPT },
    inputs,
    clock: () => new Date().toISOString(),
    signal: new AbortController().signal,
    events: { advanced() {}, failed: ({ reason }) => fail(reason), changed() {}, noted: fail },
  });
  tell(performance.now() - begun);
  await working.release();
  process.exit();
}

async function openQueue(context: ExecutorContext): Promise<QueueExecutor> {
  const { working, options, provenance } = context;
  mkdirSync(working.path, { recursive: true });
  const storage = await openStorage(join(working.path, "shared"));
  const spec = await specOf({ out: working.out, storage: storage.address, options, engine, provenance });
  const clock = () => new Date().toISOString();
  const connection = await connect(queueAddress(values.queue));
  return new QueueExecutor(context, { connection, storage, spec, patience: 60_000, clock });
}
