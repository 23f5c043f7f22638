import { exitCodes } from "./exit-codes.js";

/** Documents of more UTF-16 units than this take over a second. */
const LONG = 200_000;

/** Ctrl-C ends the program with 130; the exit listeners of half-written files still run, so nothing is left behind. */
export function listenForInterrupt(): void {
  process.once("SIGINT", leave);
}

/**
 * Does work on a text of `units` UTF-16 units. Node hears signals between two steps only, and repairing is one step: so
 * while a long text is worked on, and no file is being written, Ctrl-C is left to the system, which ends the program at
 * once. Shells call that 130 too.
 */
export function interruptible<T>(units: number, work: () => T): T {
  if (units < LONG || process.listenerCount("SIGINT") === 0) return work();
  process.removeListener("SIGINT", leave);
  try {
    return work();
  } finally {
    listenForInterrupt();
  }
}

/**
 * The first Ctrl-C calls `stop` instead of ending the program; a second one ends it.
 * @returns what makes Ctrl-C as it was.
 */
export function stopOnInterrupt(stop: () => void): () => void {
  const first = () => {
    process.once("SIGINT", leave);
    stop();
  };
  process.removeListener("SIGINT", leave);
  process.once("SIGINT", first);
  return () => {
    process.removeListener("SIGINT", first);
    process.removeListener("SIGINT", leave);
    listenForInterrupt();
  };
}

function leave(): void {
  process.exit(exitCodes.interrupted);
}
