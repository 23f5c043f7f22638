import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { openLocalExecutor, planRun, type RunFailure, WorkingFolder } from "../../src/runs/index.js";
import type { PoolOptions } from "../../src/threads/pool.js";
import { plainText } from "../formats/corpora.js";
import { describeExecutor, type Opened } from "./executor-contract.js";
import { rss, writeTree, zipped } from "./material.js";

async function open(working: WorkingFolder, pool: PoolOptions): Promise<Opened> {
  const failures: RunFailure[] = [];
  const waiting: { readonly documents: number; readonly resolve: () => void }[] = [];
  const executor = await openLocalExecutor({
    working,
    options: { check: false, onlySpun: false },
    pool,
    events: {
      advanced: (_, { totals }) => {
        for (const { documents, resolve } of waiting) if (totals.documents >= documents) resolve();
      },
      failed: (failure) => failures.push(failure),
      changed() {},
    },
  });
  const reached = (documents: number) =>
    new Promise<void>((resolve) => {
      waiting.push({ documents, resolve });
    });
  return { executor, failures, reached };
}

describeExecutor("threads of this machine", { open: (working) => open(working, { engine: {}, jobs: 1 }) });

const room = mkdtempSync(join(tmpdir(), "unspin-local-"));
afterAll(() => rmSync(room, { recursive: true }));

it("reports documents that threads crash or hang on, as failures to be done again, and leaves them as they are", async () => {
  const lines = ["fine", "crash", "hang", "well"].map((text) => `{"title":"","text":"${text}"}\n`).join("");
  writeTree(join(room, "odd-in"), { "a.jsonl": lines });
  const working = new WorkingFolder(join(room, "odd"));
  await working.claim();
  const script = new URL("../threads/odd-worker.mjs", import.meta.url);
  const { executor } = await open(working, { engine: {}, jobs: 1, script, limit: () => 500 });
  const [file] = planRun([join(room, "odd-in")], { out: working.out, standardInput: "stdin" }).files;
  const shard = { file: file!, from: 0, to: null };
  const outcome = await executor.run(shard);
  await executor.close();
  expect(outcome.failures).toEqual([
    expect.objectContaining({ line: 2, item: 2, again: true, reason: expect.stringContaining("code 7") }),
    expect.objectContaining({ line: 3, item: 3, again: true, reason: expect.stringContaining("more than") }),
  ]);
  expect(outcome.totals).toMatchObject({ documents: 4, failures: 2 });
  expect(readFileSync(working.outputPart(shard), "utf8")).toBe(lines);
});

it("gives back 600 odd files byte for byte", { timeout: 60_000 }, async () => {
  const texts = fc.sample(plainText, { numRuns: 600, seed: 5 });
  const files = Object.fromEntries(texts.map((text, at) => oddFile(text, at)));
  writeTree(join(room, "many-in"), files);
  const working = new WorkingFolder(join(room, "many"));
  await working.claim();
  const script = new URL("../threads/odd-worker.mjs", import.meta.url);
  const { executor } = await open(working, { engine: {}, jobs: 1, script });
  const plan = planRun([join(room, "many-in")], { out: working.out, standardInput: "stdin" });
  expect(plan.files.length).toBe(600);
  let documents = 0;
  for (const file of plan.files) {
    const shard = { file, from: 0, to: null };
    const outcome = await executor.run(shard);
    documents += outcome.totals.documents;
    expect(outcome.changed).toBe(false);
    const same = readFileSync(working.outputPart(shard)).equals(readFileSync(file.path));
    expect(same || !outcome.exact, file.path).toBe(true);
  }
  await executor.close();
  expect(documents).toBeGreaterThan(450);
});

function oddFile(text: string, at: number): [string, string | Uint8Array] {
  const json = JSON.stringify({ id: at, text });
  switch (at % 6) {
    case 0:
      return [`${at}.txt`, text];
    case 1:
      return [`${at}.md`, `# ${text}`];
    case 2:
      return [`${at}.jsonl`, `${json}\r\n\r\n${json}`];
    case 3:
      return [`${at}.jsonl.gz`, zipped(`${json}\n`)];
    case 4:
      return [`${at}.csv`, `id,text\n1,"${text.replaceAll('"', '""')}"\n`];
    default:
      return [`${at}.xml`, rss((at % 3) + 1).replace("News", `N${at}`)];
  }
}

it("goes on inside a long segment", { timeout: 60_000 }, async () => {
  writeTree(join(room, "long-in"), { "feed.xml": rss(100) });
  const [file] = planRun([join(room, "long-in", "feed.xml")], { out: "x", standardInput: "stdin" }).files;
  const shard = { file: file!, from: 0, to: null };
  const working = new WorkingFolder(join(room, "long"));
  await working.claim();
  const first = await open(working, { engine: {}, jobs: 1 });
  const running = first.executor.run(shard);
  await first.reached(0);
  first.executor.stop();
  expect((await running).state).toBe("stopped");
  await first.executor.close();
  const drafted = readFileSync(working.draft(shard), "utf8").split("\n").length - 1;
  expect(drafted).toBeGreaterThan(0);
  // What was drafted is not asked for again: this worker repairs nothing, and the drafted documents are repaired.
  const script = new URL("../threads/odd-worker.mjs", import.meta.url);
  const second = await open(working, { engine: {}, jobs: 1, script });
  const outcome = await second.executor.run(shard);
  await second.executor.close();
  expect(outcome).toMatchObject({ state: "done", totals: { documents: 100, spun: drafted } });
});
