import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findConfig } from "./find.js";
import { loadConfig } from "./load.js";

const room = mkdtempSync(join(tmpdir(), "unspin-config-"));
afterAll(() => rmSync(room, { recursive: true }));

function saved(text: string): string {
  const path = join(room, "unspin.config.json");
  writeFileSync(path, text);
  return path;
}

/** The message of loading this text, without the folder. */
async function problem(text: string): Promise<string> {
  const error = await loadConfig(saved(text)).then(
    () => new Error("no error at all"),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(`${room}/`, "");
}

describe("loadConfig", () => {
  it("takes relative paths from the folder of the file", async () => {
    const config = await loadConfig(
      saved('\ufeff{ "mode": "careful", "dictionaries": ["my.yaml", "/abs.yaml"], "protectFile": "keep.txt" }'),
    );
    expect(config).toEqual({
      mode: "careful",
      dictionaries: [join(room, "my.yaml"), "/abs.yaml"],
      protectFile: join(room, "keep.txt"),
    });
  });

  it("names an unknown key's place, the key that may be meant, and the allowed ones", async () => {
    expect(await problem('{\n  "mode": "careful",\n  "dictionary": []\n}')).toBe(
      'unspin.config.json:3:3: unknown key "dictionary". Did you mean "dictionaries"? ' +
        "Allowed keys: $schema, mode, dictionaries, decisions, reference, protect, protectFile, who, format.",
    );
  });

  it.each([
    ['{ "mode": "bold" }', 'unspin.config.json:1:11: "mode" must be one of "careful", "balanced", "thorough".'],
    ['{ "protect": [\n "a", 7] }', 'unspin.config.json:2:7: "protect.1" must be a string.'],
    ['{ "protect": "a" }', 'unspin.config.json:1:14: "protect" must be a list.'],
    [
      '{ "decisions": 5 }',
      'unspin.config.json:1:16: "decisions" must be a text, or a list of texts, and none may be empty.',
    ],
    ['{ "decisions": "" }', 'unspin.config.json:1:16: "decisions" must not be empty.'],
    ["[]", "unspin.config.json:1:1: the configuration must be an object in { }."],
  ])("refuses %s", async (text, message) => {
    expect(await problem(text)).toBe(message);
  });

  it("tells all problems at once", async () => {
    expect((await problem('{ "mode": 1,\n "modus": 2 }')).split("\n")).toHaveLength(2);
  });

  it.each([
    ['{\n  "mode": "careful"\n  "protect": [] }', /^unspin\.config\.json:[23]:\d+: this is not JSON/],
    ['{ "mode": "careful", ', /^unspin\.config\.json:1:\d+: this is not JSON/],
    ["{ mode: careful }", /^unspin\.config\.json:1:3: this is not JSON/],
    ["", /^unspin\.config\.json:1:1: this is not JSON/],
  ])("says where %j stops being JSON", async (text, message) => {
    expect(await problem(text)).toMatch(message);
  });
});

it("findConfig takes the nearest file upward", () => {
  const path = saved("{}");
  mkdirSync(join(room, "in", "deep"), { recursive: true });
  expect(findConfig(join(room, "in", "deep"))).toBe(path);
  writeFileSync(join(room, "in", "unspin.config.json"), "{}");
  expect(findConfig(join(room, "in", "deep"))).toBe(join(room, "in", "unspin.config.json"));
});

it("findConfig does not pass over a link that leads nowhere", async () => {
  const folder = join(room, "linked");
  mkdirSync(folder);
  const link = join(folder, "unspin.config.json");
  symlinkSync("nowhere.json", link);
  expect(findConfig(folder)).toBe(link);
  await expect(loadConfig(link)).rejects.toThrow("if it is a link, it leads nowhere");
});
