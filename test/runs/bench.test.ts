import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BENCH = fileURLToPath(new URL("../../dist/evaluation/bench-batch.js", import.meta.url));

it("npm run bench:batch measures, here on small files", { timeout: 120_000 }, () => {
  const small = [
    "--only",
    "jobs,memory,feed",
    "--megabytes",
    "0.02",
    "--rounds",
    "1",
    "--large",
    "0.1",
    "--items",
    "9",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, ...small], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/two workers are \d\.\d\d times as fast/);
  expect(stdout).toMatch(/: [\d.]+ times as much for the large file/);
  expect(stdout).toMatch(/^An RSS feed of 9 items/m);
});
