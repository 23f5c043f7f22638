import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, it } from "vitest";
import { openLocalExecutor, planRun, WorkingFolder } from "../../src/runs/index.js";

const room = mkdtempSync(join(tmpdir(), "unspin-memory-"));
afterAll(() => rmSync(room, { recursive: true }));

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** MB that are held. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const RECORDS = 12_000;
const line = (at: number) => `${JSON.stringify({ id: at, text: "The harbour of the town is open. ".repeat(30) })}\n`;
const item = (at: number) =>
  `<item><guid>${at}</guid><description>${"The harbour of the town is open. ".repeat(30)}</description></item>\n`;
const many = (one: (at: number) => string) => Array.from({ length: RECORDS }, (_, at) => one(at)).join("");

it.each([
  ["JSON Lines", "a.jsonl", () => many(line)],
  ["an RSS feed", "a.xml", () => `<rss><channel>${many(item)}</channel></rss>`],
])("a run over %s holds no more at its end than at its beginning", { timeout: 60_000 }, async (_, name, content) => {
  const path = join(room, name);
  writeFileSync(path, content());
  const working = new WorkingFolder(join(room, `out-${name}`));
  await working.claim();
  const seen: number[] = [];
  const executor = await openLocalExecutor({
    working,
    options: { check: false, onlySpun: false },
    pool: { engine: {}, jobs: 1, script: new URL("../threads/odd-worker.mjs", import.meta.url) },
    events: {
      advanced: (_shard, { totals }) => {
        if (totals.documents % 2000 === 1999) seen.push(held());
      },
      failed() {},
      changed() {},
    },
  });
  const [file] = planRun([path], { out: working.out, standardInput: "stdin" }).files;
  expect((await executor.run({ file: file!, from: 0, to: null })).totals.documents).toBe(RECORDS);
  await executor.close();
  expect(seen.length).toBe(6);
  // The file has over 12 MB, and its results as much again; what is under way at the moment differs by some of it.
  expect(seen.at(-1)! - seen[0]!, seen.map((one) => one.toFixed(1)).join(" ")).toBeLessThan(5);
});
