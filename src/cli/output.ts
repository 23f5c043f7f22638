import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { shownName } from "../reports/names.js";
import type { Report } from "../reports/report.js";
import { AtomicFile } from "./atomic.js";
import { Failure } from "./failure.js";
import { type FileOutput, NO_OUTPUT, newFile, standardOutputOf } from "./file-output.js";
import { type ReportTarget, reportSink, type Sink } from "./report-sink.js";
import { ClosedPipe, print } from "./streams.js";

/** Where results go. */
export type Destination =
  | { readonly kind: "stdout" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "nowhere" };

/**
 * "-" stands for standard output, as it stands for standard input among the files.
 * @throws Failure when several texts would land in one file, or two documents under one name.
 */
export function destinationFor(output: string | undefined, report: Report, sources: readonly string[]): Destination {
  if (output === undefined || output === "-") return { kind: "stdout" };
  if (output.endsWith("/") || isDirectory(output)) {
    refuseSharedNames(output, report, sources);
    return { kind: "directory", path: output };
  }
  if (sources.length > 1 && report.extension === "") {
    throw new Failure(
      `-o ${output}: ${sources.length} documents cannot go into one file. Name a directory: -o ${output}/`,
    );
  }
  return { kind: "file", path: output };
}

/** @param several whether more than one source was named. */
export function openSink(destination: Destination, report: Report, several: boolean): Sink {
  switch (destination.kind) {
    case "stdout":
      return reportSink(report, several, { write: print, commit: async () => {} });
    case "file":
      return reportSink(report, several, wholeFile(destination.path));
    case "directory":
      return directory(destination.path, report);
    case "nowhere":
      return NO_SINK;
  }
}

const NO_SINK: Sink = { write: async () => {}, finish: async () => {} };

/** Where the bytes of the repaired files go when the files themselves are asked for. */
export function fileOutputs(destination: Destination, report: Report): (source: string) => Promise<FileOutput> {
  switch (destination.kind) {
    case "stdout":
      return async (source) => standardOutputOf(source);
    case "file":
      return async (source) => newFile(source, destination.path);
    case "directory":
      return async (source) => {
        await makeDirectory(destination.path);
        return newFile(source, join(destination.path, nameInDirectory(source, report)));
      };
    case "nowhere":
      return async () => NO_OUTPUT;
  }
}

/** A sink that forgives a reader who leaves: for reports that come beside files which must still be written. */
export function forgiving(sink: Sink): Sink {
  let open = true;
  const attempt = async (action: () => Promise<void>) => {
    if (!open) return;
    try {
      await action();
    } catch (error) {
      if (!(error instanceof ClosedPipe)) throw error;
      open = false;
    }
  };
  return {
    write: (stretch, source) => attempt(() => sink.write(stretch, source)),
    finish: () => attempt(() => sink.finish()),
  };
}

/** The file appears as a whole at the end, and not at all when no document could be handled. */
function wholeFile(path: string): ReportTarget {
  let file: AtomicFile | undefined;
  return {
    write: async (text) => {
      file ??= await AtomicFile.create(path);
      await file.write(text);
    },
    commit: async () => file?.commit(),
  };
}

/** A report for each source. */
function directory(path: string, report: Report): Sink {
  let [current, open]: [string | undefined, Sink] = [undefined, NO_SINK];
  return {
    async write(stretch, source) {
      if (source !== current) {
        await open.finish();
        await makeDirectory(path);
        current = source;
        open = reportSink(report, false, wholeFile(join(path, nameInDirectory(source, report))));
      }
      await open.write(stretch, source);
    },
    finish: () => open.finish(),
  };
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`-o ${path}: the directory could not be made (${reason}). Name another place.`);
  }
}

function nameInDirectory(source: string, report: Report): string {
  return (source === "-" ? "stdin.txt" : basename(source)) + report.extension;
}

function refuseSharedNames(output: string, report: Report, sources: readonly string[]): void {
  const taken = new Map<string, string>();
  for (const source of sources) {
    const name = nameInDirectory(source, report);
    const other = taken.get(name);
    if (other !== undefined) {
      throw new Failure(
        `${shownName(other)} and ${shownName(source)} would both land on ${shownName(join(output, name))}. Repair them in two runs.`,
      );
    }
    taken.set(name, source);
  }
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
