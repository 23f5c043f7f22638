import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { main } from "./run.js";

const STORY = fileURLToPath(new URL("../../samples/spun/climate.txt", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "unspin-loading-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const list = join(folder, "list");
/** Runs in Node's thread for loaders: notes every module that is imported. */
const HOOK = `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(list)}, url + "\\n");
  return next(url, context);
}`;
/** Notes every module that was required, when the program ends. */
const PRELOAD = `import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";
register("data:text/javascript," + encodeURIComponent(${JSON.stringify(HOOK)}));
process.on("exit", () => {
  for (const path of Object.keys(createRequire(import.meta.url).cache)) appendFileSync(${JSON.stringify(list)}, path + "\\n");
});`;

/** Files that a call loads. */
function loadedBy(args: readonly string[], expected = 0): string[] {
  const preload = join(folder, "preload.mjs");
  writeFileSync(preload, PRELOAD);
  writeFileSync(list, "");
  const { status, stderr } = spawnSync(process.execPath, ["--import", pathToFileURL(preload).href, main, ...args], {
    encoding: "utf8",
  });
  expect(status, stderr).toBe(expected);
  const lines = readFileSync(list, "utf8").trim().split("\n");
  const files = lines.filter((line) => !line.startsWith("node:") && !line.endsWith("/preload.mjs"));
  return [...new Set(files.map((line) => (line.startsWith("file:") ? fileURLToPath(line) : line)))];
}

const bytesOf = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);

test("repairing a plain text loads a few files of our own and no package: no parser, no schema, no tagger", () => {
  const files = loadedBy(["repair", STORY]);
  expect(files).toContain(main);
  expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
  expect(files.length).toBeLessThan(30);
  expect(bytesOf(files)).toBeLessThan(700_000);
});

test.each([
  ["--version", 0],
  ["--help", 0],
  ["repair --help", 0],
  ["repair --nonsense", 2],
  ["nonsense", 2],
])("%s loads no engine", (line, status) => {
  const files = loadedBy(line.split(" "), status);
  expect(files.length).toBeLessThan(15);
  expect(bytesOf(files)).toBeLessThan(120_000);
});
