import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisionLine } from "../../src/decisions/ledger.js";
import type { Edit, RepairResult } from "../../src/result.js";
import { unspin } from "./run.js";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-carry-"));
});
afterEach(() => rmSync(room, { recursive: true }));

const read = (name: string) => readFileSync(join(room, name));
const write = (name: string, content: string) => writeFileSync(join(room, name), content);
const take = (from: string, to: string) => cpSync(join(samples, from), join(room, to), { recursive: true });
const run = (...args: string[]) => unspin(room, args);

function reportOf(...files: string[]): RepairResult[] {
  const { stdout } = run("repair", "--format", "jsonl", ...files);
  write("report.jsonl", stdout.toString("utf8"));
  const lines = stdout.toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RepairResult);
}

function decide(edit: Edit, decision: "accept" | "reject", now = edit.now): string {
  const { id, was, now: proposed } = edit;
  return decisionLine({ schema: 1, fingerprint: id, was, now, decision, ...(now !== proposed && { proposed }) });
}

describe("unspin apply and revert", { timeout: 120_000 }, () => {
  it("carry out what repair would, and undo it, for a text on standard output", () => {
    take("spun/climate.txt", "a.txt");
    const original = read("a.txt");
    const [result] = reportOf("a.txt") as [RepairResult];
    const applied = run("apply", "report.jsonl");
    expect(applied.stdout.toString("utf8")).toBe(result.text);
    expect(applied.stderr).toMatch(/^a\.txt: \d+ edits carried out in 1 document\n$/);
    expect(applied.status).toBe(0);
    expect(read("a.txt")).toEqual(original);
    expect(run("apply", "report.jsonl", "--write").status).toBe(0);
    expect(read("a.txt").toString("utf8")).toBe(result.text);
    expect(run("revert", "report.jsonl", "-o", "b.txt").status).toBe(0);
    expect(read("b.txt")).toEqual(original);
  });

  it("follow a ledger, as later repairs do, and undo that with the same ledger", () => {
    take("spun/health.txt", "a.txt");
    const original = read("a.txt");
    const [{ edits }] = reportOf("a.txt") as [RepairResult];
    const [wrong, reworded] = edits.filter(({ verdict }) => verdict === "apply") as [Edit, Edit];
    write("ledger.jsonl", decide(wrong, "reject") + decide(reworded, "accept", "my own words"));
    const applied = run("apply", "report.jsonl", "--decisions", "ledger.jsonl", "--write");
    expect(applied.status).toBe(0);
    const text = read("a.txt").toString("utf8");
    expect(text.slice(wrong.start, wrong.end)).toBe(wrong.was);
    expect(text).toContain("my own words");
    writeFileSync(join(room, "c.txt"), original);
    expect(run("repair", "--decisions", "ledger.jsonl", "c.txt").stdout.toString("utf8")).toBe(text);
    expect(run("revert", "report.jsonl", "--write").stderr).toMatch(/refused: .* name that ledger here too/);
    expect(read("a.txt").toString("utf8")).toBe(text);
    expect(run("revert", "report.jsonl", "--decisions", "ledger.jsonl", "--write").status).toBe(0);
    expect(read("a.txt")).toEqual(original);
  });

  it("do the report of a batch, in every format, as the batch did", () => {
    take("feeds", "in");
    expect(run("batch", "in", "--out", "out", "--no-progress").status).toBe(0);
    expect(run("apply", "out/report.jsonl", "--out", "applied").status).toBe(0);
    expect(run("revert", "out/report.jsonl", "--out", "reverted").status).toBe(0);
    const names = readdirSync(join(room, "in"));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      expect(read(`applied/in/${name}`).equals(read(`out/${name}`)), name).toBe(true);
      const [was, now] = [read(`in/${name}`), read(`reverted/in/${name}`)];
      // Packed anew; and a character that was written as a reference may stand as itself.
      if (name.endsWith(".gz")) expect(gunzipSync(now)).toEqual(gunzipSync(was));
      else if (name === "atom.xml") expect(now.toString("utf8")).toBe(was.toString("utf8").replace("&amp;nbsp;", " "));
      else expect(now.equals(was), name).toBe(true);
    }
  });

  it("refuse one document of several and do the others, also within a file", () => {
    take("feeds/articles.jsonl", "in.jsonl");
    const spun = JSON.stringify(readFileSync(join(samples, "spun/climate.txt"), "utf8"));
    write("in.jsonl", `{"id":"1","text":${spun}}\n{"id":"2","text":${spun}}\n{"id":"3","text":${spun}}\n`);
    expect(run("batch", "in.jsonl", "--out", "out", "--no-progress").status).toBe(0);
    write("in.jsonl", read("in.jsonl").toString("utf8").replace('"2","text":"', '"2","text":"New: '));
    const { status, stderr } = run("apply", "out/report.jsonl", "--out", "applied");
    expect(status).toBe(3);
    expect(stderr).toMatch(/^unspin: in\.jsonl: item 2 \(2\): refused: its text is not the one .*\n/);
    expect(stderr).toMatch(/edits carried out in 2 documents; 1 document refused\n$/);
    const [first, second, third] = read("applied/in.jsonl").toString("utf8").split("\n");
    const [done] = read("out/in.jsonl").toString("utf8").split("\n");
    expect(first).toBe(done);
    expect(second).toBe(read("in.jsonl").toString("utf8").split("\n")[1]);
    expect(third).toBe(done!.replace('"1"', '"3"'));
  });

  it("name files that are missing, documents that are gone, and standard input; others go on", () => {
    take("spun/climate.txt", "a.txt");
    take("spun/health.txt", "b.txt");
    const [a, b] = reportOf("a.txt", "b.txt");
    rmSync(join(room, "a.txt"));
    const one = run("apply", "report.jsonl", "--out", "done");
    expect(one.stderr).toMatch(
      /^unspin: a\.txt: the file of the report is not here\. Paths in a report are as they were/,
    );
    expect(one.status).toBe(3);
    expect(read("done/b.txt").toString("utf8")).toBe(b!.text);
    write("report.jsonl", `${JSON.stringify({ ...a, source: "-", place: { file: "-" } })}\n`);
    const none = run("apply", "report.jsonl");
    expect(none.stderr).toContain("was read from standard input: there is no file to change");
    expect(none.status).toBe(2);
  });

  it("change nothing for a damaged report or ledger, several files without a place, or two places", () => {
    take("spun/climate.txt", "a.txt");
    take("spun/health.txt", "b.txt");
    const original = read("a.txt");
    reportOf("a.txt", "b.txt");
    expect(run("apply", "report.jsonl").stderr).toContain("the report names 2 files");
    expect(run("apply", "report.jsonl", "-o", "c.txt").stderr).toContain("cannot go into one file");
    expect(run("apply", "report.jsonl", "--out", "c", "--write").stderr).toContain("--out and --write say two places");
    expect(run("apply", "-").stderr).toContain("Save it to a file");
    write("ledger.jsonl", "{oops}\n");
    const ledger = run("apply", "report.jsonl", "--write", "--decisions", "ledger.jsonl");
    expect(ledger.stderr).toMatch(/^unspin: ledger\.jsonl:1:2: this line is no JSON/);
    write("report.jsonl", `${read("report.jsonl").toString("utf8")}{"schema":1}\n`);
    const report = run("apply", "report.jsonl", "--write");
    expect(report.stderr).toMatch(/^unspin: report\.jsonl:3:1: "source" must be text/);
    expect([ledger.status, report.status]).toEqual([2, 2]);
    expect(read("a.txt")).toEqual(original);
  });
});

