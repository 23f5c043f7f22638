import { setImmediate as turnOfEvents } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openEngine } from "../../src/engine.js";
import type { RepairResult } from "../../src/result.js";
import { type PoolOptions, RepairPool } from "../../src/threads/pool.js";
import { repairAll } from "../../src/threads/repair-all.js";
import { paragraphs } from "../runs/material.js";

const script = new URL("./odd-worker.mjs", import.meta.url);
const odd: Omit<PoolOptions, "jobs"> = { engine: {}, script, limit: () => 300 };

async function withPool<T>(options: PoolOptions, use: (pool: RepairPool) => Promise<T>): Promise<T> {
  const pool = await RepairPool.open(options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** What the odd worker answers. */
function done(text: string) {
  return { record: expect.objectContaining({ line: expect.stringContaining(JSON.stringify(text)) }) };
}

async function all(results: AsyncIterable<RepairResult>): Promise<RepairResult[]> {
  const gathered: RepairResult[] = [];
  for await (const result of results) gathered.push(result);
  return gathered;
}

describe("the pool", () => {
  it.each([
    ["crash", "its thread ended with code 7"],
    ["throw", "a defect"],
    ["hang", "it took more than 0 s"],
  ])("gives up a document that makes its thread %s, and does the others", async (text, reason) => {
    const limit = (length: number) => (text === "hang" && length === 4 ? 300 : 60_000);
    await withPool({ ...odd, limit, jobs: 2 }, async (pool) => {
      const texts = ["first", text, "second", text, "third", "fourth"];
      const answers = await Promise.all(texts.map((one) => pool.repair({ text: one })));
      for (const [at, answer] of answers.entries()) {
        if (texts[at] === text) expect(answer).toEqual({ problem: expect.stringContaining(reason) });
        else expect(answer).toMatchObject(done(texts[at]!));
      }
    });
  });

  it("says why no engine can be opened", async () => {
    await expect(RepairPool.open({ ...odd, engine: { refuse: true }, jobs: 1 })).rejects.toThrow("no engine today");
    await expect(RepairPool.open({ engine: { mode: "wild" }, jobs: 1 })).rejects.toThrow('"mode" must be one of');
  });

  it("finishes what is under way when it is stopped, and drops the rest", async () => {
    await withPool({ ...odd, jobs: 1 }, async (pool) => {
      const answers = Promise.all(["slow 1", "slow 2", "slow 3", "slow 4"].map((text) => pool.repair({ text })));
      pool.stop();
      expect(await answers).toEqual([
        expect.objectContaining(done("slow 1")),
        expect.objectContaining(done("slow 2")),
        { dropped: true },
        { dropped: true },
      ]);
      expect(await pool.repair({ text: "late" })).toEqual({ dropped: true });
    });
  });

  it("serves ten thousand documents in their order of arrival", async () => {
    await withPool({ ...odd, limit: () => 60_000, jobs: 1 }, async (pool) => {
      const order: number[] = [];
      const texts = Array.from({ length: 10_000 }, (_, at) => `text ${at}`);
      await Promise.all(texts.map((text, at) => pool.repair({ text }).then(() => order.push(at))));
      expect(order).toEqual(texts.map((_, at) => at));
    });
  });
});

describe("repairAll", () => {
  it("takes no more documents than it works on while nobody reads", async () => {
    let taken = 0;
    function* documents() {
      for (; taken < 1000; taken++) yield `text ${taken}`;
    }
    const results = repairAll(odd, documents(), { jobs: 2 })[Symbol.asyncIterator]();
    await results.next();
    // All that could still be pulled is pulled now.
    for (let turn = 0; turn < 100; turn++) await turnOfEvents();
    expect(taken).toBeLessThan(20);
    await results.return?.(undefined);
    expect(taken).toBeLessThan(20);
  });

  it("keeps the order, or gives results as they come", async () => {
    const texts = ["slow: long", ...Array.from({ length: 20 }, (_, at) => `text ${at}`)];
    const patient = { ...odd, limit: () => 60_000 };
    const ordered = await all(repairAll(patient, texts, { jobs: 2 }));
    expect(ordered.map(({ text }) => text)).toEqual(texts);
    const loose = await all(repairAll(patient, texts, { jobs: 2, ordered: false }));
    expect(loose[0]!.text).not.toBe("slow: long");
    expect(loose.map(({ text }) => text).sort()).toEqual([...texts].sort());
  });

  it("gives a document back as it was when its thread crashes", async () => {
    const results = await all(repairAll(odd, [{ text: "crash", source: "a.txt" }, "fine"], { jobs: 1 }));
    expect(results[0]).toMatchObject({ source: "a.txt", text: "crash", edits: [] });
    expect(results[0]!.detection).toMatchObject({ verdict: "skipped", reason: expect.stringContaining("code 7") });
    expect(results[1]!.text).toBe("fine");
  });

  it("passes on what its source throws", async () => {
    function* broken() {
      yield "one";
      throw new Error("the feed broke off");
    }
    await expect(all(repairAll(odd, broken(), { jobs: 1 }))).rejects.toThrow("the feed broke off");
    await expect(all(repairAll(odd, ["x"], { jobs: 0 }))).rejects.toThrow("whole number");
    await expect(all(repairAll(odd, [Buffer.from("x") as unknown as string], { jobs: 1 }))).rejects.toThrow("bytes");
  });

  it("repairs as the engine does that it belongs to", async () => {
    const engine = await openEngine({ mode: "careful" });
    const texts = paragraphs.slice(0, 12);
    const results = await all(engine.repairAll(texts, { jobs: 2 }));
    expect(results).toEqual(texts.map((text) => engine.repair(text)));
    expect(results.some(({ edits }) => edits.length > 0)).toBe(true);
    engine.close();
  });
});
