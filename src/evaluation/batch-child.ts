import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { built } from "./bench-cold.js";

/** What a run of `unspin batch` took. Memory is known on Linux alone, and 0 elsewhere. */
export interface BatchRun {
  /** From start to end, that of the process included. */
  readonly seconds: number;
  /** Seconds of processor time, of all its threads. */
  readonly cpu: number;
  /** Most resident memory, MB. */
  readonly peak: number;
  /** Resident memory as it went, MB: one figure for each quarter of a second. */
  readonly curve: readonly number[];
}

export interface BatchChild {
  readonly input: string;
  /** Emptied first. */
  readonly out: string;
  readonly jobs: number;
  /** Cores that it may use, as `taskset -c` takes them; all by default. */
  readonly cores?: string;
}

const EVERY = 250;

/** Runs the built command. @throws Error when it fails. */
export async function runBatchChild({ input, out, jobs, cores }: BatchChild): Promise<BatchRun> {
  rmSync(out, { recursive: true, force: true });
  const args = [built("cli/main.js"), "batch", input, "--out", out, "--jobs", String(jobs), "--no-progress"];
  const [command, ...rest] =
    cores === undefined ? [process.execPath, ...args] : ["taskset", "-c", cores, process.execPath, ...args];
  const started = performance.now();
  const child = spawn(command!, rest, { stdio: "ignore" });
  let last: Sample = { cpu: 0, resident: 0, peak: 0 };
  const curve: number[] = [];
  const timer = setInterval(() => {
    last = sampled(child.pid!) ?? last;
    curve.push(last.resident);
  }, EVERY);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  clearInterval(timer);
  if (status !== 0) throw new Error(`unspin batch ${input} ended with ${status}`);
  return { seconds: (performance.now() - started) / 1000, cpu: last.cpu, peak: last.peak, curve };
}

interface Sample {
  readonly cpu: number;
  readonly resident: number;
  readonly peak: number;
}

/** Clock ticks in a second, as Linux reports times. */
const TICKS = 100;

/** What /proc says of a process (proc(5)); undefined when it is gone, or there is no /proc. */
function sampled(pid: number): Sample | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)![1]) / 1024;
    // The name in brackets may hold anything; times are the 12th and 13th field behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)!.trim().split(" ");
    return {
      cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
      resident: kilobytes("VmRSS"),
      peak: kilobytes("VmHWM"),
    };
  } catch {
    return undefined;
  }
}
