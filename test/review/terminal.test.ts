import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Decision, decisionLine, readLedger } from "../../src/decisions/ledger.js";
import { unspin } from "../cli/run.js";
import { resultOf, SMALL, writeReport } from "./report.js";
import { hasTmux, Terminal, type TerminalOptions } from "./terminal.js";

let room = "";
let terminal: Terminal | undefined;
const ledger = () => join(room, "report.decisions.jsonl");

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-terminal-"));
  writeReport(join(room, "report.jsonl"), SMALL);
});
afterEach(() => {
  terminal?.close();
  terminal = undefined;
  rmSync(room, { recursive: true });
});

function review(args: readonly string[] = [], options: TerminalOptions = {}): Terminal {
  terminal = new Terminal(room, ["review", "--terminal", "report.jsonl", ...args], options);
  return terminal;
}

/** What was decided, without times. */
async function decided(): Promise<string[]> {
  const decisions = await readLedger(ledger());
  return decisions.map(({ was, now, decision, everywhere, proposed }) =>
    [decision, was, now, proposed && `for ${proposed}`, everywhere && "everywhere"].filter(Boolean).join(" "),
  );
}

describe.skipIf(!hasTmux)("a review in a terminal (skipped where tmux is not installed)", () => {
  it("decides with the keys of the page, and gives the terminal back", async () => {
    const shell = review();
    await shell.until(
      "1/2 mill.txt",
      "change 1/5 · 5 open",
      "▸[-metal-]{+steel+}",
      "1 iron .06 · 2 alloy .02",
      "proprietor{?owner .41?}",
    );
    shell.press("a");
    await shell.until("The [-metal-]{+steel+}✓ mill", "change 2/5 · 4 open", "Accepted: “metal”");
    shell.press("r");
    await shell.until("first metal✗ left", "change 3/5");
    shell.press("e", "C-u");
    shell.type("boss 日本");
    await shell.until("Wording: boss 日本");
    shell.press("Enter");
    await shell.until("2/2 port.txt", "change 4/5 · 2 open", "▸[-supply-]{+delivery+}");
    shell.press("u");
    await shell.until("1/2 mill.txt", "▸proprietor{?owner .41?}", "Taken back");
    shell.press("k", "k", "2");
    await shell.until("{+alloy+}✓");
    shell.press("q");
    await shell.until(/^before\n/, "5 decisions were written to report.decisions.jsonl", "ended with 0");
    expect(shell.asked("#{alternate_on} #{cursor_flag}")).toBe("0 1");
    expect(await decided()).toEqual([
      "accept metal steel",
      "reject metal steel",
      "accept proprietor boss 日本 for owner",
      "undo proprietor boss 日本 for owner",
      "accept metal alloy for steel",
    ]);
  });

  it("opens again what an earlier review decided", async () => {
    const first = review();
    await first.until("5 open");
    first.press("a", "a", "q");
    await first.until("ended with 0");
    first.close();
    const shell = review(["--who", "ann"]);
    await shell.until("change 3/5 · 3 open");
    shell.press("k", "x");
    await shell.until("change 2/5 · 4 open", "Open again: “metal”.");
    shell.press("x");
    await shell.until("Nothing is decided here.");
    shell.press("q");
    await shell.until("1 decision was written", "ended with 0");
    expect(await decided()).toEqual(["accept metal steel", "accept metal steel", "undo metal steel"]);
    expect((await readLedger(ledger())).map(({ who }) => who)).toEqual([undefined, undefined, "ann"]);
  });

  it("asks before it decides all like this, and whether everywhere", async () => {
    const shell = review(["--who", "ann"]);
    await shell.until("5 open");
    shell.press("A");
    await shell.until("Accept all 2? y here  e everywhere, later too  n no");
    shell.press("n", "R");
    await shell.until("Reject all 2?");
    shell.press("e");
    await shell.until("Rejected 2 and in every later run", "change 3/5 · 3 open");
    shell.press("u");
    await shell.until("change 1/5 · 5 open");
    shell.press("A", "y");
    await shell.until("Accepted 2: “metal”");
    shell.press("q");
    await shell.until("ended with 0");
    expect((await readLedger(ledger())).map(({ who }) => who)).toEqual(["ann", "ann", "ann", "ann"]);
    expect(await decided()).toEqual([
      "reject metal steel everywhere",
      "undo metal steel everywhere",
      "accept metal steel",
      "accept metal steel",
    ]);
  });

  it("searches, helps, goes from document to document, and says where there is no further one", async () => {
    const shell = review();
    await shell.until("5 open");
    shell.press("?");
    await shell.until("j n ↓ →  next change", "q        end the review", "Any key goes back");
    shell.press("x", "/");
    shell.type("HARBOR");
    shell.press("Enter");
    await shell.until("found 1/1", "▸[-harbor-]{+port+}", "1 found");
    shell.press("Down");
    await shell.until("The last change.");
    shell.press("/");
    shell.type("nowhere");
    shell.press("Enter");
    await shell.until("Nothing found for “nowhere”");
    shell.press("/", "Enter", "[");
    await shell.until("change 1/5");
    shell.press("[");
    await shell.until("The first document.");
    shell.press("]");
    await shell.until("change 4/5");
    shell.press("e");
    await shell.until("Wording: delivery");
    shell.press("Escape");
    await shell.until("q end");
    shell.press("C-c");
    await shell.until("unspin: nothing was decided.", "ended with 0");
    expect(existsSync(ledger())).toBe(false);
  });

  it("fits into 40 columns, follows the window's size, and keeps wide characters in their cells", async () => {
    const input =
      "東京 reported that the metal mill 新しい reopened; é and 👍 and wide ｆｕｌｌ letters follow the metal gate.\n".repeat(
        3,
      );
    writeReport(join(room, "report.jsonl"), [
      resultOf("a-rather-long-name-of-a-story.txt", input, [{ was: "metal", now: "鋼" }]),
    ]);
    const shell = review([], { width: 40, height: 12 });
    const narrow = await shell.until("change 1/1 · 1 open", "▸[-metal-]{+鋼+}");
    expect(narrow.slice(1, 5)).toEqual([
      "東京 reported that the ▸[-metal-]{+鋼+}",
      "mill 新しい reopened; é and 👍 and wide",
      "ｆｕｌｌ letters follow the metal gate.",
      "東京 reported that the metal mill 新しい",
    ]);
    shell.resize(100, 12);
    await shell.until("mill 新しい reopened; é and 👍 and wide ｆｕｌｌ letters follow the");
    shell.resize(40, 12);
    await shell.until("\nｆｕｌｌ letters follow the metal gate.\n");
    expect(shell.screen()).toEqual(narrow);
    shell.resize(12, 4);
    await shell.until("Enlarge me");
    shell.resize(40, 12);
    await shell.until("▸[-metal-]{+鋼+}");
    shell.press("a");
    await shell.until("{+鋼+}✓");
  });

  it("shows what a terminal would obey, and obeys none of it", async () => {
    const evil = "The metal\x1b[2J\x1b]0;taken\x07 mill\x9b31m \u202eopens\r.\n";
    const swaps = [
      { was: "metal\x1b[2J", now: "steel\x1b[?1049l", alternatives: [{ now: "\x1bc", probability: 0.1 }] },
    ];
    writeReport(join(room, "report.jsonl"), [resultOf("mill\x1b[2J.txt", evil, swaps)]);
    const shell = review();
    await shell.until(
      "mill\\x1b[2J.txt",
      "[-metal\\x1b[2J-]{+steel\\x1b[?1049l+}\\x1b]0;taken\\x07 mill\\x9b31m\n\\u{202e}opens\\x0d.",
    );
    await shell.until("1 \\x1bc .10");
    shell.press("a");
    await shell.until("Accepted: “metal\\x1b[2J”");
    expect(shell.asked("#{alternate_on}")).toBe("1");
    expect(shell.asked("#{pane_title}")).not.toContain("taken");
  });

  it("uses colours unless NO_COLOR is set", async () => {
    const coloured = /\[3[0-7]m/;
    const shell = review();
    await shell.until("5 open");
    expect(shell.screen({ styles: true }).join("\n")).toMatch(coloured);
    shell.close();
    await review([], { environment: "NO_COLOR=1" }).until("5 open");
    const plain = terminal!.screen({ styles: true }).join("\n");
    expect(plain).not.toMatch(coloured);
    expect(plain).toContain("\x1b[7m");
  });

  it("shows what was decided before, and what others decide meanwhile", async () => {
    const of = (index: number): Decision => {
      const { id, was, now } = SMALL[0]!.edits[index]!;
      return { schema: 1, fingerprint: id, was, now, decision: "reject" };
    };
    appendFileSync(ledger(), decisionLine(of(1)));
    const shell = review();
    await shell.until("first metal✗ left", "4 open");
    appendFileSync(ledger(), decisionLine(of(2)));
    await shell.until("the proprietor✗ said", "3 open");
  });

  it("loses nothing that it showed as decided when it is killed", async () => {
    const shell = review();
    await shell.until("5 open");
    shell.press("a", "r", "a");
    await shell.until("2 open");
    const pids = shell.asked("#{pane_pid}");
    await expect.poll(() => existsSync(ledger()) && readFileSync(ledger(), "utf8").split("\n").length).toBe(4);
    process.kill(-Number(pids), "SIGKILL");
    expect(await decided()).toEqual(["accept metal steel", "reject metal steel", "accept proprietor owner"]);
  });

  it("says when decisions cannot be written, and tries again", async () => {
    mkdirSync(join(room, "kept"));
    const shell = review(["--decisions", "kept/ledger.jsonl"]);
    await shell.until("5 open");
    rmSync(join(room, "kept"), { recursive: true });
    shell.press("a");
    await shell.until("NOT SAVED: the ledger kept/ledger.jsonl");
    mkdirSync(join(room, "kept"));
    shell.press("r");
    await shell.until("Rejected: “metal”");
    rmSync(join(room, "kept"), { recursive: true });
    shell.press("a");
    await shell.until("NOT SAVED");
    shell.press("q");
    await shell.until("unspin: 1 decision could not be written", "ended with 3");
  });
});

describe("where there is no terminal", () => {
  it("says so, with 2", () => {
    const { status, stdout, stderr } = unspin(room, ["review", "--terminal", "report.jsonl"]);
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^unspin: --terminal needs a terminal/);
  });
});
