import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { RepairResult } from "../../src/result.js";
import { jsonLines, paragraphs, rss } from "../runs/material.js";
import { main, shell, unspin } from "./run.js";

const SAMPLES = fileURLToPath(new URL("../../samples/feeds/", import.meta.url));

// Each test starts the command several times; a machine that is busy takes its time.
vi.setConfig({ testTimeout: 120_000 });

let room = "";
beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), "unspin-structured-"));
});
beforeEach(() => {
  rmSync(room, { recursive: true });
  mkdirSync(room);
});
afterAll(() => rmSync(room, { recursive: true }));

const inRoom = (name: string) => join(room, name);
const read = (name: string) => readFileSync(inRoom(name));
const run = (...args: string[]) => unspin(room, args);
const results = (stdout: Buffer): RepairResult[] =>
  stdout
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("files of every format", () => {
  const names = readdirSync(SAMPLES).sort();
  beforeEach(() => cpSync(SAMPLES, inRoom("in"), { recursive: true }));
  const paths = names.map((name) => `in/${name}`);

  it("come out as they come out of batch, and so do their results", () => {
    expect(run("batch", "in", "--out", "out", "--jobs", "1").status).toBe(0);
    const report = read("out/report.jsonl").toString("utf8");
    expect(run("repair", "--format", "jsonl", ...paths).stdout.toString("utf8")).toBe(report);
    expect(run("repair", ...paths, "-o", "new/").status).toBe(0);
    for (const name of names) expect(read(`new/${name}`).equals(read(`out/${name}`)), name).toBe(true);
    expect(run("repair", ...paths).stdout.equals(Buffer.concat(names.map((name) => read(`out/${name}`))))).toBe(true);
    const detections = results(run("detect", "--format", "jsonl", ...paths).stdout);
    const wanted = results(Buffer.from(report)).map(({ schema, source, place, input, detection }) => {
      return { schema, source, place, input, detection };
    });
    expect(detections).toEqual(wanted);
    expect(run("repair", "--write", ...paths).status).toBe(0);
    for (const name of names) expect(read(`in/${name}`).equals(read(`out/${name}`)), name).toBe(true);
    expect(run("repair", "--check", ...paths).status).toBe(0);
  });
});

