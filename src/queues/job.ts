import { createHash } from "node:crypto";
import type { EngineOptions } from "../engine.js";
import type { PlannedFile, Provenance, RunOptions, Shard } from "../runs/index.js";

/** What a job carries: where the work is and what it must be done with; never a text. */
export interface ShardJob {
  readonly schema: 1;
  /** The run's id. */
  readonly run: string;
  /** Address of the run's storage. */
  readonly storage: string;
  /** The version of unspin. */
  readonly unspin: string;
  /** SHA-256 (hex) over the hashes of dictionaries, model and reference store, and the settings. */
  readonly knowledge: string;
  readonly shards: readonly JobShard[];
}

export interface JobShard extends Omit<Shard, "file"> {
  readonly file: JobFile;
}

/** A file as other machines find it. */
export interface JobFile extends PlannedFile {
  /** Name in the run's storage; absent where the file is read from its path. */
  readonly object?: string;
}

/** What all jobs of a run have in common; it stands in the run's storage. */
export interface RunSpec {
  readonly schema: 1;
  readonly run: string;
  readonly options: RunOptions;
  readonly engine: EngineOptions;
  readonly provenance: Provenance;
  /** What the reference store holds, by its content; "" without one. */
  readonly reference: string;
}

/** How often a job is tried, and how long it waits before it is tried again (milliseconds, doubled each time). */
export const ATTEMPTS = { attempts: 5, backoff: { type: "exponential", delay: 1000 } } as const;

export const specName = (run: string) => `${run}/run-spec.json`;

/** A job's name is a function of its work: the same work has the same name whoever asks for it. */
export function jobName(job: ShardJob): string {
  return `s-${hashOf(job).slice(0, 32)}`;
}

/** Where the results of a job go, by its name: what it holds may come back from a server with its keys in another order. */
export const resultName = (run: string, name: string) => `${run}/results/${name}`;

export function knowledgeOf({ provenance, reference }: Pick<RunSpec, "provenance" | "reference">): string {
  const { reference: _, dictionaries, decisions, ...rest } = provenance;
  return hashOf({ ...rest, files: [dictionaries, decisions].map((one) => Object.values(one)), reference });
}

export function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
