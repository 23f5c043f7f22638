import { type ChildProcess, spawn } from "node:child_process";
import { main } from "../cli/run.js";

/** A command of unspin's that goes on while a test does something else. */
export interface Started {
  readonly child: ChildProcess;
  /** What it has said on standard error. */
  said(): string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

export function start(
  cwd: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment },
  });
  let said = "";
  child.stderr.on("data", (data) => {
    said += String(data);
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, said: () => said, ended };
}

/** A worker with one thread, once it is ready. */
export async function startWorker(cwd: string, url: string, ...more: readonly string[]): Promise<Started> {
  const worker = start(cwd, ["worker", "--queue", url, "--jobs", "1", ...more]);
  await Promise.race([new Promise((resolve) => worker.child.stderr?.once("data", resolve)), worker.ended]);
  return worker;
}
