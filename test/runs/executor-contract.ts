import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileOutcome } from "../../src/runs/file-outcome.js";
import { type Executor, planRun, type RunFailure, type Shard, WorkingFolder } from "../../src/runs/index.js";
import { placeFile } from "../../src/runs/place.js";
import { joinReport } from "../../src/runs/report.js";
import { main } from "../cli/run.js";
import { crawl, jsonLines, paragraphs, reportOf, rss, table, treeOf, writeTree, zipped } from "./material.js";

/** What a test sees of an executor. */
export interface Opened {
  readonly executor: Executor;
  readonly failures: readonly RunFailure[];
  /**
   * Fulfilled when so many documents of a shard have been done, or a part of a long segment was written down; for
   * threads elsewhere, when the shard was begun.
   */
  reached(documents: number): Promise<void>;
}

export interface ExecutorMaker {
  /** An executor that repairs with the usual engine. */
  open(working: WorkingFolder): Promise<Opened>;
  /** Told into how many shards it cuts a file of some kilobytes. */
  cuts?(output: string, shards: number): void;
}

const FILES = {
  "lines.jsonl": `${jsonLines(5)}{"text": oops}\n${jsonLines(2, 30)}`,
  "feed.xml": rss(2),
  "members.jsonl.gz": Buffer.concat([zipped(jsonLines(1)), zipped(jsonLines(2, 50)), zipped(jsonLines(1, 20))]),
  "clean.txt": paragraphs.at(-1)!,
  "empty.csv": "",
};

