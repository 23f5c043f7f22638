import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../../src/engine.js";
import { UnspinError } from "../../src/errors.js";
import { unspin } from "../cli/run.js";
import { hasPostgres, PASSWORD, PATIENCE, type PostgresServer, startPostgres } from "../servers/postgres.js";

const SAMPLES = fileURLToPath(new URL("../../samples/reference/", import.meta.url));

/** The same articles in a file and on a server; whoever looks into either finds the same. */
describe.skipIf(!hasPostgres())("a reference corpus on a server, in use (needs PostgreSQL installed)", () => {
  let server: PostgresServer;
  let address: string;
  let room = "";
  let embedded: Engine;
  let remote: Engine;
  const story = readFileSync(join(SAMPLES, "story.txt"), "utf8");
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = unspin(room, args);
    expect(stdout.toString() + stderr).not.toContain(PASSWORD);
    return { status, stdout: stdout.toString(), stderr };
  };
  beforeAll(async () => {
    server = await startPostgres();
    address = server.url();
    room = mkdtempSync(join(tmpdir(), "unspin-remote-"));
    writeFileSync(join(room, "story.txt"), story);
    writeFileSync(join(room, "stories.jsonl"), `${JSON.stringify({ text: story })}\n`.repeat(2));
    for (const store of ["refs.sqlite", address]) {
      const { status, stderr } = run("reference", "add", store, join(SAMPLES, "wire.jsonl"));
      expect([status, stderr]).toEqual([0, expect.stringMatching(/\d+ added, 0 replaced, 0 already there/)]);
    }
    embedded = await openEngine({ reference: join(room, "refs.sqlite") });
    remote = await openEngine({ reference: address });
  }, PATIENCE);
  afterAll(async () => {
    embedded?.close();
    remote?.close();
    await server?.discard();
    if (room !== "") rmSync(room, { recursive: true });
  });

  test("what was prepared is used as what a file says", async () => {
    expect([embedded.mustPrepare, remote.mustPrepare]).toEqual([false, true]);
    const prepared = await remote.prepare(story);
    expect(prepared.retrieved.map(({ article }) => article)).toEqual(
      (await embedded.prepare(story)).retrieved.map(({ article }) => article),
    );
    const result = remote.repair(story, prepared);
    expect(result).toEqual(embedded.repair(story));
    expect(result.origin?.url).toBe("https://example.org/ferry-1");
    expect(remote.detect(story, prepared)).toEqual(embedded.detect(story));
    expect(remote.explain(story, 0, prepared)).toEqual(embedded.explain(story, 0));
  });

  test("without it, each step says what to call", () => {
    for (const step of [() => remote.repair(story), () => remote.detect(story), () => remote.explain(story)]) {
      expect(step).toThrow(UnspinError);
      expect(step).toThrow(/const prepared = await engine\.prepare\(text\), and then engine\.repair\(text, prepared\)/);
    }
  });

  test("threads look documents up by themselves", async () => {
    const results = [];
    for await (const result of remote.repairAll([story, "Short.", story], { jobs: 2 })) results.push(result);
    const own = embedded.repair(story);
    expect(results.map(({ text }) => text)).toEqual([own.text, "Short.", own.text]);
    expect(results[0]!.origin).toEqual(own.origin);
  });

  test.each([
    ["repair", "story.txt"],
    ["detect", "--format", "json", "story.txt"],
    ["explain", "story.txt:3"],
    ["source", "story.txt"],
    ["repair", "stories.jsonl"],
    ["detect", "stories.jsonl"],
    ["explain", "stories.jsonl:2"],
    ["source", "stories.jsonl"],
  ])("%s takes the address where it takes a path, and says the same", (verb, ...rest) => {
    const there = run(verb, "--reference", address, ...rest);
    expect(there).toEqual(run(verb, "--reference", "refs.sqlite", ...rest));
    expect(there.status).toBe(0);
  });

  test("so do the verbs of the store itself, which show no password", () => {
    const shown = address.replace(PASSWORD, "***");
    expect(run("reference", "search", address, "ferry").stdout).toContain("https://example.org/ferry-1");
    expect(run("reference", "stats", address).stdout).toMatch(/^postgres:\/\/owner:\*\*\*@.*articles?, .*format 2\n$/);
    expect(JSON.parse(run("reference", "stats", "--format", "json", address).stdout)).toMatchObject({ file: shown });
    expect(run("reference", "remove", address, "nobody")).toMatchObject({ status: 2 });
    expect(JSON.parse(run("detect", "--reference", address, "--print-config").stdout)).toMatchObject({
      reference: shown,
    });
  });

  test("batch works with it, and writes the password nowhere", () => {
    mkdirSync(join(room, "in"));
    for (const name of ["a.txt", "b.txt"]) writeFileSync(join(room, "in", name), story);
    writeFileSync(join(room, "unspin.config.json"), JSON.stringify({ reference: address }));
    const { status } = run("batch", "in", "--out", "out", "--jobs", "2");
    expect(status).toBe(0);
    expect(readFileSync(join(room, "out", "b.txt"), "utf8")).toBe(embedded.repair(story).text);
    for (const file of readdirSync(join(room, "out"), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain(PASSWORD);
    }
    expect(readFileSync(join(room, "out", "run.json"), "utf8")).toContain(address.replace(PASSWORD, "***"));
    rmSync(join(room, "unspin.config.json"));
  });

  test("a server that cannot be reached stops a run before anything is written", () => {
    const gone = "postgres://owner:s3cret-of-the-owner@127.0.0.1:1/postgres";
    for (const verb of ["repair", "detect", "source"]) {
      const { status, stderr } = run(verb, "--reference", gone, "story.txt");
      expect([status, stderr]).toEqual([2, expect.stringMatching(/postgres:\/\/owner:\*\*\*@.* cannot be reached/)]);
    }
    const { status, stderr } = run("batch", "in", "--out", "none", "--reference", gone);
    expect([status, stderr]).toEqual([2, expect.stringContaining("cannot be reached")]);
    expect(run("reference", "add", gone, "story.txt")).toMatchObject({ status: 2 });
  });
});
