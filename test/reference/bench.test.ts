import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ARTICLES = 1500;

/** The bench of the reference corpus, small: what does not hang on the clock must hold at any size. */
describe.skipIf(!existsSync(join(ROOT, "../shared/data/corpus")))("bench:reference (reads ../shared/data)", () => {
  test("half of an article's words find it first, and the store is less than 2.5 times the text", () => {
    const folder = mkdtempSync(join(tmpdir(), "unspin-bench-"));
    try {
      const store = join(folder, "store.sqlite");
      const command = [join(ROOT, "dist/evaluation/bench-reference.js"), store, String(ARTICLES)];
      const output = execFileSync(process.execPath, command, { cwd: ROOT, encoding: "utf8" });
      const last = output.split("\n").findLast((line) => line.startsWith(`${ARTICLES} articles`))!;
      process.stdout.write(`${last}\n`);
      expect(last).toMatch(new RegExp(`^${ARTICLES} articles`));
      const [, first, asked] = /its own article first in (\d+) of (\d+)/.exec(last)!;
      expect(Number(first) / Number(asked)).toBeGreaterThanOrEqual(0.99);
      expect(Number(/([\d.]+) bytes a character/.exec(last)![1])).toBeLessThan(2.5);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
