import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export const CONFIG_NAME = "unspin.config.json";

/** The configuration nearest to `directory`, in it or above it; undefined when there is none. */
export function findConfig(directory: string): string | undefined {
  let current = directory;
  for (;;) {
    const candidate = join(current, CONFIG_NAME);
    if (existsSync(candidate)) return candidate;
    const parent = dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}
