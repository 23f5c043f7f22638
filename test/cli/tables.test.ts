import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unspin } from "./run.js";

const spun = readFileSync(new URL("./story/spun.txt", import.meta.url), "utf8");
const original = readFileSync(new URL("./story/original.txt", import.meta.url), "utf8");

let room = "";
const run = (...args: string[]) => unspin(room, args);
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-tables-"));
});
afterEach(() => rmSync(room, { recursive: true }));

describe("dictionary", () => {
  it("learns a table from a pair of texts, packed or not, that can be checked and counted", () => {
    writeFileSync(join(room, "pairs.jsonl.gz"), gzipSync(`${JSON.stringify({ id: 1, spun, original })}\n\n`));
    const learn = [
      "dictionary",
      "learn",
      "--pairs",
      "pairs.jsonl.gz",
      "--id",
      "mine",
      "--credit",
      "us",
      "--minimum-count",
      "1",
    ];
    const learned = run(...learn, "-o", "mine.tsv");
    expect(learned.status, learned.stderr).toBe(0);
    expect(learned.stderr).toMatch(
      /^\d+ pairs from \d+ lines \(\d+ dropped\); they explain [\d.]+ % of the changed words\n$/,
    );
    const table = readFileSync(join(room, "mine.tsv"), "utf8");
    expect(table).toMatch(/^# made by: unspin dictionary learn --pairs pairs\.jsonl\.gz --minimum-count 1 --id mine$/m);
    expect(table).toMatch(/^# from: pairs\.jsonl\.gz sha256:[0-9a-f]{64}$/m);
    expect(table).toMatch(/^# credit: us$/m);
    expect(table).toMatch(/^suffer\tundergo\t/m);
    expect(run(...learn).stdout.toString()).toBe(table);
    expect(run("dictionary", "lint", "mine.tsv").status).toBe(0);
    const [stats] = JSON.parse(run("dictionary", "stats", "--format", "json", "mine.tsv").stdout.toString());
    expect(stats).toMatchObject({ family: "mine" });
    expect(stats.pairs).toBeGreaterThan(5);
  });

  it("learns a table from garbled pages alone, in folders, files and records, that can be checked and used", () => {
    const samples = fileURLToPath(new URL("../../samples/spun", import.meta.url));
    cpSync(samples, join(room, "pages"), { recursive: true });
    writeFileSync(join(room, "pages", "notes.csv"), "passed,over\n");
    writeFileSync(
      join(room, "more.jsonl.gz"),
      gzipSync(`${JSON.stringify({ spun })}\n${JSON.stringify({ text: "No." })}\n`),
    );
    const ran = run("dictionary", "learn", "--pages", "pages", "more.jsonl.gz", "--id", "mine", "-o", "mine.tsv");
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/^\d+ pairs from 9 pages \(\d+ words\), with \d+ swaps expected in them\. Pages alone/);
    expect(ran.stderr).toMatch(/^1 page left out: not English, or too short to judge$/m);
    expect(ran.stderr).toMatch(/^1 file passed over: neither \.txt, \.md nor \.jsonl$/m);
    expect(ran.stderr).toMatch(/^Family a explains \d+ % of the swaps: it may be that tool's work\.$/m);
    const table = readFileSync(join(room, "mine.tsv"), "utf8");
    expect(table).toMatch(/^# made by: unspin dictionary learn --pages pages more\.jsonl\.gz --id mine$/m);
    expect(table.match(/^# from: .+ sha256:[0-9a-f]{64}$/gm)).toHaveLength(9);
    expect(table).toMatch(/^original\tspun\tcount\tprobability\tkeep\texample$/m);
    expect(table).toMatch(/^according to\tin accordance with\t\d+\t[\d.]+\t[\d.]+\t.*\[in accordance with\]/m);
    expect(table.split("\n").length).toBeGreaterThan(100);
    expect(run("dictionary", "lint", "mine.tsv").status).toBe(0);
    const repaired = run("repair", "--dictionary", "mine.tsv", "pages/climate.txt");
    expect(repaired.status, repaired.stderr).toBe(0);
    expect(repaired.stdout.toString()).toContain("according to");
  });

  it("learns nothing from clean pages", () => {
    cpSync(fileURLToPath(new URL("../../samples/clean", import.meta.url)), join(room, "clean"), { recursive: true });
    const ran = run("dictionary", "learn", "--pages", "clean", "--id", "mine", "-o", "mine.tsv");
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(
      /^unspin: clean: the pages show hardly any swap \(\d+ in \d+ words\), so they may be clean\./,
    );
    expect(existsSync(join(room, "mine.tsv"))).toBe(false);
  });

  it("learns from one pair, with no other flag, what no other table knows", () => {
    const tool: Readonly<Record<string, string>> = {
      said: "quoth",
      company: "outfit",
      steel: "alloy ore",
      mill: "grindery",
      workers: "toilers",
      "last month": "one moon ago",
      because: "forasmuch as",
    };
    const garble = (text: string) =>
      text.replace(new RegExp(`\\b(${Object.keys(tool).join("|")})\\b`, "g"), (word) => tool[word]!);
    writeFileSync(join(room, "one.jsonl"), `${JSON.stringify({ spun: garble(original), original })}\n`);
    const ran = run("dictionary", "learn", "--pairs", "one.jsonl", "--id", "mine", "-o", "mine.tsv");
    expect(ran.status, ran.stderr).toBe(0);
    const table = readFileSync(join(room, "mine.tsv"), "utf8");
    expect(table).toMatch(/^# made by: unspin dictionary learn --pairs one\.jsonl --id mine$/m);
    for (const [word, by] of Object.entries(tool).filter(([word]) => original.includes(` ${word} `))) {
      expect(table).toContain(`\n${word}\t${by}\t`);
    }
    expect(run("dictionary", "lint", "mine.tsv").status).toBe(0);
    writeFileSync(join(room, "spun.txt"), garble(original));
    expect(run("repair", "--dictionary", "mine.tsv", "spun.txt").stdout.toString()).toBe(original);
  });

  it("turns a list of tortured phrases into a table, and names what it cannot use", () => {
    const rows = [
      "tortured\texpected\tpapers\tcontext_required",
      "bosom peril\tbreast cancer\t12\t0",
      "odd thing\t???\t1\t0",
    ];
    writeFileSync(join(room, "list.tsv"), `${rows.join("\n")}\n`);
    const ran = run("dictionary", "import", "list.tsv", "--id", "science");
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.stdout.toString()).toMatch(/^breast cancer\tbosom peril\t12\t/m);
    expect(ran.stderr).toMatch(/1 pairs?; 1 rows? dropped/);
    expect(ran.stderr).toContain('"odd thing" -> "???"');
  });

  it("finds nothing wrong with the dictionaries that come along", () => {
    expect(run("dictionary", "lint")).toMatchObject({ status: 0 });
  });
});

describe("model", () => {
  it("is built from text, says what it is made from, and finds that text likelier than its garbled form", () => {
    writeFileSync(join(room, "a.txt"), `${original}\n\n${original.toLowerCase()}`);
    writeFileSync(join(room, "b.jsonl"), `${JSON.stringify({ title: "Spun", text: original })}\n`);
    const parts = ["--part", "news=a.txt", "--part", "feed=b.jsonl", "--size", "news=1"];
    const built = run("model", "build", "-o", "small.lm", ...parts);
    expect(built.status, built.stderr).toBe(0);
    expect(built.stderr).toMatch(/^small\.lm: [\d.]+ MB, built in \d+ s\n$/);
    const stats = JSON.parse(run("model", "stats", "--format", "json", "small.lm").stdout.toString());
    expect(stats.madeBy).toBe(
      "unspin model build --part news=a.txt --size news=1 --part feed=b.jsonl --vocabulary 65536 --minimum-count 1",
    );
    expect(stats.parts.map(({ name }: { name: string }) => name)).toEqual(["news", "feed"]);
    expect(run("model", "stats", "small.lm").stdout.toString()).toMatch(
      /^news: [\d,]+ bigrams and [\d,]+ trigrams from [\d,]+ tokens$/m,
    );
    const perplexity = (text: string, ...more: string[]) => {
      const ran = unspin(room, ["model", "score", "--model", "small.lm", "--format", "jsonl", ...more, "-"], text);
      expect(ran.status, ran.stderr).toBe(0);
      const lines = ran.stdout
        .toString()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      for (const { log, tokens, perplexity: own } of lines) expect(own).toBeCloseTo(Math.exp(-log / tokens), 6);
      return Number(/perplexity ([\d.]+)/.exec(ran.stderr)?.[1]);
    };
    expect(perplexity(original)).toBeLessThan(perplexity(spun));
    expect(perplexity(original, "--part", "feed")).not.toBe(perplexity(original, "--part", "news"));
    expect(run("model", "score", "--model", "small.lm", "--part", "sport", "a.txt").stderr).toContain(
      "Parts: news, feed.",
    );
  });
});
