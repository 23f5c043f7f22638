import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { unspin } from "../cli/run.js";
import { jsonLines, rss, treeOf, writeTree } from "./material.js";

const room = mkdtempSync(join(tmpdir(), "unspin-disks-"));
const inside = (path: string) => join(room, path);
const mounted: string[] = [];

function mount(path: string, size: string, ...more: string[]): boolean {
  mkdirSync(inside(path), { recursive: true });
  const { status } = spawnSync("mount", [
    "-t",
    "tmpfs",
    "-o",
    [`size=${size}`, ...more].join(","),
    "unspin-test",
    inside(path),
  ]);
  if (status === 0 && !mounted.includes(path)) mounted.push(path);
  return status === 0;
}

function unmountAll(): void {
  for (const path of mounted.splice(0)) spawnSync("umount", [inside(path)]);
}

/** Only root may mount, and not in every container: these tests are skipped there, and say so. */
const mayMount = process.platform === "linux" && mount("probe", "64k");
unmountAll();
afterEach(unmountAll);
afterAll(() => rmSync(room, { recursive: true }));

const batch = (out: string) => unspin(room, ["batch", "in", "--out", out, "--jobs", "1"]);

describe.skipIf(!mayMount)("other file systems (tests that mount one need root)", () => {
  it("below the run's folder take their files whole, with mode and times", () => {
    writeTree(inside("in"), { "deep/lines.jsonl": jsonLines(2), "feed.xml": rss(2) });
    expect(batch("whole").status).toBe(0);
    mkdirSync(inside("out"));
    mount("out/deep", "1m");
    const { status, stderr } = batch("out");
    expect({ status, stderr: stderr.match(/unspin:.*/g) }).toEqual({ status: 0, stderr: null });
    expect(treeOf(inside("out"))).toEqual(treeOf(inside("whole")));
    expect(readdirSync(inside("out/deep"))).toEqual(["lines.jsonl"]);
    const [is, should] = [statSync(inside("out/deep/lines.jsonl")), statSync(inside("in/deep/lines.jsonl"))];
    expect(is.mode).toBe(should.mode);
    expect(Math.abs(is.mtimeMs - should.mtimeMs)).toBeLessThan(1);
  });

  it.each([
    ["while results are written", { "in/lines.jsonl": jsonLines(30) }],
    ["while drafts are written", { "in/feed.xml": rss(66) }],
  ])("that are full %s halt the run with 3; with room again it goes on", { timeout: 120_000 }, (_, files) => {
    rmSync(inside("in"), { recursive: true });
    rmSync(inside("whole"), { recursive: true, force: true });
    rmSync(inside("out"), { recursive: true, force: true });
    writeTree(room, files);
    mount("out", "64k");
    const { status, stderr } = batch("out");
    expect(stderr).toMatch(/out: the disk is full\. Make room, then run the same command again/);
    expect(status).toBe(3);
    expect(existsSync(inside("out/report.jsonl"))).toBe(false);
    expect(spawnSync("mount", ["-o", "remount,size=64m", inside("out")]).status).toBe(0);
    expect(batch("out").status).toBe(0);
    expect(batch("whole").status).toBe(0);
    expect(treeOf(inside("out"))).toEqual(treeOf(inside("whole")));
  });
});
