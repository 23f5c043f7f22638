import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Decision, decisionLine, readLedger } from "../../src/decisions/ledger.js";
import { unspin } from "../cli/run.js";
import { SMALL, writeReport } from "./report.js";
import { interrupt, post, type Serving, serve } from "./serving.js";

const STEEL: Decision = {
  schema: 1,
  fingerprint: SMALL[0]!.edits[0]!.id,
  was: "metal",
  now: "steel",
  decision: "accept",
  when: "2026-11-22T04:00:00.000Z",
  document: "mill.txt",
};
const numbered = (n: number): Decision => ({ ...STEEL, fingerprint: n.toString(16).padStart(16, "0") });

let room = "";
let serving: Serving;
const ledger = () => join(room, "report.decisions.jsonl");
const start = async (...args: string[]) => {
  serving = await serve(room, ["report.jsonl", "--no-open", ...args]);
};

beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-review-"));
  writeReport(join(room, "report.jsonl"), SMALL);
});
afterEach(async () => {
  if (serving) await interrupt(serving);
  rmSync(room, { recursive: true });
});

/** What an events stream has told so far, and a way to wait for more. */
async function follow({ origin, token }: Serving): Promise<{ until(lines: number): Promise<string[]>; close(): void }> {
  const stop = new AbortController();
  const { body } = await fetch(`${origin}/events?token=${token}`, { signal: stop.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const lines = () => heard.split("\n").filter((line) => line.startsWith("data: "));
  return {
    async until(count) {
      while (lines().length < count) heard += (await reader.read()).value ?? "";
      return lines().map((line) => `${line.slice("data: ".length)}\n`);
    },
    close: () => stop.abort(),
  };
}

describe("the server of a review", () => {
  it("serves the page, what was decided before, and says at the end where the decisions are", async () => {
    writeFileSync(ledger(), decisionLine({ ...STEEL, decision: "reject" }));
    await start();
    const page = await fetch(serving.address);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect([...page.headers.keys()].filter((name) => /cookie|allow-origin/.test(name))).toEqual([]);
    expect((await post(serving, [STEEL])).status).toBe(204);
    const read = await fetch(`${serving.origin}/ledger`, { headers: { Authorization: `Bearer ${serving.token}` } });
    expect(await read.text()).toBe(decisionLine({ ...STEEL, decision: "reject" }) + decisionLine(STEEL));
    expect(await interrupt(serving)).toBe(0);
    expect(serving.said()).toContain(
      "unspin: 1 decision was written to report.decisions.jsonl. To carry them out:\n" +
        "  unspin apply report.jsonl --decisions report.decisions.jsonl\n",
    );
    expect(readFileSync(ledger(), "utf8")).toBe(decisionLine({ ...STEEL, decision: "reject" }) + decisionLine(STEEL));
  });

  it("listens to this machine alone, on the port that was asked for", async () => {
    await start("--decisions", "other.jsonl");
    const port = Number(new URL(serving.origin).port);
    const second = unspin(room, ["review", "report.jsonl", "--no-open", "--port", String(port)]);
    expect(second.status).toBe(2);
    expect(second.stderr).toMatch(`unspin: port ${port}: it cannot be taken`);
    await interrupt(serving);
    await start("--port", String(port));
    expect(serving.origin).toBe(`http://127.0.0.1:${port}`);
    expect(existsSync(join(room, "other.jsonl"))).toBe(false);
  });

  it("tells every client what the others decide, and what another program appends", async () => {
    await start();
    const [one, other] = await Promise.all([follow(serving), follow(serving)]);
    await post(serving, [numbered(1), numbered(2)]);
    await post(serving, [numbered(3)]);
    const three = [1, 2, 3].map((n) => decisionLine(numbered(n)));
    expect(await one.until(3)).toEqual(three);
    expect(await other.until(3)).toEqual(three);
    appendFileSync(ledger(), `no decision\n${decisionLine(numbered(4))}`);
    expect((await one.until(4)).at(-1)).toBe(decisionLine(numbered(4)));
    expect(serving.said()).toContain("a line that another program appended is no decision");
    const late = await follow(serving);
    expect(await late.until(4)).toHaveLength(4);
    for (const stream of [one, other, late]) stream.close();
  });

  it("always has a connection left for decisions: the oldest of many streams ends", async () => {
    await start();
    const streams = await Promise.all(
      Array.from({ length: 4 }, () => fetch(`${serving.origin}/events?token=${serving.token}`)),
    );
    const fifth = await fetch(`${serving.origin}/events?token=${serving.token}`);
    const ended = await Promise.race(streams.map(async (stream, n) => [n, await stream.text()] as const));
    expect(ended[1]).toContain("retry: 3000");
    await fifth.body?.cancel();
  });

  it("has every acknowledged decision in the ledger when it is killed in the midst of many", async () => {
    await start();
    const acknowledged: number[] = [];
    const tab = async (first: number) => {
      for (let n = first; ; n += 4) {
        if ((await post(serving, [numbered(n)])).status === 204) acknowledged.push(n);
      }
    };
    const tabs = [0, 1, 2, 3].map((first) => tab(first).catch(() => {}));
    while (acknowledged.length < 100) await new Promise((wake) => setTimeout(wake, 2));
    serving.child.kill("SIGKILL");
    await Promise.all(tabs);
    const written = new Set((await readLedger(ledger())).map(({ fingerprint }) => fingerprint));
    expect(acknowledged.map((n) => numbered(n).fingerprint).filter((one) => !written.has(one))).toEqual([]);
    expect(written.size).toBeGreaterThanOrEqual(100);
    await start();
    const read = await fetch(`${serving.origin}/ledger`, { headers: { Authorization: `Bearer ${serving.token}` } });
    expect((await read.text()).split("\n").length - 1).toBe(written.size);
  });

  it("opens the browser where there is a screen, and says so where there is none", async () => {
    const opened = join(room, "opened");
    writeFileSync(join(room, "browser"), `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`);
    chmodSync(join(room, "browser"), 0o755);
    // A home without settings, in which nothing but $BROWSER says what opens a page.
    const home = { HOME: room, XDG_DATA_DIRS: room, XDG_DATA_HOME: room, XDG_CONFIG_HOME: room };
    const env = { ...home, BROWSER: join(room, "browser"), DISPLAY: ":9", SSH_CONNECTION: "" };
    serving = await serve(room, ["report.jsonl"], env);
    for (let tries = 0; !existsSync(opened) && tries < 300; tries++) await new Promise((wake) => setTimeout(wake, 20));
    expect(readFileSync(opened, "utf8")).toBe(serving.address);
    await interrupt(serving);
    serving = await serve(room, ["report.jsonl"], { DISPLAY: "", WAYLAND_DISPLAY: "" });
    await interrupt(serving);
    expect(serving.said()).toContain("there is no display here");
  });
});

describe("a review that cannot begin", () => {
  const refused = (args: readonly string[]) => {
    const { status, stdout, stderr } = unspin(room, ["review", ...args]);
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: "" });
    return stderr;
  };

  it("says what is wrong with the report, the ledger or the flags", () => {
    expect(refused(["none.jsonl"])).toMatch("the report none.jsonl: there is no such file");
    expect(refused(["-"])).toMatch("a review needs a report in a file");
    expect(refused(["report.jsonl", "--port", "70000"])).toMatch("from 0 (any that is free) to 65535");
    expect(refused(["report.jsonl", "--terminal", "--port", "4000"])).toMatch("--terminal serves no page");
    writeFileSync(ledger(), `${decisionLine(STEEL)}{"fingerprint":"a"}\n`);
    expect(refused(["report.jsonl", "--no-open"])).toMatch('report.decisions.jsonl:2:1: "was" is not');
    rmSync(ledger());
    writeFileSync(join(room, "report.jsonl"), '{"schema":1}\n');
    expect(refused(["report.jsonl", "--no-open"])).toMatch('report.jsonl:1:1: "source" must be text');
    expect(existsSync(ledger())).toBe(false);
  });
});