/** What holds of every executor, wherever its threads are. */
export function describeExecutor(name: string, { open, cuts = () => {} }: ExecutorMaker): void {
  describe(name, () => {
    let room = "";
    beforeEach(() => {
      room = mkdtempSync(join(tmpdir(), "unspin-executor-"));
      writeTree(join(room, "in"), FILES);
    });
    afterEach(() => rmSync(room, { recursive: true }));

    async function withExecutor<T>(out: string, use: (opened: Opened, working: WorkingFolder) => Promise<T>) {
      const working = new WorkingFolder(join(room, out));
      await working.claim();
      const opened = await open(working);
      try {
        return await use(opened, working);
      } finally {
        await opened.executor.close();
      }
    }

    const files = (out: string) => planRun([join(room, "in")], { out: join(room, out), standardInput: "stdin" }).files;

    /** Does all files in shards of so many segments, and puts them in place. */
    async function doAll(out: string, size: number): Promise<Buffer[]> {
      return withExecutor(out, async ({ executor }, working) => {
        const outcomes = await Promise.all(
          files(out).map(async (file) => {
            const shards: Shard[] = Number.isFinite(size)
              ? [0, 1, 2].map((at) => ({ file, from: at * size, to: at === 2 ? null : (at + 1) * size }))
              : [{ file, from: 0, to: null }];
            return fileOutcome(file, shards, await Promise.all(shards.map((shard) => executor.run(shard))));
          }),
        );
        for (const outcome of outcomes) expect(await placeFile(working, outcome)).toBe(true);
        await joinReport(working, outcomes);
        return files(out).map(({ output }) => readFileSync(join(room, out, output)));
      });
    }

    it("does a file in one shard or in several, to the same end", async () => {
      const whole = await doAll("whole", Number.POSITIVE_INFINITY);
      expect(reportOf(join(room, "whole")).length).toBe(5 + 2 + 2 + 4 + 1);
      for (const size of [1, 3]) {
        expect(await doAll(`by-${size}`, size)).toEqual(whole);
        expect(readFileSync(join(room, `by-${size}`, "report.jsonl"))).toEqual(
          readFileSync(join(room, "whole", "report.jsonl")),
        );
      }
    });

    it("does large files of every kind as it likes to cut them, to the end of a run that does not", async () => {
      writeTree(join(room, "in"), {
        "lines.jsonl": `\ufeff${jsonLines(7)}{"text": oops}\n${jsonLines(2, 30)}`,
        "members.jsonl.gz": Buffer.concat([jsonLines(2), jsonLines(3, 50), jsonLines(2, 20)].map(zipped)),
        "pages.warc.gz": crawl(5),
        "table.csv": table(12),
      });
      const local = spawnSync(process.execPath, [main, "batch", "in", "--out", "local", "--jobs", "1"], { cwd: room });
      expect(local.status).toBe(3);
      await withExecutor("out", async ({ executor }, working) => {
        const plan = planRun([join(room, "in")], { out: join(room, "out"), standardInput: "stdin" });
        executor.begin?.(plan);
        const outcomes = plan.files.map(async (file) => {
          const shards: Shard[] = [];
          for await (const shard of executor.cut(file)) shards.push(shard);
          cuts(file.output, shards.length);
          return fileOutcome(file, shards, await Promise.all(shards.map((shard) => executor.run(shard))));
        });
        const done = await Promise.all(outcomes);
        for (const outcome of done) expect(await placeFile(working, outcome)).toBe(true);
        await joinReport(working, done);
        await working.remove();
      });
      const report = readFileSync(join(room, "out", "report.jsonl"), "utf8").replaceAll(`${room}/`, "");
      const { "report.jsonl": _, ...is } = treeOf(join(room, "out"));
      const { "report.jsonl": given, ...should } = treeOf(join(room, "local"));
      expect(is).toEqual(should);
      expect(Buffer.from(report).toString("latin1") === given).toBe(true);
    });

    it("does a shard once: asked again, it gives what it gave", async () => {
      await withExecutor("out", async ({ executor }) => {
        const [file] = files("out").filter(({ output }) => output === "lines.jsonl");
        const shard = { file: file!, from: 2, to: 7 };
        const first = await executor.run(shard);
        expect(first).toMatchObject({ state: "done", segments: 5, changed: true, totals: { documents: 4 } });
        expect(await executor.run(shard)).toEqual(first);
      });
    });

    it("reports what is broken with its place, and does the rest", async () => {
      await withExecutor("out", async ({ executor, failures }) => {
        const [file] = files("out").filter(({ output }) => output === "lines.jsonl");
        const outcome = await executor.run({ file: file!, from: 0, to: null });
        expect(outcome.failures).toEqual([expect.objectContaining({ file: file!.source, line: 6, item: 6 })]);
        expect(outcome.totals).toMatchObject({ documents: 7, failures: 1 });
        expect(failures).toEqual(outcome.failures);
      });
    });

    it("stops soon when asked, and goes on from there", async () => {
      const count = 60;
      writeFileSync(join(room, "in", "lines.jsonl"), jsonLines(count));
      const [file] = files("out").filter(({ output }) => output === "lines.jsonl");
      const shard = { file: file!, from: 0, to: null };
      const stopped = await withExecutor("out", async ({ executor, reached }) => {
        const running = executor.run(shard);
        await reached(2);
        executor.stop();
        return running;
      });
      expect(stopped.state).toBe("stopped");
      expect(stopped.totals.documents).toBeLessThan(count);
      const done = await withExecutor("out", async ({ executor }, working) => {
        const outcome = await executor.run(shard);
        await joinReport(working, [fileOutcome(file!, [shard], [outcome])]);
        return outcome;
      });
      expect(done).toMatchObject({ state: "done", totals: { documents: count } });
      expect(reportOf(join(room, "out")).map(({ source }) => source)).toEqual(
        Array.from({ length: count }, (_, at) => `record-${at}`),
      );
    });

    it("passes on what the system says of a file that is gone", async () => {
      await withExecutor("out", async ({ executor }) => {
        const [file] = files("out");
        rmSync(file!.path);
        await expect(executor.run({ file: file!, from: 0, to: null })).rejects.toMatchObject({ code: "ENOENT" });
      });
    });
  });
}
