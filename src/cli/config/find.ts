import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";

export const CONFIG_NAME = "unspin.config.json";

/** The configuration nearest to `directory`, in it or above it; undefined when there is none. */
export function findConfig(directory: string): string | undefined {
  let current = directory;
  for (;;) {
    const candidate = join(current, CONFIG_NAME);
    // A link that leads nowhere counts: passing it over would drop the user's settings without a word.
    if (isThere(candidate)) return candidate;
    const parent = dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder above that may not be searched holds no settings of this user's.
    return false;
  }
}
