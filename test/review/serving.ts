import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { Decision } from "../../src/decisions/ledger.js";
import { decisionLine } from "../../src/decisions/ledger.js";
import { main } from "../cli/run.js";

/** `unspin review` in a process of its own. */
export interface Serving {
  /** As it was printed, with the token. */
  readonly address: string;
  /** Such as "http://127.0.0.1:4312". */
  readonly origin: string;
  readonly token: string;
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it said on standard error so far. */
  said(): string;
}

export async function serve(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [main, "review", ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let printed = "";
  child.stdout.setEncoding("utf8");
  while (!printed.includes("\n")) {
    const next = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    if (typeof next[0] !== "string") throw new Error(`it ended with ${next[0]}: ${said}`);
    printed += next[0];
  }
  const address = printed.trim();
  const { origin, searchParams } = new URL(address);
  return { address, origin, token: searchParams.get("token") ?? "", child, said: () => said };
}

/** Ends the review as a reader would; gives the exit code. */
export async function interrupt({ child }: Serving): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill("SIGINT");
  await once(child, "exit");
  return child.exitCode;
}

export function post({ origin, token }: Serving, decisions: readonly Decision[]): Promise<Response> {
  return fetch(`${origin}/decisions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-ndjson" },
    body: decisions.map(decisionLine).join(""),
  });
}
