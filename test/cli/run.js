import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
/** The built command line; `npm run build` makes it. */
export const main = process.env.UNSPIN_MAIN ?? fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
if (!existsSync(main)) throw new Error(`${main} is missing. Run: npm run build`);
/** Runs `unspin` as a user would, in `cwd`, without the colours or settings of whoever runs the tests. */
export function unspin(cwd, args, stdin = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    input: stdin,
    env: cleanEnvironment(),
    maxBuffer: 2 ** 30,
  });
  return { status, stdout, stderr: stderr.toString("utf8") };
}
/** Runs a line of shell in which `unspin` is the built command. */
export function shell(cwd, line) {
  const script = `unspin() { "$NODE" "$MAIN" "$@"; }\n${line}`;
  const env = { ...cleanEnvironment(), NODE: process.execPath, MAIN: main };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, env, maxBuffer: 2 ** 30 });
  return { status, stdout, stderr: stderr.toString("utf8") };
}
function cleanEnvironment() {
  const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return rest;
}
