import { fstatSync, type Stats, statSync } from "node:fs";
import { shownName } from "../reports/names.js";
import { Failure } from "./failure.js";

/**
 * The documents to read: the files named, or standard input when something is piped in and no file is named.
 * @throws Failure when there is nothing to read, or standard input is asked for twice.
 */
export function inputSources(files: readonly string[], verb: string): readonly string[] {
  if (files.filter((file) => file === "-").length > 1) {
    throw new Failure("standard input (-) is named twice, but it can be read only once. Name it once.");
  }
  if (files.length > 0) return files;
  if (process.stdin.isTTY) {
    throw new Failure(
      `no input. Name a file (unspin ${verb} story.txt), or pipe text in (cat story.txt | unspin ${verb} -).`,
    );
  }
  return ["-"];
}

/**
 * Refuses `unspin repair a.txt > a.txt`: the shell has emptied the file before unspin could read it.
 * @throws Failure that names the file.
 */
export function refuseOutputOverInput(sources: readonly string[]): void {
  const output = statOf(() => fstatSync(1));
  if (output === undefined || !output.isFile()) return;
  for (const source of sources) {
    const input = statOf(() => (source === "-" ? fstatSync(0) : statSync(source)));
    if (input === undefined || input.dev !== output.dev || input.ino !== output.ino) continue;
    throw new Failure(
      `${shownName(source)}: is also where the output goes; the shell empties a file after ">" before unspin can read it. ` +
        "Restore the file, then use --write, or -o FILE, which may name the input.",
    );
  }
}

function statOf(read: () => Stats): Stats | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
