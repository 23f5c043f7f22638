/** What a user waits for, and how much memory it takes, when a program starts: each measured in a process of its own. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Spread, spreadOf } from "./repeated.js";

export interface ColdRun {
  readonly name: string;
  /** From the start of the process to its end, in milliseconds. */
  readonly wall: Spread;
  /** Greatest resident set, in MB of 1,000,000 bytes. */
  readonly resident: Spread;
}

/** Loaded before the program: tells at its end how much memory it took at most, on a stream of its own. */
const WATCHER = `data:text/javascript,import{writeSync}from"node:fs";${encodeURIComponent(
  'process.on("exit",()=>writeSync(3,String(process.resourceUsage().maxRSS)))',
)}`;

/** Runs a program again and again. @throws Error with what it said when it fails. */
export function runCold(name: string, args: readonly string[], runs: number): ColdRun {
  const walls: number[] = [];
  const residents: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const { status, stderr, output } = spawnSync(process.execPath, ["--import", WATCHER, ...args], {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    walls.push(performance.now() - start);
    if (status !== 0) throw new Error(`bench: ${args.join(" ")} ended with ${status}: ${stderr}`);
    residents.push((Number(output[3]) * 1024) / 1e6);
  }
  return { name, wall: spreadOf(walls), resident: spreadOf(residents) };
}

/** Arguments that make Node run a file of this build. */
export function built(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

/** Arguments that make Node evaluate a line that may import from this build. */
export function line(source: string): string[] {
  return ["--input-type=module", "--eval", source];
}
