import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { shownName } from "../reports/names.js";
import type { Report, ReportedDocument } from "../reports/report.js";
import { writeAtomically } from "./atomic.js";
import { Failure } from "./failure.js";
import { ClosedPipe, print } from "./streams.js";

/** Where results go. */
export type Destination =
  | { readonly kind: "stdout" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "nowhere" };

/** Takes documents in order; `finish` must come last, also after failures. */
export interface Sink {
  write(reported: ReportedDocument, index: number): Promise<void>;
  finish(): Promise<void>;
}

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

export function openSink(destination: Destination, report: Report, several: boolean): Sink {
  switch (destination.kind) {
    case "stdout":
      return standardOutput(report, several);
    case "file":
      return singleFile(destination.path, report, several);
    case "directory":
      return directory(destination.path, report);
    case "nowhere":
      return { write: async () => {}, finish: async () => {} };
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
    write: (reported, index) => attempt(() => sink.write(reported, index)),
    finish: () => attempt(() => sink.finish()),
  };
}

function standardOutput(report: Report, several: boolean): Sink {
  let started = false;
  return {
    async write(reported, index) {
      const opening = started ? "" : report.start(several);
      started = true;
      await print(opening + report.document(reported, index, several));
    },
    async finish() {
      if (started) await print(report.end(several));
    },
  };
}

/** The file appears as a whole at the end, and not at all when no document could be handled. */
function singleFile(path: string, report: Report, several: boolean): Sink {
  const parts: string[] = [];
  return {
    async write(reported, index) {
      parts.push(report.document(reported, index, several));
    },
    async finish() {
      if (parts.length === 0) return;
      await writeAtomically(path, report.start(several) + parts.join("") + report.end(several));
    },
  };
}

function directory(path: string, report: Report): Sink {
  return {
    async write(reported) {
      await makeDirectory(path);
      const content = report.start(false) + report.document(reported, 0, false) + report.end(false);
      await writeAtomically(join(path, nameInDirectory(reported.result.source, report)), content);
    },
    async finish() {},
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
