import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasPostgres, startPostgres } from "../servers/postgres.js";
import { hasRedis, startRedis } from "../servers/redis.js";

const BENCH = fileURLToPath(new URL("../../dist/evaluation/bench-queue.js", import.meta.url));

function bench(url: string, ...flags: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, "--queue", url, ...flags], {
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** A fraction of what a machine does that has nothing else to do: other tests run beside this one. */
function expectRate(said: string, least: number): void {
  const [, rate = ""] = /([\d,]+) a second done/.exec(said) ?? [];
  expect(Number(rate.replaceAll(",", "")), said).toBeGreaterThan(least);
}

describe.skipIf(!hasRedis())("npm run bench:queue on Redis (needs redis-server installed)", () => {
  it("measures empty jobs, and a small run against local ones with the same report", { timeout: 180_000 }, async () => {
    const server = await startRedis();
    try {
      const said = bench(server.url, "--documents", "60", "--workers", "2", "--empty", "3000");
      expectRate(said, 500);
      expect(said).toMatch(
        /2 threads of a local run [\d.]+ \([\d.]+\); 2 local runs .* 2 worker processes .* the report is the same/,
      );
    } finally {
      await server.discard();
    }
  });
});

describe.skipIf(!hasPostgres())("npm run bench:queue on PostgreSQL (needs PostgreSQL installed)", () => {
  it("measures empty jobs", { timeout: 180_000 }, async () => {
    const server = await startPostgres();
    try {
      expectRate(bench(server.url(), "--documents", "0", "--empty", "300"), 50);
    } finally {
      await server.discard();
    }
  });
});