describe("repair of a feed", () => {
  const feed = rss(3);
  beforeEach(() => {
    writeFileSync(inRoom("feed.xml"), feed);
    writeFileSync(inRoom("one.xml"), rss(1));
    writeFileSync(inRoom("clean.jsonl"), `{"text":${JSON.stringify(paragraphs.at(-1))} }\r\n`);
  });

  it("gives an object for one item, an array for several", () => {
    expect(JSON.parse(run("repair", "--format", "json", "one.xml").stdout.toString())).toMatchObject({
      source: "item-0",
      place: { file: "one.xml", item: 1, line: 3 },
    });
    const several = JSON.parse(run("repair", "--format", "json", "feed.xml").stdout.toString());
    expect(several.map(({ source }: RepairResult) => source)).toEqual(["item-0", "item-1", "item-2"]);
    expect(several[0].edits.at(-1).at).toEqual({ field: "description" });
    expect(JSON.parse(run("detect", "--format", "json", "feed.xml").stdout.toString()).length).toBe(3);
    expect(JSON.parse(run("detect", "--format", "json", "one.xml").stdout.toString()).source).toBe("item-0");
    expect(run("repair", "--format", "json", "feed.xml", "one.xml", "-o", "new/").status).toBe(0);
    expect(JSON.parse(read("new/feed.xml.json").toString())).toEqual(several);
  });

  it("tells what its items add up to, and where those are that were spun", () => {
    const { stderr } = run("repair", "--check", "feed.xml");
    expect(stderr).toMatch(/^feed\.xml: 3 documents: 3 spun, 0 clean, 0 skipped: \d+ edits to apply, .* words\n$/);
    expect(run("detect", "feed.xml").stdout.toString()).toMatch(/^feed\.xml:3: spun .*\nfeed\.xml:5: spun /);
  });

  it("--write keeps the mode, packs again, and leaves alone what needs nothing", () => {
    writeFileSync(inRoom("feed.xml.gz"), gzipSync(feed));
    chmodSync(inRoom("feed.xml.gz"), 0o640);
    writeFileSync(inRoom("clean.jsonl.gz"), gzipSync(read("clean.jsonl")));
    const before = ["clean.jsonl", "clean.jsonl.gz"].map((name) => statSync(inRoom(name)));
    expect(run("repair", "--write", "feed.xml", "feed.xml.gz", "clean.jsonl", "clean.jsonl.gz").status).toBe(0);
    expect(read("feed.xml").toString()).toContain("felt by energy companies");
    expect(gunzipSync(read("feed.xml.gz")).equals(read("feed.xml"))).toBe(true);
    expect(statSync(inRoom("feed.xml.gz")).mode & 0o777).toBe(0o640);
    for (const [at, name] of ["clean.jsonl", "clean.jsonl.gz"].entries()) {
      const { ino, mtimeMs } = before[at]!;
      expect(statSync(inRoom(name))).toMatchObject({ ino, mtimeMs });
    }
    expect(readdirSync(room).sort()).toEqual(["clean.jsonl", "clean.jsonl.gz", "feed.xml", "feed.xml.gz", "one.xml"]);
  });

  it("a large packed member with nothing to repair keeps its very bytes", () => {
    const record = `${JSON.stringify({ text: "x".repeat(1 << 20) })}\n`;
    writeFileSync(inRoom("large.jsonl.gz"), gzipSync(record.repeat(40), { level: 1 }));
    expect(run("repair", "large.jsonl.gz").stdout.equals(read("large.jsonl.gz"))).toBe(true);
    expect(run("repair", "large.jsonl.gz", "-o", "new.gz").status).toBe(0);
    expect(read("new.gz").equals(read("large.jsonl.gz"))).toBe(true);
    writeFileSync(inRoom("large.jsonl.gz"), gzipSync(record.repeat(40) + jsonLines(1), { level: 1 }));
    const whole = gunzipSync(run("repair", "large.jsonl.gz").stdout);
    expect(whole.subarray(0, 40 * record.length).toString()).toBe(record.repeat(40));
    expect(run("repair", "--write", "large.jsonl.gz").status).toBe(0);
    expect(gunzipSync(read("large.jsonl.gz")).equals(whole)).toBe(true);
  });

  it("--fields chooses what is read", () => {
    writeFileSync(inRoom("a.jsonl"), `${JSON.stringify({ data: { story: paragraphs[0] }, text: paragraphs[0] })}\n`);
    const record = JSON.parse(run("repair", "a.jsonl", "--fields", "data.story").stdout.toString());
    expect(record.text).toBe(paragraphs[0]);
    expect(record.data.story).not.toBe(paragraphs[0]);
  });

  it("standard input is what --input-format says, or what it looks like", () => {
    const whole = run("repair", "feed.xml").stdout;
    expect(unspin(room, ["repair", "-"], feed).stdout.equals(whole)).toBe(true);
    expect(unspin(room, ["repair"], gzipSync(feed)).stdout.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    const text = unspin(room, ["repair", "-", "--input-format", "text", "--format", "json"], feed);
    expect(JSON.parse(text.stdout.toString())).toMatchObject({ source: "-", input: { length: feed.length } });
    const braced = unspin(room, ["repair", "--format", "json", "-"], "{that a} story of {the council}\n");
    expect(JSON.parse(braced.stdout.toString()).text).toContain("story");
  });
});

describe("what is broken", () => {
  it("is named with its place, and the others go on", () => {
    writeFileSync(inRoom("lines.jsonl"), `${jsonLines(1)}{"text": oops}\n${jsonLines(1, 5)}`);
    const { status, stdout, stderr } = run("repair", "--format", "jsonl", "lines.jsonl");
    expect(status).toBe(3);
    expect(stderr).toMatch(/^unspin: lines\.jsonl:2:10: malformed JSON: /m);
    expect(results(stdout).map(({ source }) => source)).toEqual(["record-0", "record-5"]);
    const text = run("repair", "lines.jsonl").stdout.toString();
    expect(text.split("\n")[1]).toBe('{"text": oops}');
    expect(run("detect", "lines.jsonl").status).toBe(3);
    expect(run("repair", "--write", "lines.jsonl").status).toBe(3);
    expect(read("lines.jsonl").toString()).toBe(text);
  });

  it("costs itself only, and is never half written", () => {
    writeFileSync(inRoom("bad.xml"), "<rss><channel><item><title>A</title></channel></rss>");
    writeFileSync(inRoom("cut.jsonl.gz"), gzipSync(jsonLines(3)).subarray(0, 300));
    writeFileSync(inRoom("good.xml"), rss(1));
    const before = ["bad.xml", "cut.jsonl.gz"].map(read);
    const { status, stderr } = run("repair", "--write", "bad.xml", "cut.jsonl.gz", "good.xml");
    expect(status).toBe(3);
    expect(stderr).toMatch(/^unspin: bad\.xml:1:37: not well-formed XML/m);
    expect(stderr).toMatch(/^unspin: cut\.jsonl\.gz: .*gzip/m);
    expect(["bad.xml", "cut.jsonl.gz"].map(read)).toEqual(before);
    expect(read("good.xml").toString()).toContain("felt by energy companies");
    expect(run("repair", "bad.xml")).toMatchObject({ status: 2, stdout: Buffer.alloc(0) });
  });

  it("of very many failures names the first", () => {
    writeFileSync(inRoom("lines.jsonl"), "{oops}\n".repeat(1000));
    const { status, stderr } = run("detect", "lines.jsonl");
    expect(status).toBe(3);
    expect(stderr.split("\n").length).toBe(22);
    expect(stderr).toContain("lines.jsonl: and 980 more failures like these.");
  });
});

describe("a stream", () => {
  it("comes out as it goes in: the first records before the last are there", async () => {
    const child = spawn(process.execPath, [main, "repair", "-", "--input-format", "jsonl"], { cwd: room });
    child.stderr.resume();
    let heard = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
    });
    // Enough that its kind is not waited for.
    const padding = `${JSON.stringify({ text: "x".repeat(70_000) })}\n`;
    child.stdin.write(jsonLines(1) + padding + padding);
    await once(child.stdout, "data");
    expect(heard).toContain("felt by energy companies");
    child.stdin.end(jsonLines(1, 7));
    const [status] = await once(child, "close");
    expect(status).toBe(0);
    expect(heard.trimEnd().split("\n").length).toBe(4);
  });

  it("may be left by its reader", () => {
    writeFileSync(inRoom("lines.jsonl"), jsonLines(2).repeat(40));
    const ran = shell(room, "unspin repair lines.jsonl | head -c 10; echo $PIPESTATUS");
    expect(ran.stdout.toString()).toBe('{"id":"rec0\n');
  });
});

