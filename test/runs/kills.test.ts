import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { main, unspin } from "../cli/run.js";
import { jsonLines, reportOf, rss, treeOf, writeTree, zipped } from "./material.js";

const room = mkdtempSync(join(tmpdir(), "unspin-kills-"));
afterAll(() => rmSync(room, { recursive: true }));

const { UNSPIN_KILLS } = process.env;
/** More are made on demand: npm run test:kills */
const KILLS = Number(UNSPIN_KILLS ?? 5);

beforeAll(() => {
  writeTree(join(room, "in"), {
    "deep/lines.jsonl": jsonLines(20),
    "feed.xml": rss(70),
    "packed.jsonl.gz": Buffer.concat([zipped(jsonLines(4, 7)), zipped(jsonLines(4, 90))]),
    "broken.xml": `${rss(5).slice(0, -40)}<`,
    "story.txt": "A tale that nobody has garbled stays as it is, word for word, whatever befalls the machine.\n",
  });
});

/** Runs the command and kills it after a while; true when it ended before that. */
async function killedAfter(milliseconds: number, jobs: number): Promise<boolean> {
  const child = spawn(process.execPath, [main, "batch", "in", "--out", "killed", "--jobs", `${jobs}`], {
    cwd: room,
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const first = await Promise.race([ended, pause(milliseconds, "late" as const)]);
  child.kill("SIGKILL");
  await ended;
  return first !== "late";
}

const run = (out: string) => unspin(room, ["batch", "in", "--out", out, "--jobs", "2"]).status;

/** The same files with the same bytes: nothing lost, nothing doubled, nothing half written. */
function expectSame(out: string): void {
  const [is, should] = [treeOf(join(room, out)), treeOf(join(room, "whole"))];
  expect(Object.keys(is)).toEqual(Object.keys(should));
  for (const [name, content] of Object.entries(is)) expect(content === should[name], name).toBe(true);
}

it("comes to the same end however often it is killed", { timeout: 60_000 * KILLS }, async () => {
  const started = performance.now();
  expect(run("whole")).toBe(3);
  const usual = performance.now() - started;
  const report = reportOf(join(room, "whole"));
  expect(new Set(report.map(({ place }) => `${place.file} ${place.item}`)).size).toBe(report.length);
  const whole = treeOf(join(room, "whole"));
  for (let kills = 0; kills < KILLS; ) {
    if (await killedAfter(usual * (0.15 + 0.45 * Math.random()), 1 + (kills % 2))) {
      // It had come to its end: once more from the start.
      expectSame("killed");
      rmSync(join(room, "killed"), { recursive: true });
      continue;
    }
    kills += 1;
    if (!existsSync(join(room, "killed"))) continue;
    for (const [name, content] of Object.entries(treeOf(join(room, "killed")))) {
      if (!name.startsWith(".unspin")) expect(content === whole[name], name).toBe(true);
    }
  }
  expect(run("killed")).toBe(3);
  expectSame("killed");
});
