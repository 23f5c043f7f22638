import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** One way of doing some work: commands that do it, and others that serve them and go on after it. */
export interface Contestant {
  readonly name: string;
  /** Arguments of node. The time runs from their start until the last has ended. */
  readonly commands: readonly (readonly string[])[];
  /** Started before the time runs; each says on its standard error that it is ready, and ends on SIGTERM. */
  readonly servants?: readonly (readonly string[])[];
}

export interface Cost {
  /** Seconds in which it had the machine. */
  readonly wall: number;
  /** Seconds of processor time of all its processes, those in which servants started with them. */
  readonly processor: number;
}

/** Milliseconds that one runs while the others stand still. */
const TURN = 400;
/** Milliseconds between two looks at the processor time of processes that may end. */
const LOOK = 50;
/** Clock ticks a second, as /proc counts processor time. */
const TICKS = 100;

/**
 * Lets contestants do their work on one machine, a moment each in turn: all but one are stopped (SIGSTOP). On a machine whose
 * speed changes by a third within minutes, each meets the same changes; between equal contestants the outcomes differed by up
 * to 4 %. Reads /proc: Linux only.
 */
export async function inTurns(cwd: string, contestants: readonly Contestant[]): Promise<readonly Cost[]> {
  const entered = await Promise.all(contestants.map((one) => Entered.of(cwd, one)));
  const timer = setInterval(() => {
    for (const one of entered) one.look();
  }, LOOK);
  try {
    for (const one of entered) one.stop();
    for (let first = 0; entered.some(({ isDone }) => !isDone); first++) {
      // Whoever is next to whom should not matter, either.
      for (let at = 0; at < entered.length; at++) await entered[(first + at) % entered.length]!.turn();
    }
    return entered.map((one) => one.cost());
  } finally {
    clearInterval(timer);
    await Promise.all(entered.map((one) => one.end()));
  }
}

class Entered {
  private workers: readonly ChildProcess[] = [];
  private readonly used = new Map<ChildProcess, number>();
  private ended: Promise<void> | undefined;
  private milliseconds = 0;
  isDone = false;

  private constructor(
    private readonly cwd: string,
    private readonly contestant: Contestant,
    private readonly servants: readonly ChildProcess[],
  ) {}

  static async of(cwd: string, contestant: Contestant): Promise<Entered> {
    const servants = (contestant.servants ?? []).map((args) => start(cwd, args));
    await Promise.all(servants.map((one) => new Promise((resolve) => one.stderr!.once("data", resolve))));
    return new Entered(cwd, contestant, servants);
  }

  async turn(): Promise<void> {
    if (this.isDone) return;
    const begun = performance.now();
    this.signal("SIGCONT");
    this.ended ??= this.begin();
    await Promise.race([this.ended, pause(TURN)]);
    if (!this.isDone) this.signal("SIGSTOP");
    this.milliseconds += performance.now() - begun;
  }

  stop(): void {
    this.signal("SIGSTOP");
  }

  look(): void {
    for (const one of this.processes()) {
      this.used.set(one, Math.max(this.used.get(one) ?? 0, processorSeconds(one)));
    }
  }

  cost(): Cost {
    this.look();
    const processor = [...this.used.values()].reduce((sum, seconds) => sum + seconds, 0);
    return { wall: this.milliseconds / 1000, processor };
  }

  async end(): Promise<void> {
    this.signal("SIGCONT");
    for (const one of this.processes()) one.kill("SIGTERM");
    await Promise.all(this.processes().map(exited));
  }

  private async begin(): Promise<void> {
    this.workers = this.contestant.commands.map((args) => start(this.cwd, args));
    const codes = await Promise.all(this.workers.map(exited));
    if (codes.some((code) => code !== 0)) throw new Error(`${this.contestant.name}: ended with ${codes.join(", ")}`);
    this.isDone = true;
  }

  private processes(): readonly ChildProcess[] {
    return [...this.servants, ...this.workers];
  }

  private signal(signal: NodeJS.Signals): void {
    for (const one of this.processes()) if (isRunning(one)) one.kill(signal);
  }
}

function start(cwd: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  // What nobody reads would stop it once the pipe is full.
  child.stderr!.on("data", () => {});
  return child;
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

async function exited(child: ChildProcess): Promise<number | null> {
  if (isRunning(child)) await new Promise((resolve) => child.once("exit", resolve));
  return child.exitCode;
}

/** Processor time of a process and its threads; 0 when it is gone. */
function processorSeconds({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}
