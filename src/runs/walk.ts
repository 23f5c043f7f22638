import { realpathSync, type Stats, statSync } from "node:fs";
import { below, sortedEntries } from "./glob.js";

/** A file that was found, by its path below the folder that was walked. */
export interface Found {
  readonly path: string;
  readonly stats: Stats;
}

/** What could not be looked at. */
export interface Unfit {
  readonly path: string;
  readonly reason: string;
}

export interface WalkOptions {
  /** Real path of a folder that is left out with all that it holds. */
  readonly leaveOut: string;
  /** How many levels of folders are gone into, itself included. */
  readonly depth: number;
}

/**
 * All files below a folder, by name. Links are followed; a link that leads back to a folder above it is passed over,
 * for what it shows is there already. Sockets, pipes and devices are no files.
 */
export function* walk(folder: string, options: WalkOptions): Generator<Found | Unfit> {
  yield* walkBelow(folder, "", [], options);
}

function* walkBelow(
  folder: string,
  prefix: string,
  above: readonly string[],
  options: WalkOptions,
): Generator<Found | Unfit> {
  const here = below(folder, prefix === "" ? "." : prefix);
  let entries: string[];
  let real: string;
  try {
    real = realpathSync(here);
    if (real === options.leaveOut || above.includes(real)) return;
    entries = sortedEntries(here);
  } catch (error) {
    yield { path: prefix, reason: reasonOf(error) };
    return;
  }
  for (const name of entries) {
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const stats = statsOf(below(folder, path));
    if ("reason" in stats) yield { path, ...stats };
    else if (stats.isFile()) yield { path, stats };
    else if (stats.isDirectory() && above.length + 1 < options.depth)
      yield* walkBelow(folder, path, [...above, real], options);
  }
}

export function statsOf(path: string): Stats | { readonly reason: string } {
  try {
    return statSync(path);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Why a file or folder cannot be read, and what to do. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return "no such file; if it is a link, it leads nowhere. Check the path";
    case "ELOOP":
      return "it is a link that leads back to itself. Name the file that it should lead to";
    case "EACCES":
    case "EPERM":
      return "no permission. Change its permissions, or run as a user who has it";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