describe("a batch with a ledger", () => {
  it("follows it on its threads, and says when it changed", () => {
    take("spun/climate.txt", "a.txt");
    const [{ edits }] = reportOf("a.txt") as [RepairResult];
    const applied = edits.filter(({ verdict }) => verdict === "apply");
    write("ledger.jsonl", decide(applied[0]!, "reject"));
    const batch = () => run("batch", "a.txt", "--out", "out", "--decisions", "ledger.jsonl", "--no-progress");
    expect(batch().status).toBe(0);
    expect(read("out/a.txt").toString("utf8").slice(applied[0]!.start)).toMatch(
      new RegExp(`^${applied[0]!.was.replace(/[^\w ]/g, ".")}`),
    );
    write("ledger.jsonl", decide(applied[1]!, "reject"));
    const { stderr } = batch();
    expect(stderr).toContain("the ledger ledger.jsonl changed");
    expect(read("out/a.txt").toString("utf8")).toBe(
      run("repair", "--decisions", "ledger.jsonl", "a.txt").stdout.toString("utf8"),
    );
  });

  it("keeps what the run protected, in apply and revert too", () => {
    take("spun/health.txt", "a.txt");
    const original = read("a.txt").toString("utf8");
    expect(original).toContain("Ghana");
    const args = ["batch", "a.txt", "--out", "out", "--protect", "Ghana", "--no-progress"];
    expect(run(...args).status).toBe(0);
    const pair = { schema: 1, fingerprint: "", decision: "accept", everywhere: true } as const;
    const lines = [
      { ...pair, was: "Ghana", now: "Togo" },
      { ...pair, was: "clinic", now: "surgery" },
    ];
    write("ledger.jsonl", lines.map(decisionLine).join(""));
    const applied = run("apply", "out/report.jsonl", "--decisions", "ledger.jsonl", "-o", "b.txt");
    expect(applied.status, applied.stderr).toBe(0);
    const text = read("b.txt").toString("utf8");
    expect(text).toContain("surgery");
    expect(text).toContain("Ghana");
    expect(text).not.toContain("Togo");
    write("out/a.txt", text);
    expect(run("revert", "out/report.jsonl", "--decisions", "ledger.jsonl", "-o", "c.txt").status).toBe(0);
    expect(read("c.txt").toString("utf8")).toBe(original);
  });
});
