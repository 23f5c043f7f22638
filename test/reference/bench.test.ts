import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { hasPostgres, startPostgres } from "../servers/postgres.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ARTICLES = 1500;

/** The bench's last word on a store of so many articles. */
function benched(store: string): string {
  const command = [join(ROOT, "dist/evaluation/bench-reference.js"), store, String(ARTICLES)];
  const output = execFileSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
  const last = output.split("\n").findLast((line) => line.startsWith(`${ARTICLES} articles`))!;
  process.stdout.write(`${last}\n`);
  return last;
}

function firstShare(line: string): number {
  const [, first, asked] = /its own article first in (\d+) of (\d+)/.exec(line)!;
  return Number(first) / Number(asked);
}

/** The bench of the reference corpus, small: what does not hang on the clock must hold at any size. */
describe.skipIf(!existsSync(join(ROOT, "../shared/data/corpus")))("bench:reference (reads ../shared/data)", () => {
  test("half of an article's words find it first, and the store is less than 2.5 times the text", () => {
    const folder = mkdtempSync(join(tmpdir(), "unspin-bench-"));
    try {
      const line = benched(join(folder, "store.sqlite"));
      expect(firstShare(line)).toBeGreaterThanOrEqual(0.99);
      expect(Number(/([\d.]+) bytes a character/.exec(line)![1])).toBeLessThan(2.5);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  test.skipIf(!hasPostgres())(
    "the same on a server (needs PostgreSQL installed)",
    async () => {
      const server = await startPostgres();
      try {
        const address = server.url();
        expect(firstShare(benched(address))).toBeGreaterThanOrEqual(0.99);
        expect(() => benched(address)).toThrow(/holds 1500 articles. Name an empty store/);
      } finally {
        await server.discard();
      }
    },
    180_000,
  );
});
