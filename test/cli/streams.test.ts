import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main, shell } from "./run.js";

const story = `${"The council met on Monday to discuss the plan for a new bridge across the river. ".repeat(30).trim()}\n`;

let room = "";
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-streams-"));
  writeFileSync(join(room, "story.txt"), story);
});
afterEach(() => rmSync(room, { recursive: true }));

describe("standard output", () => {
  it("may be closed by the reader: quiet, exit 0", () => {
    writeFileSync(join(room, "long.txt"), story.repeat(400));
    const ran = shell(room, "unspin repair long.txt | head -c 10; echo $PIPESTATUS");
    expect(ran.stdout.toString()).toBe("The counci0\n");
    expect(ran.stderr).not.toMatch(/EPIPE|Error|unspin:/);
  });

  it("may be closed while standard input still flows", () => {
    const ran = shell(room, "yes | { unspin trace --stdin --format jsonl; echo $? >&2; } | head -1 > /dev/null");
    expect(ran.stderr).toBe("0\n");
  });

  it("may be closed under help", () => {
    expect(shell(room, "unspin repair --help | true; echo $PIPESTATUS").stdout.toString()).toBe("0\n");
  });

  it("that is full ends the run with 3 and says so", () => {
    const ran = shell(room, "unspin repair story.txt > /dev/full");
    expect(ran.stderr).toMatch(/^unspin: standard output: ENOSPC.*incomplete/m);
    expect(ran.status).toBe(3);
  });

  it.each([">", ">>"])("must not be the input file (%s)", (arrow) => {
    const ran = shell(room, `unspin repair story.txt ${arrow} story.txt`);
    expect(ran.stderr).toMatch(/^unspin: story\.txt: is also where the output goes/);
    expect(ran.status).toBe(2);
    expect(readFileSync(join(room, "story.txt"), "utf8")).toBe(arrow === ">" ? "" : story);
  });

  it("must not be the file behind standard input", () => {
    const ran = shell(room, "unspin repair - < story.txt >> story.txt");
    expect(ran.stderr).toMatch(/^unspin: standard input: is also where the output goes/);
    expect(ran.status).toBe(2);
  });

  it("has no colours and no progress when it is no terminal", () => {
    const ran = shell(room, "unspin repair --format words story.txt story.txt story.txt");
    expect(ran.stdout.toString() + ran.stderr).not.toContain("\u001b");
  });
});

describe("standard input", () => {
  it("is read when something is piped in and no file is named", () => {
    const ran = shell(room, "cat story.txt | unspin repair");
    expect(ran.stdout.toString()).toBe(story);
    expect(ran.status).toBe(0);
  });

  it("may be a directory, which is an error", () => {
    const ran = shell(room, "unspin repair - < .");
    expect(ran.stderr).toMatch(/^unspin: standard input: is a directory/);
    expect(ran.status).toBe(2);
  });

  it("is answered line by line as it comes, and Ctrl-C ends with 130", async () => {
    const child = spawn(process.execPath, [main, "trace", "--stdin", "--format", "jsonl"], { stdio: "pipe" });
    child.stdin.write("\n");
    const [answer] = await once(child.stdout, "data");
    expect(String(answer)).toBe('{"phrase":"","candidates":[]}\n');
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
  });
});

describe("a long text", () => {
  it("does not keep Ctrl-C waiting", async () => {
    const spun = readFileSync(new URL("./story/spun.txt", import.meta.url), "utf8");
    writeFileSync(join(room, "long.txt"), spun.repeat(8000));
    const child = spawn(process.execPath, [main, "repair", "long.txt", "-o", "out.txt"], {
      cwd: room,
      stdio: "ignore",
    });
    await setTimeout(2500);
    const asked = performance.now();
    child.kill("SIGINT");
    const [code, signal] = await once(child, "exit");
    // By our own exit or by the system, which shells report alike.
    expect(code === 130 || signal === "SIGINT").toBe(true);
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(readdirSync(room).sort()).toEqual(["long.txt", "story.txt"]);
  });
});

describe("files", () => {
  const limited = (line: string) => `trap "" XFSZ; ulimit -f 1; ${line}`;

  it("that the disk takes only in part are not replaced", () => {
    // A limit on file size cuts a write short just as a full disk does.
    writeFileSync(join(room, "new.txt"), "old");
    const ran = shell(room, limited("unspin repair story.txt -o new.txt"));
    expect(ran.stderr).toMatch(/^unspin: new\.txt: it could not be written.*Nothing was changed there\.$/m);
    expect(ran.status).toBe(2);
    expect(readFileSync(join(room, "new.txt"), "utf8")).toBe("old");
    expect(readdirSync(room).sort()).toEqual(["new.txt", "story.txt"]);
  });

  it("with -o may be the input", () => {
    const ran = shell(room, "unspin repair story.txt -o story.txt");
    expect(ran.status).toBe(0);
    expect(readFileSync(join(room, "story.txt"), "utf8")).toBe(story);
  });

  it("that the system fails to read are named", () => {
    const ran = shell(room, "unspin repair /proc/self/mem");
    expect(ran.stderr).toMatch(/^unspin: \/proc\/self\/mem: could not be read \(EIO/);
    expect(ran.status).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)("without permission are named", () => {
    const ran = shell(room, "chmod 000 story.txt; unspin repair story.txt");
    expect(ran.stderr).toMatch(/^unspin: story\.txt: may not be read \(no permission\)/);
    expect(ran.status).toBe(2);
  });

  it("may be pipes", () => {
    const ran = shell(room, "unspin repair <(cat story.txt)");
    expect(ran.stdout.toString()).toBe(story);
  });
});
