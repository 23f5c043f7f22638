import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisionLine } from "../../src/decisions/ledger.js";
import type { RepairResult } from "../../src/result.js";
import { unspin } from "./run.js";

const samples = new URL("../../samples/", import.meta.url);
let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-learned-"));
});
afterEach(() => rmSync(room, { recursive: true }));

const run = (...args: string[]) => unspin(room, args);
const learn = (...args: string[]) => run("dictionary", "learn", "--decisions", "ledger.jsonl", ...args);
const write = (name: string, content: string) => writeFileSync(join(room, name), content);
const read = (name: string) => readFileSync(join(room, name), "utf8");

/** A story whose "harbour" was swapped by nobody's table but the reviewer's. */
const STORY = readFileSync(new URL("spun/climate.txt", samples), "utf8").replaceAll(/\bthe\b/g, "zee");

describe("unspin dictionary learn --decisions", () => {
  it("shows a diff, writes it only when confirmed, and the next repair knows the pair", () => {
    write("story.txt", STORY);
    const decision = {
      schema: 1,
      fingerprint: "",
      was: "zee",
      now: "the",
      decision: "accept",
      everywhere: true,
    } as const;
    write("ledger.jsonl", decisionLine(decision));
    const shown = learn("-o", "my.yaml");
    expect(shown.stdout.toString("utf8")).toMatch(
      /^--- a\/my\.yaml\n\+\+\+ b\/my\.yaml\n@@ [\s\S]*\+ {2}- spun: zee\n\+ {4}original: the\n/,
    );
    expect(shown.stderr).toBe(
      "my.yaml: 1 entry added, 0 changed\nunspin: nothing was written. To write it, add --yes.\n",
    );
    expect(shown.status).toBe(0);
    expect(() => read("my.yaml")).toThrow();
    expect(learn("-o", "my.yaml", "--yes").status).toBe(0);
    const count = (text: string) => text.match(/\bzee\b/g)?.length ?? 0;
    const without = run("repair", "story.txt").stdout.toString("utf8");
    const repaired = run("repair", "--dictionary", "my.yaml", "story.txt").stdout.toString("utf8");
    expect(count(without)).toBeGreaterThan(10);
    expect(count(repaired)).toBeLessThan(count(without) / 2);
    expect(learn("-o", "my.yaml", "--yes").stderr).toBe("my.yaml: nothing to learn that is not there already\n");
  });

  it("takes the sentences of rejections from the report", () => {
    write("story.txt", readFileSync(new URL("spun/health.txt", samples), "utf8"));
    const json = run("repair", "--format", "json", "story.txt").stdout.toString("utf8");
    write("report.json", json);
    const { edits } = JSON.parse(json) as RepairResult;
    const lines = edits.map(({ id, was, now }, at) =>
      decisionLine({ schema: 1, fingerprint: id, was, now, decision: at % 4 === 0 ? "reject" : "accept" }),
    );
    write("ledger.jsonl", lines.join(""));
    const learned = learn("--report", "report.json", "--id", "mine");
    expect(learned.stdout.toString("utf8")).toMatch(/^# unspin dictionary 1\nfamily: mine\n/);
    write("mine.yaml", learned.stdout.toString("utf8"));
    expect(run("repair", "--dictionary", "mine.yaml", "story.txt").status).toBe(0);
  });

  it("says what it cannot do", () => {
    write("ledger.jsonl", "");
    expect(learn("story.txt").stderr).toContain("--decisions learns from ledgers alone");
    expect(learn("-o", "my.yaml").stderr).toBe("my.yaml: nothing to learn that is not there already\n");
    write("my.yaml", "family: [\n");
    write("ledger.jsonl", decisionLine({ schema: 1, fingerprint: "a", was: "zee", now: "the", decision: "accept" }));
    const broken = learn("-o", "my.yaml", "--yes");
    expect(broken.stderr).toMatch(/my\.yaml:\d+:\d+: /);
    expect(broken.status).toBe(2);
    expect(read("my.yaml")).toBe("family: [\n");
    expect(run("dictionary", "learn", "--pairs", "x.jsonl").stderr).toContain("required option '--id <id>'");
  });
});
