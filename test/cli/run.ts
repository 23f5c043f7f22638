import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const { UNSPIN_MAIN } = process.env;

/** The command line under test: the one that `npm run build` makes, or the one that UNSPIN_MAIN names. */
export const main = UNSPIN_MAIN ?? fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

if (!existsSync(main)) throw new Error(`${main} is missing. Run: npm run build`);

export interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs `unspin` as a user would, in `cwd`, without the colours or settings of whoever runs the tests. */
export function unspin(cwd: string, args: readonly string[], stdin: string | Buffer = ""): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    input: stdin,
    env: cleanEnvironment(),
    maxBuffer: 2 ** 30,
  });
  return { status, stdout, stderr: stderr.toString("utf8") };
}

/** Runs a line of shell in which `unspin` is the built command. */
export function shell(cwd: string, line: string): Ran {
  const script = `unspin() { "$NODE" "$MAIN" "$@"; }\n${line}`;
  const env = { ...cleanEnvironment(), NODE: process.execPath, MAIN: main };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, env, maxBuffer: 2 ** 30 });
  return { status, stdout, stderr: stderr.toString("utf8") };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...rest } = process.env;
  return rest;
}
