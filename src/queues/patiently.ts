import { RunHalted } from "../runs/index.js";
import type { Patience } from "./pulse.js";
import { StorageFailure } from "./storage.js";

export interface Waiting extends Patience {
  /** Told once what is waited for. */
  say(message: string): void;
  /** Whether nobody waits any more. */
  isStopped(): boolean;
}

/** Milliseconds before a storage that cannot be used is tried again. */
const PAUSE = 1000;

/**
 * Does what needs the storage; while that cannot be used, again and again.
 * @throws RunHalted when it stays that way for too long.
 */
export async function patiently<T>(work: () => Promise<T>, { patience, say, isStopped }: Waiting): Promise<T> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageFailure)) throw error;
      if (waited >= patience || isStopped()) {
        throw new RunHalted(`${error.message} Then run the same command again: it goes on from here.`);
      }
      if (waited === 0) say(`${error.message} Waiting for it.`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
