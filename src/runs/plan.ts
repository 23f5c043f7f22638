import { realpathSync, type Stats } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UnspinError } from "../errors.js";
import { shownName } from "../reports/names.js";
import { below, parseGlob } from "./glob.js";
import type { Plan, PlannedFile, RunFailure } from "./interfaces.js";
import { statsOf, walk } from "./walk.js";

/** Names in the run's folder that are the run's own. */
export const REPORT = "report.jsonl";
export const RUN_FILE = "run.json";
export const WORKING = ".unspin";

export interface PlanOptions {
  /** The run's folder; it need not be there yet. */
  readonly out: string;
  /** Name that standard input gets there. */
  readonly standardInput: string;
}

/**
 * Finds the files of a run: those named, all below the folders named, and what patterns match (a file's very name
 * wins over its reading as a pattern). Files below a folder keep their place below it, a pattern's below its part
 * before the first wildcard, single files get their own names.
 * @throws UnspinError when the output lies inside a folder named, or two files would land on one path, on a path of the
 * run itself, or on an input.
 */
export function planRun(inputs: readonly string[], options: PlanOptions): Plan {
  const leaveOut = realPath(options.out);
  const files: PlannedFile[] = [];
  const failures: RunFailure[] = [];
  for (const input of inputs) {
    for (const found of filesOf(input, leaveOut, options)) {
      if ("reason" in found) failures.push(found);
      else files.push(found);
    }
  }
  refuseCollisions(files, options.out);
  return { files, failures };
}

type Found = PlannedFile | RunFailure;

function* filesOf(input: string, leaveOut: string, options: PlanOptions): Generator<Found> {
  if (input === "-") {
    yield { source: "-", path: "-", output: options.standardInput, size: 0, modified: 0, mode: 0o644 };
    return;
  }
  const stats = statsOf(input);
  if (!("reason" in stats)) {
    if (stats.isDirectory()) {
      refuseOutputInside(input, options.out);
      yield* filesBelow(input, leaveOut);
    } else if (stats.isFile()) yield planned(input, basename(input), stats);
    else yield { file: input, reason: "it is neither a file nor a folder. Pipe it in instead, as -" };
    return;
  }
  const glob = parseGlob(input);
  if (glob === undefined) {
    yield { file: input, reason: stats.reason };
    return;
  }
  let count = 0;
  for (const found of filesBelow(glob.base, leaveOut, glob.depth)) {
    if ("reason" in found) continue;
    if (!glob.matches(found.output)) continue;
    count += 1;
    yield found;
  }
  if (count === 0) yield { file: input, reason: "no file matches. Check the pattern" };
}

function* filesBelow(folder: string, leaveOut: string, depth = Number.POSITIVE_INFINITY): Generator<Found> {
  for (const found of walk(folder, { leaveOut, depth })) {
    const path = below(folder, found.path);
    if ("reason" in found) yield { file: found.path === "" ? folder : path, reason: found.reason };
    else yield planned(path, found.path, found.stats);
  }
}

/** What lies in the output would be an input of the next run, and folders that mirror the tree would hold each other. */
function refuseOutputInside(folder: string, out: string): void {
  const way = relative(realPath(folder), realPath(out));
  if (way === "") {
    throw new UnspinError(`${shownName(folder)} would be written over itself. Name another folder with --out.`);
  }
  if (isAbsolute(way) || way.split(sep)[0] === "..") return;
  const names = `--out ${shownName(out)} lies inside ${shownName(folder)}, an input`;
  throw new UnspinError(`${names}. Name a folder beside it, or only the folders and files in it that are inputs.`);
}

function planned(path: string, output: string, { size, mtimeMs, mode }: Stats): PlannedFile {
  return { source: path, path, output, size, modified: mtimeMs, mode: mode & 0o7777 };
}

function refuseCollisions(files: readonly PlannedFile[], out: string): void {
  const taken = new Map<string, PlannedFile>();
  const folders = new Map<string, PlannedFile>();
  const inputs = new Map(files.filter(({ path }) => path !== "-").map((file) => [realPath(file.path), file]));
  for (const file of files) {
    const { source, output } = file;
    const place = shownName(join(out, output));
    if (output === REPORT || output === RUN_FILE || output.split("/")[0] === WORKING) {
      throw new UnspinError(`${shownName(source)} would land on ${place}, which the run itself writes. Rename it.`);
    }
    const other = taken.get(output);
    if (other !== undefined) {
      const names = `${shownName(other.source)} and ${shownName(source)}`;
      throw new UnspinError(`${names} would both land on ${place}. Give them different names, or do them in two runs.`);
    }
    taken.set(output, file);
    for (let above = dirname(output); above !== "."; above = dirname(above)) folders.set(above, file);
    const overwritten = inputs.get(realPath(join(out, output)));
    if (overwritten !== undefined) {
      const what = `${shownName(source)} would be written over ${shownName(overwritten.source)}, an input.`;
      throw new UnspinError(`${what} Name another folder with --out.`);
    }
  }
  for (const [output, { source }] of taken) {
    const within = folders.get(output);
    if (within === undefined) continue;
    const place = shownName(join(out, output));
    throw new UnspinError(
      `${shownName(source)} would land on ${place}, and ${shownName(within.source)} below it. Do them in two runs.`,
    );
  }
}

/** The real path, also of what is not there yet: its nearest folder's, and the rest. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const above = dirname(absolute);
    return above === absolute ? absolute : `${realPath(above)}${sep}${basename(absolute)}`.replace(/^\/\//, "/");
  }
}
