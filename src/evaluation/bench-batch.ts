/**
 * `npm run bench:batch`: what a run over feeds takes, on files made of this project's samples, each run a process of its own.
 *
 *     node dist/evaluation/bench-batch.js [--only speed,jobs,memory,feed] [--megabytes N] [--rounds N] [--large N] [--items N] [--markdown]
 *
 * `--megabytes` is the size of the files for speed and jobs, `--large` that of the large file for memory (against 10 MB, or a
 * tenth of it where that is less), of clean stories.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BatchRun, runBatchChild } from "./batch-child.js";
import { writeFeed, writeJsonLines } from "./batch-material.js";
import { type PlainTable, renderPlainMarkdown, renderPlainText } from "./plain-table.js";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "speed,jobs,memory,feed" },
    megabytes: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
    large: { type: "string", default: "200" },
    items: { type: "string", default: "100000" },
    markdown: { type: "boolean" },
  },
});
const [megabytes, rounds, large, items] = [values.megabytes, values.rounds, values.large, values.items].map(Number) as [
  number,
  number,
  number,
  number,
];
const room = mkdtempSync(join(tmpdir(), "unspin-bench-"));
const out = join(room, "out");
try {
  for (const part of values.only.split(",")) printTable(await measured(part));
} finally {
  rmSync(room, { recursive: true });
}

async function measured(part: string): Promise<PlainTable> {
  switch (part) {
    case "speed":
      return speed();
    case "jobs":
      return jobs();
    case "memory":
      return memory();
    case "feed":
      return feed();
    default:
      throw new Error(`--only ${part}: say speed, jobs, memory or feed, with commas between.`);
  }
}

/** Clean JSON Lines on one core: best of the rounds, and by processor time, which other programs do not stretch. */
async function speed(): Promise<PlainTable> {
  const input = join(room, "clean.jsonl");
  await writeJsonLines(input, "clean", megabytes * 1e6);
  const size = statSync(input).size / 1e6;
  const runs: BatchRun[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await runBatchChild({ input, out, jobs: 1, cores: "0" }));
  const [best, least] = [leastOf(runs, "seconds"), leastOf(runs, "cpu")];
  return {
    title: `Clean JSON Lines, ${size.toFixed(1)} MB, one core, best of ${rounds}`,
    head: ["", "seconds", "MB / s"],
    rows: [
      ["by the clock", best.toFixed(1), (size / best).toFixed(2)],
      ["of the processor", least.toFixed(1), (size / least).toFixed(2)],
    ],
  };
}

/** One worker and two in turn, so that what else the machine does befalls both. */
async function jobs(): Promise<PlainTable> {
  const input = join(room, "mixed.jsonl");
  await writeJsonLines(input, "mixed", megabytes * 1e6);
  const runs: Record<1 | 2, BatchRun[]> = { 1: [], 2: [] };
  for (let round = 0; round < rounds; round++) {
    for (const count of [1, 2] as const) runs[count].push(await runBatchChild({ input, out, jobs: count }));
  }
  const ratios = runs[1].map(({ seconds }, round) => seconds / runs[2][round]!.seconds).sort((a, b) => a - b);
  const row = (name: string, count: 1 | 2) => [
    name,
    leastOf(runs[count], "seconds").toFixed(1),
    Math.max(...runs[count].map(({ seconds }) => seconds)).toFixed(1),
    leastOf(runs[count], "cpu").toFixed(1),
  ];
  const best = leastOf(runs[1], "seconds") / leastOf(runs[2], "seconds");
  return {
    title:
      `JSON Lines with garbled and clean stories, ${megabytes} MB, ${rounds} rounds in turn: two workers are ${best.toFixed(2)} times as fast ` +
      `(best against best; round by round ${ratios[0]!.toFixed(2)}–${ratios.at(-1)!.toFixed(2)})`,
    head: ["workers", "least seconds", "most", "least of the processor"],
    rows: [row("one", 1), row("two", 2)],
  };
}

/** A large file of clean stories against a small one. */
async function memory(): Promise<PlainTable> {
  const sizes = [Math.min(10, large / 10), large];
  const rows: string[][] = [];
  for (const size of sizes) {
    const input = join(room, "large.jsonl");
    await writeJsonLines(input, "clean", size * 1e6);
    const run = await runBatchChild({ input, out, jobs: 1 });
    rows.push([`${size} MB`, run.seconds.toFixed(1), run.peak.toFixed(0), quarters(run.curve)]);
  }
  const ratio = Number(rows[1]![2]) / Number(rows[0]![2]);
  return {
    title: `Resident memory, clean JSON Lines: ${ratio.toFixed(2)} times as much for the large file`,
    head: ["file", "seconds", "most MB", "most MB in each quarter of the time"],
    rows,
  };
}

async function feed(): Promise<PlainTable> {
  const input = join(room, "feed.xml");
  await writeFeed(input, items);
  const run = await runBatchChild({ input, out, jobs: 1 });
  return {
    title: `An RSS feed of ${items.toLocaleString("en-US")} items, ${(statSync(input).size / 1e6).toFixed(1)} MB`,
    head: ["", "seconds", "most MB", "most MB in each quarter of the time"],
    rows: [["one worker", run.seconds.toFixed(1), run.peak.toFixed(0), quarters(run.curve)]],
  };
}

function quarters(curve: readonly number[]): string {
  const length = Math.max(1, Math.ceil(curve.length / 4));
  const most = [0, 1, 2, 3].map((at) => Math.max(0, ...curve.slice(at * length, (at + 1) * length)));
  return most.map((megabytes) => megabytes.toFixed(0)).join(" ");
}

function leastOf(runs: readonly BatchRun[], key: "seconds" | "cpu"): number {
  return Math.min(...runs.map((run) => run[key]));
}

function printTable(table: PlainTable): void {
  process.stdout.write(`${values.markdown ? renderPlainMarkdown(table) : renderPlainText(table)}\n`);
}
