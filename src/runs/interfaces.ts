import type { Part } from "../formats/index.js";
import type { Mode } from "../result.js";
import type { RunTotals } from "./totals.js";

/** One file of a run. */
export interface PlannedFile {
  /** The path as given, or the folder as given with the rest of the path; "-" is standard input. */
  readonly source: string;
  /** Where it is read from: the same, save for standard input. */
  readonly path: string;
  /** Where it lands, relative to the run's folder, with "/" between names. */
  readonly output: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, with their fraction. */
  readonly modified: number;
  /** Permissions. */
  readonly mode: number;
}

/** What a run is to do: all files with their places, in the order of the report. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** What was named or found and cannot be read, and why. */
  readonly failures: readonly RunFailure[];
}

/**
 * A part of a run's work: segments `from` up to, but not including, `to` of a file, as its format cuts it. It names
 * the work and never carries a text, so that it can wait in a queue; doing it twice does no harm.
 */
export interface Shard {
  readonly file: PlannedFile;
  readonly from: number;
  /** Null means up to the file's end. */
  readonly to: number | null;
  /** Where these segments stand, when that is known: who does them need not read what comes before. */
  readonly at?: ShardPlace;
}

/** A part of a file that can be read from the middle. */
export interface ShardPlace {
  readonly part: Part;
  /** Bytes of the file; null is its end. */
  readonly offset: number;
  readonly end: number | null;
}

/** Something that was not done, and where. */
export interface RunFailure {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly item?: number;
  readonly reason: string;
  /** The next run does the file again: what failed may go well then. */
  readonly again?: true;
}

/** What became of a shard. Its results and its bytes stand in the run's working folder, under the shard's name. */
export interface ShardOutcome {
  /** `stopped` when the run was interrupted: the same shard goes on from there. */
  readonly state: "done" | "stopped";
  /** Segments done, from the shard's first. */
  readonly segments: number;
  /** Whether any edit was written. */
  readonly changed: boolean;
  /** False when the segments' bytes joined are not the file, although nothing changed: copy the file then. */
  readonly exact: boolean;
  /** Whether the file turned out to be unreadable as a whole: its copy is the output, and its results do not count. */
  readonly unreadable: boolean;
  /** Bytes of the new file's part and of the report's part. */
  readonly outputBytes: number;
  readonly reportBytes: number;
  readonly totals: RunTotals;
  /** The first thousand. */
  readonly failures: readonly RunFailure[];
  /** SHA-256 (hex) of the file, where the shard reached its end. */
  readonly sha256?: string;
}

/** Carries out shards: threads of this machine do, other machines may. */
export interface Executor {
  /** Files that it wants to have under way at a time. */
  readonly files: number;
  /** Told before anything else what the run is. */
  begin?(plan: Plan): void;
  /** The file's shards, in their order, as this executor likes to do them. @throws the errors of `run`. */
  cut(file: PlannedFile): AsyncIterable<Shard>;
  /**
   * Does the shard, or what is left of it.
   * @throws the system's errors for files that cannot be read or written; UnspinError when no engine can be opened.
   */
  run(shard: Shard): Promise<ShardOutcome>;
  /** Lets what is under way come to an end: all shards end soon, done or stopped. */
  stop(): void;
  close(): Promise<void>;
}

/** What all shards of a run have in common. */
export interface RunOptions {
  readonly fields?: readonly string[];
  /** The kind of standard input, when it is known. */
  readonly inputKind?: string;
  /** Only reports what would be done. */
  readonly check: boolean;
  /** The report holds spun documents only. */
  readonly onlySpun: boolean;
}

/** Everything that the results depend on beside the input; a run goes on only where all of it is the same. */
export interface Provenance {
  readonly unspin: string;
  readonly mode: Mode;
  readonly protect: readonly string[];
  readonly fields: readonly string[];
  readonly inputFormat: string;
  readonly check: boolean;
  readonly only: string;
  /** SHA-256 (hex) by path. */
  readonly dictionaries: Readonly<Record<string, string>>;
  readonly decisions: Readonly<Record<string, string>>;
  readonly builtIn: Readonly<Record<string, string>>;
  /** What tells the reference corpus's content; empty without one. */
  readonly reference: string;
}
