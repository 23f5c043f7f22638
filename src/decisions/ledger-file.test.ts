import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { appendDecisions, type Decision, decisionLine, readLedger } from "./ledger.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-ledger-"));
const path = join(folder, "ledger.jsonl");
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

const ONE: Decision = {
  schema: 1,
  fingerprint: "b02d093d0a2269db",
  was: "Related Press",
  now: "Associated Press",
  decision: "accept",
};
const ALL: Decision = {
  ...ONE,
  now: "Ann’s “wire”",
  proposed: "Associated Press",
  decision: "accept",
  everywhere: true,
  who: "ann",
  when: "2026-11-22T04:00:00.000Z",
  document: "in/a.xml",
};

describe("decisionLine", () => {
  it("writes the documented keys in their order, on one line", () => {
    expect(decisionLine(ALL)).toBe(
      '{"schema":1,"fingerprint":"b02d093d0a2269db","was":"Related Press","now":"Ann’s “wire”","decision":"accept",' +
        '"everywhere":true,"who":"ann","when":"2026-11-22T04:00:00.000Z","document":"in/a.xml","proposed":"Associated Press"}\n',
    );
  });
});

describe("readLedger", () => {
  it("gives back what was appended, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", minLength: 1 }),
        fc.string({ unit: "grapheme" }),
        async (was, now) => {
          rmSync(path, { force: true });
          const decisions = [ONE, { ...ALL, was, now }, { ...ONE, decision: "undo" as const }];
          await appendDecisions(path, decisions.slice(0, 1));
          await appendDecisions(path, decisions.slice(1));
          const expected = decisions.map(({ proposed, ...rest }) =>
            proposed === undefined || proposed === rest.now ? rest : { ...rest, proposed },
          );
          expect(await readLedger(path)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("is lenient: other words, absent and unknown keys, a byte order mark, CRLF, blank lines, no last line feed", async () => {
    const lines = [
      '{"fingerprint":"a","was":"x","now":"y","decision":"accepted","note":1}',
      "",
      '{"was":"x","now":"","decision":"rejected","everywhere":true}',
    ];
    writeFileSync(path, `\ufeff${lines.join("\r\n")}`);
    expect(await readLedger(path)).toEqual([
      { schema: 1, fingerprint: "a", was: "x", now: "y", decision: "accept" },
      { schema: 1, fingerprint: "", was: "x", now: "", decision: "reject", everywhere: true },
    ]);
  });

  it.each([
    ["no JSON", "{oops}", /ledger\.jsonl:2:2: this line is no JSON: expected a key in quotes or "}", found "o"/],
    ["no object", "[1]", /ledger\.jsonl:2:1: the record is not as a ledger has it/],
    ["an unknown decision", '{"fingerprint":"é","was":"x","now":"y","decision":"keep"}', /:2:51: "decision" is not/],
    ["a missing key", '{"fingerprint":"a","was":"x","decision":"accept"}', /:2:1: "now" is not/],
    ["nothing to replace", '{"fingerprint":"a","was":"","now":"","decision":"accept"}', /:2:26: "was" is not/],
    ["no fingerprint", '{"was":"x","now":"y","decision":"accept"}', /needs the edit's `fingerprint`/],
    ["a newer version", '{"schema":2,"fingerprint":"a","was":"x","now":"y","decision":"accept"}', /:2:11: "schema"/],
    ["no time", '{"fingerprint":"a","was":"x","now":"y","decision":"accept","when":"noon"}', /:2:67: "when"/],
    ["two on a line", `${decisionLine(ONE).trim()}{}`, /:2:113: this line is no JSON: there is more behind the end/],
  ])("says where and why for %s", async (_, line, message) => {
    writeFileSync(path, `${decisionLine(ONE)}${line}\n${decisionLine(ONE)}`);
    await expect(readLedger(path)).rejects.toThrow(message);
  });

  it("says what is wrong with bytes that are no UTF-8, a folder, and no file", async () => {
    writeFileSync(path, Buffer.from(decisionLine(ONE).replace("Related", "Rel\u00e4ted"), "latin1"));
    await expect(readLedger(path)).rejects.toThrow(/:1:56: this line is no JSON: the bytes are not valid UTF-8/);
    await expect(readLedger(folder)).rejects.toThrow("it is a folder");
    await expect(readLedger(join(folder, "none"))).rejects.toThrow("there is no such file");
  });

  it("leaves out and names a line that breaks off anywhere, and the next writer closes it", async () => {
    const line = Buffer.from(decisionLine(ALL));
    for (let length = 1; length < line.length - 2; length++) {
      writeFileSync(path, Buffer.concat([Buffer.from(decisionLine(ONE)), line.subarray(0, length)]));
      const notes: string[] = [];
      expect(await readLedger(path, (note) => notes.push(note))).toEqual([ONE]);
      expect(notes).toEqual([expect.stringMatching(/ledger\.jsonl:2: the line breaks off/)]);
      if (length % 40 !== 0) continue;
      await appendDecisions(path, [ALL]);
      expect(await readLedger(path)).toEqual([ONE, ALL]);
    }
  });
});

const built = fileURLToPath(new URL("../../dist/decisions/ledger.js", import.meta.url));

/** Another program that appends `count` decisions, a call each. */
function writer(who: string, count: number) {
  const script = `
    import { appendDecisions } from ${JSON.stringify(pathToFileURL(built).href)};
    for (let n = 0; n < ${count}; n++) {
      await appendDecisions(${JSON.stringify(path)}, [
        { ...${JSON.stringify(ONE)}, fingerprint: "${who}" + n, was: "w".repeat(1 + (n * 997) % 9000), who: "${who}" },
      ]);
    }`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "inherit"] });
}

describe("appendDecisions", () => {
  it("takes the decisions of several programs at once, whole and in each one's order", async () => {
    expect(existsSync(built), 'run "npm run build" first').toBe(true);
    const names = ["ann", "ben", "cho"];
    await Promise.all(names.map((who) => once(writer(who, 60), "exit")));
    const decisions = await readLedger(path, expect.unreachable);
    for (const who of names) {
      const own = decisions.filter((one) => one.who === who).map(({ fingerprint }) => fingerprint);
      expect(own).toEqual(Array.from({ length: 60 }, (_, n) => who + n));
    }
    expect(decisions).toHaveLength(180);
  });

  it("loses nothing that was appended when its program is killed", async () => {
    const child = writer("ann", 100_000);
    while (!existsSync(path) || readFileSync(path).length < 50_000) await new Promise((wake) => setTimeout(wake, 5));
    child.kill("SIGKILL");
    await once(child, "exit");
    appendFileSync(path, '{"schema":1,"finger');
    await appendDecisions(path, [ALL]);
    const decisions = await readLedger(path);
    expect(decisions.at(-1)).toEqual(ALL);
    expect(decisions.slice(0, -1).map(({ fingerprint }) => fingerprint)).toEqual(
      Array.from({ length: decisions.length - 1 }, (_, n) => `ann${n}`),
    );
  });

  it("says where it cannot write", async () => {
    await expect(appendDecisions(join(folder, "no", "ledger.jsonl"), [ONE])).rejects.toThrow(
      /the ledger .*no.ledger\.jsonl: the decision could not be written/,
    );
  });
});
