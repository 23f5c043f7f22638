import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CORPUS_KINDS } from "./held-back-corpora.js";
import { heldBackObstacle, heldBackPlaces, modelCommand } from "./held-back-places.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "unspin-held-back-"));
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ scripts: { "data:model": "node main.js build -o x.lm" } }),
  );
});
afterEach(() => rmSync(root, { recursive: true }));

test("a model that was never built, or by another command, cannot be used", () => {
  expect(heldBackObstacle(root)).toContain('run "npm run data:held-back"');
  const { folder, madeBy } = heldBackPlaces(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(madeBy, "main.js build -o x.lm\n");
  expect(heldBackObstacle(root)).toBeNull();
  writeFileSync(madeBy, "main.js build --vocabulary 7 -o x.lm\n");
  expect(heldBackObstacle(root)).toContain("again");
});

test("the real command names an output and every corpus kind, which the held-back one puts others in the place of", () => {
  const command = modelCommand(fileURLToPath(new URL("../../", import.meta.url)));
  expect(command).toContain("-o");
  for (const { file } of CORPUS_KINDS) expect(command.filter((arg) => arg.endsWith(`/${file}`)).length).toBe(1);
  expect(command.filter((arg) => arg.includes("/corpus/")).length).toBe(CORPUS_KINDS.length);
});