describe("explain", () => {
  it("finds the item at a place of a feed", () => {
    writeFileSync(inRoom("feed.xml"), rss(3));
    const line = rss(3).split("\n")[5]!;
    const edit = results(run("repair", "--format", "jsonl", "feed.xml").stdout)[1]!.edits.find(
      ({ at, was }) => at?.field === "description" && line.split(was).length === 2,
    )!;
    const column = line.indexOf(edit.was) + 1;
    const { stdout } = run("explain", `feed.xml:6:${column}`);
    expect(stdout.toString()).toMatch(/^feed\.xml:6:\d+: "/);
    expect(stdout.toString()).toContain(edit.was);
    const json = JSON.parse(run("explain", "--format", "json", "feed.xml:6").stdout.toString());
    expect(json.length).toBeGreaterThan(1);
    expect(json[0]).toMatchObject({ source: "item-1", place: { item: 2, line: 6 } });
    expect(run("explain", "feed.xml:2").stdout.toString()).toContain("no other wording was considered here");
  });
});

describe("a diff", () => {
  it("is of the files, and patches each into what repair makes of it", () => {
    cpSync(SAMPLES, inRoom("in"), { recursive: true });
    const names = readdirSync(SAMPLES).filter((name) => !/\.gz$|utf16/.test(name));
    const paths = names.map((name) => `in/${name}`);
    expect(run("repair", ...paths, "-o", "new/").status).toBe(0);
    const ran = shell(room, `unspin repair --format diff ${paths.join(" ")} > all.diff && patch -p1 < all.diff`);
    expect(ran.status, ran.stderr).toBe(0);
    for (const name of names) expect(read(`in/${name}`).equals(read(`new/${name}`)), name).toBe(true);
  });
});
