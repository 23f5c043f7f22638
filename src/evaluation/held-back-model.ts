/**
 * `npm run data:held-back`: builds the language model once more, without 300 items of each corpus, into `.cache/held-back/`:
 * clean text that `npm run eval -- --set held-back` may use. About three minutes and 4 GB. It follows `data:model` of
 * package.json; run it again when that changed.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findShared } from "./datasets.js";
import { CORPUS_KINDS, heldItemsPath, holdBack } from "./held-back-corpora.js";
import { heldBackPlaces, modelCommand } from "./held-back-places.js";

const HELD = 300;

await main();

async function main(): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const shared = findShared(root);
  if (shared === null) return fail("there is no folder shared/data beside the repository: nothing to build from", 3);
  const { folder, model, madeBy } = heldBackPlaces(root);
  const corpora = join(folder, "corpus");
  mkdirSync(corpora, { recursive: true });
  rmSync(madeBy, { force: true });
  const command = modelCommand(root);
  const args = [...command];
  args[args.indexOf("-o") + 1] = model;
  for (const { kind, file } of CORPUS_KINDS) {
    const rest = join(corpora, file.replace(/\.xz$/, ""));
    const source = join(shared, "data", "corpus", file);
    const counts = await holdBack(source, { count: HELD, held: heldItemsPath(folder, kind), rest });
    process.stderr.write(`${kind}: ${counts.held} items held back, ${counts.rest} left\n`);
    args.forEach((arg, at) => {
      if (arg.endsWith(`/${file}`)) args[at] = `${arg.slice(0, arg.indexOf("=") + 1)}${rest}`;
    });
  }
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  rmSync(corpora, { recursive: true });
  if (status !== 0) return fail(`the model build ended with ${status}; its message is above`, 3);
  writeFileSync(madeBy, `${command.join(" ")}\n`);
}

function fail(message: string, code: number): void {
  process.stderr.write(`held-back-model: ${message}\n`);
  process.exitCode = code;
}
