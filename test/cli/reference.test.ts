import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shell, unspin } from "./run.js";

let room = "";
const run = (...args: string[]) => unspin(room, ["reference", ...args]);
const put = (name: string, text: string) => writeFileSync(join(room, name), text);
const heard = ({ status, stdout, stderr }: ReturnType<typeof run>) => ({ status, stdout: stdout.toString(), stderr });
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-reference-"));
  put("mill.txt", "Mill to close\n\nThe steel mill at Bruna closes in May, its owner said.\n");
  put(
    "wire.jsonl",
    '{"id":"w1","title":"Tariffs","text":"A tariff on steel was raised.","date":"2019-05-01","url":"https://example.org/1"}\n',
  );
});
afterEach(() => rmSync(room, { recursive: true }));

describe("reference", () => {
  it("adds articles once, finds them, counts them, and takes them out", () => {
    expect(heard(run("add", "refs.sqlite", "mill.txt", "wire.jsonl"))).toEqual({
      status: 0,
      stdout: "",
      stderr: "refs.sqlite: 2 added, 0 replaced, 0 already there; the store has 2 articles\n",
    });
    expect(run("add", "refs.sqlite", ".").stderr).toBe(
      "refs.sqlite: 0 added, 0 replaced, 2 already there; the store has 2 articles\n",
    );
    put("wire.jsonl", '{"id":"w1","title":"Tariffs","text":"A tariff on copper was raised."}\n{"text":"…"}\n');
    expect(run("add", "refs.sqlite", "wire.jsonl").stderr).toBe(
      "refs.sqlite: 0 added, 1 replaced, 0 already there, 1 empty; the store has 2 articles\n",
    );
    expect(heard(run("search", "refs.sqlite", "copper", "tariff"))).toEqual({
      status: 0,
      stdout:
        "1. Tariffs\n   id w1\n   2019-05-01, https://example.org/1, wire.jsonl\n   A tariff on copper was raised.\n",
      stderr: "",
    });
    const stats = JSON.parse(run("stats", "--format", "json", "refs.sqlite").stdout.toString());
    expect(stats).toMatchObject({ file: "refs.sqlite", articles: 2, formatVersion: 1 });
    expect(heard(run("stats", "refs.sqlite")).stdout).toMatch(
      /^refs\.sqlite: 2 articles, \d+ characters of text; 0\.\d MB, format 1\n$/,
    );
    expect(heard(run("remove", "refs.sqlite", "w1"))).toEqual({
      status: 0,
      stdout: "",
      stderr: "refs.sqlite: 1 removed; the store has 1 article\n",
    });
    expect(heard(run("search", "refs.sqlite", "copper"))).toEqual({
      status: 0,
      stdout: "",
      stderr: "refs.sqlite: no article holds all of: copper\n",
    });
    expect(readdirSync(room).sort()).toEqual(["mill.txt", "refs.sqlite", "wire.jsonl"]);
  });

  it("gives whole articles to scripts", () => {
    run("add", "refs.sqlite", "mill.txt", "wire.jsonl");
    const [mill] = JSON.parse(run("search", "refs.sqlite", '"steel mill"', "--format", "json").stdout.toString());
    expect(mill).toMatchObject({
      title: "Mill to close",
      text: "The steel mill at Bruna closes in May, its owner said.\n",
      source: "mill.txt",
    });
    const lines = run("search", "refs.sqlite", "steel", "--format", "jsonl", "--most", "1")
      .stdout.toString()
      .split("\n");
    expect([JSON.parse(lines[0]!).score > 0, lines[1]]).toEqual([true, ""]);
    expect(JSON.parse(run("search", "refs.sqlite", "nothing", "--format", "json").stdout.toString())).toEqual([]);
  });

  it("reads standard input, and goes on after what cannot be read", () => {
    const piped = unspin(
      room,
      ["reference", "add", "refs.sqlite", "-", "none.txt", "mill.txt"],
      Buffer.from('{"text":"one"}\nbad\n'),
    );
    expect(heard(piped)).toEqual({
      status: 3,
      stdout: "",
      stderr:
        "unspin: standard input:2:1: not JSON (Unexpected token 'b'). Correct or remove the line.\n" +
        "unspin: none.txt: no such file. Check the path; a pattern such as *.txt that matches nothing stays as it is.\n" +
        "refs.sqlite: 2 added, 0 replaced, 0 already there, 2 could not be read; the store has 2 articles\n",
    });
  });

  it("makes no store of nothing", () => {
    const nothing = run("add", "refs.sqlite", "none.txt");
    expect([nothing.status, nothing.stderr.split("\n")[1]]).toEqual([
      2,
      "refs.sqlite: 0 added, 0 replaced, 0 already there, 1 could not be read",
    ]);
    expect(readdirSync(room)).not.toContain("refs.sqlite");
  });

  it("tells a few problems of a file, then how many more", () => {
    put("bad.jsonl", "x\n".repeat(1000));
    const { stderr } = run("add", "refs.sqlite", "bad.jsonl", "mill.txt");
    expect(stderr.split("\n").slice(19)).toEqual([
      "unspin: bad.jsonl:20:1: not JSON (Unexpected token 'x'). Correct or remove the line.",
      "bad.jsonl: 980 more problems like these",
      "refs.sqlite: 1 added, 0 replaced, 0 already there, 1,000 could not be read; the store has 1 article",
      "",
    ]);
  });

  it.each([
    [
      ["stats", "none.sqlite"],
      "none.sqlite: no such reference store. Check the path, or make it: unspin reference add none.sqlite FILE...",
    ],
    [["search", "none.sqlite", "steel"], "none.sqlite: no such reference store"],
    [["remove", "none.sqlite", "w1"], "none.sqlite: no such reference store"],
    [["add", "mill.txt", "wire.jsonl"], "mill.txt: is no reference store: it is not an SQLite file. Check the path."],
    [
      ["add", "no/refs.sqlite", "wire.jsonl"],
      "no/refs.sqlite: its folder does not exist. Create the folder, or name another place.",
    ],
    [
      ["search", "refs.sqlite", "...", '"'],
      'there is no word to look for. Name some, or a "phrase in quotation marks".',
    ],
    [["search", "refs.sqlite"], "missing required argument 'question'"],
    [
      ["remove", "refs.sqlite", "w2"],
      'refs.sqlite: no article has the id "w2". Find ids with: unspin reference search',
    ],
    [["add", "refs.sqlite", "--input-format", "xml"], "Allowed choices are text, jsonl, json, csv, tsv"],
    [["add", "refs.sqlite", "-", "-"], "standard input (-) is named twice"],
    [
      ["add", "refs.sqlite", "refs.sqlite"],
      "refs.sqlite: is an SQLite file, and articles are read from text, JSON or CSV. Name other files.",
    ],
  ])("%j ends with 2 and says why", (args, reason) => {
    run("add", "refs.sqlite", "wire.jsonl");
    const before = readFileSync(join(room, "refs.sqlite"));
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout.toString()]).toEqual([2, ""]);
    expect(stderr).toMatch(/^unspin: /);
    expect(stderr).toContain(reason);
    expect(readFileSync(join(room, "refs.sqlite")).equals(before)).toBe(true);
  });

  it("removes what is there, and ends with 3 for what is not", () => {
    run("add", "refs.sqlite", "wire.jsonl");
    expect(run("remove", "refs.sqlite", "w1", "w2").status).toBe(3);
  });

  it("shows nothing that a terminal would obey", () => {
    put(
      "odd.jsonl",
      JSON.stringify({ id: "a\u001b[2Jb", title: "Odd\u0007 title", text: "steel\u001b]0;x\u0007 again" }),
    );
    run("add", "refs.sqlite", "odd.jsonl");
    const { stdout } = run("search", "refs.sqlite", "steel");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout.toString()).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(stdout.toString()).toContain("Odd\\x07 title");
  });

  it("adds folders, packed files and thousands of articles", () => {
    mkdirSync(join(room, "deep"));
    cpSync(join(room, "mill.txt"), join(room, "deep", "copy.txt"));
    put(
      "many.csv",
      `id,text\n${Array.from({ length: 9000 }, (_, i) => `c${i},"story number${i}, of steel"\n`).join("")}`,
    );
    expect(run("add", "refs.sqlite", ".").stderr).toBe(
      "refs.sqlite: 9,002 added, 0 replaced, 1 already there; the store has 9,002 articles\n",
    );
    expect(run("search", "refs.sqlite", "number8999").stdout.toString()).toContain("id c8999\n");
  });

  it("keeps what it had added when the disk takes no more, and says how much that is", () => {
    put(
      "many.jsonl",
      Array.from(
        { length: 16_000 },
        (_, i) => `{"id":${i},"text":"story number${i}, of steel, and of copper, and of tin"}\n`,
      ).join(""),
    );
    const { status, stderr } = shell(room, "trap '' XFSZ; ulimit -f 3000; unspin reference add refs.sqlite many.jsonl");
    expect(stderr).toMatch(/^unspin: refs\.sqlite: .* The first [\d,]+ articles of this run are in the store\.\n$/);
    expect(status).toBe(3);
    const kept = /The first ([\d,]+) articles/.exec(stderr)![1]!;
    expect(run("stats", "refs.sqlite").stdout.toString()).toContain(`refs.sqlite: ${kept} articles`);
    expect(run("add", "refs.sqlite", "many.jsonl").stderr).toContain(
      `${kept} already there; the store has 16,000 articles`,
    );
  });
});
