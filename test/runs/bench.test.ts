import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BENCH = fileURLToPath(new URL("../../dist/evaluation/bench-batch.js", import.meta.url));

function bench(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, ...args], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout;
}

it.skipIf(process.platform !== "linux")(
  "a large file of JSON Lines takes as much memory as a small one (measured on Linux alone)",
  { timeout: 120_000 },
  () => {
    const told = bench("--only", "memory", "--large", "24");
    const [, ratio] = /: ([\d.]+) times as much for the large file/.exec(told)!;
    expect(Number(ratio), told).toBeLessThan(1.15);
  },
);

it("measures what one worker and two take, on a small file", { timeout: 120_000 }, () => {
  const told = bench("--only", "jobs", "--megabytes", "0.02", "--rounds", "1");
  expect(told).toMatch(/two workers are \d\.\d\d times as fast/);
});
