import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisionLine } from "../../src/decisions/ledger.js";
import type { RepairResult } from "../../src/result.js";
import { hasTmux, Terminal } from "../review/terminal.js";
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

/** A story, its report, and decisions on all of it: every fourth edit rejected. */
function review(): void {
  write("story.txt", readFileSync(new URL("spun/health.txt", samples), "utf8"));
  const json = run("repair", "--format", "json", "story.txt").stdout.toString("utf8");
  write("report.json", json);
  const { edits } = JSON.parse(json) as RepairResult;
  const lines = edits.map(({ id, was, now }, at) =>
    decisionLine({ schema: 1, fingerprint: id, was, now, decision: at % 4 === 0 ? "reject" : "accept" }),
  );
  write("ledger.jsonl", lines.join(""));
}

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
      "my.yaml: 1 entry added, 0 changed\n" +
        "unspin: the entries have no examples. With --report REPORT, the report that was reviewed, its sentences become examples.\n" +
        "unspin: nothing was written. To write it, add --yes.\n",
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

  it("takes the sentences of the review for examples, and what it writes passes lint and test", () => {
    review();
    const learned = learn("--report", "report.json", "--id", "mine", "-o", "mine.yaml", "--yes");
    expect(learned.stderr).toMatch(/^mine\.yaml: \d+ entries added, 0 changed; \d+ pairs left out/);
    const written = read("mine.yaml");
    expect(written).toMatch(/^# unspin dictionary 1\nfamily: mine\n/);
    expect(written.match(/^ {4}repairs:\n {6}- \["/gm)?.length).toBeGreaterThan(30);
    const lint = run("dictionary", "lint", "mine.yaml");
    expect(lint.stderr).toMatch(/^1 file, \d+ entries: 0 problems/);
    expect(lint.status).toBe(0);
    const test = run("dictionary", "test", "mine.yaml");
    expect(Number(/, (\d+) examples: 0 problems\n$/.exec(test.stderr)?.[1])).toBeGreaterThan(30);
    expect(run("repair", "--dictionary", "mine.yaml", "story.txt").status).toBe(0);
    const again = learn("--report", "report.json", "-o", "mine.yaml", "--yes");
    expect(again.stderr).toMatch(/^mine\.yaml: nothing to learn that is not there already/);
  }, 60_000);

  it("finds the report beside the ledger that its review began, and adds examples to entries that have none", () => {
    review();
    expect(learn("-o", "mine.yaml", "--yes").stderr).toContain("the entries have no examples.");
    const lint = run("dictionary", "lint", "mine.yaml");
    expect(lint.stdout.toString("utf8")).toMatch(
      /^mine\.yaml:\d+:\d+: advice: ".*" and \d+ more: learned in review, without examples\. /,
    );
    expect(lint.status).toBe(0);
    write("report.decisions.jsonl", read("ledger.jsonl"));
    const beside = run("dictionary", "learn", "--decisions", "report.decisions.jsonl", "-o", "mine.yaml", "--yes");
    expect(beside.stderr).toMatch(
      /^unspin: examples come from report\.json, which was reviewed\nmine\.yaml: 0 entries added, \d\d+ changed/,
    );
    expect(read("mine.yaml")).toContain("    repairs:\n");
  }, 60_000);

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

describe.skipIf(!hasTmux)("the question whether to write (skipped where tmux is not installed)", () => {
  let terminal: Terminal | undefined;
  afterEach(() => terminal?.close());

  const QUESTION = "Write this to my.yaml? [y/N]";
  async function asked(): Promise<Terminal> {
    const decision = {
      schema: 1,
      fingerprint: "",
      was: "zee",
      now: "the",
      decision: "accept",
      everywhere: true,
    } as const;
    write("ledger.jsonl", decisionLine(decision));
    const args = ["dictionary", "learn", "--decisions", "ledger.jsonl", "-o", "my.yaml"];
    terminal = new Terminal(room, args, { width: 100, height: 40 });
    await terminal.until("+  - spun: zee", QUESTION);
    return terminal;
  }

  it.each([["y"], ["YES"]])("writes on %s", async (answer) => {
    const shell = await asked();
    shell.type(answer);
    shell.press("Enter");
    await shell.until("ended with 0");
    expect(read("my.yaml")).toContain("- spun: zee\n");
  });

  it.each([
    ["no answer", ["Enter"], "ended with 0"],
    ["another answer", ["n", "Enter"], "ended with 0"],
    ["an answer that only begins so", ["y", "o", "Enter"], "ended with 0"],
    ["the end of the input", ["C-d"], "ended with 0"],
    ["Ctrl-C", ["C-c"], "ended with 130"],
  ])("writes nothing on %s", async (_, keys, end) => {
    const shell = await asked();
    shell.press(...keys);
    const screen = await shell.until(end);
    expect(screen.some((line) => line.startsWith("unspin: nothing was written."))).toBe(end === "ended with 0");
    expect(() => read("my.yaml")).toThrow();
  });
});
