import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { EngineOptions } from "../engine.js";
import { differencesOf, type Provenance, provenanceOf, type RunOptions } from "../runs/index.js";
import { hashOf as hashOfFile } from "../runs/provenance.js";
import { masked } from "./address.js";
import { hashOf, knowledgeOf, type RunSpec } from "./job.js";

export interface SpecOptions {
  /** Absolute path of the run's folder. */
  readonly out: string;
  readonly storage: string;
  readonly options: RunOptions;
  readonly engine: EngineOptions;
  readonly provenance: Provenance;
}

/** What the jobs of a run have in common. The same run, begun again, has the same id. */
export async function specOf({ out, storage, options, engine, provenance }: SpecOptions): Promise<RunSpec> {
  const { reference: given, ...rest } = absolute(engine);
  const reference = await contentOf(given);
  const shown = given === undefined ? {} : { reference: masked(given) };
  const known = {
    ...provenance,
    dictionaries: absolutePaths(provenance.dictionaries),
    decisions: absolutePaths(provenance.decisions),
    reference: masked(provenance.reference),
  };
  const run = hashOf([out, storage, knowledgeOf({ provenance: known, reference }), options]).slice(0, 16);
  return { schema: 1, run, options, engine: { ...rest, ...shown }, provenance: known, reference };
}

/** Files are named so that another machine that sees them finds them. */
function absolute({ dictionaries, decisions, reference, ...rest }: EngineOptions): EngineOptions {
  const isServer = reference !== undefined && /^postgres(ql)?:/.test(reference);
  return {
    ...rest,
    ...(dictionaries && { dictionaries: dictionaries.map((path) => resolve(path)) }),
    ...(decisions !== undefined && { decisions: [decisions].flat().map((path) => resolve(path)) }),
    ...(reference !== undefined && { reference: isServer ? reference : resolve(reference) }),
  };
}

function absolutePaths(hashes: Provenance["dictionaries"]): Provenance["dictionaries"] {
  return Object.fromEntries(Object.entries(hashes).map(([path, hash]) => [resolve(path), hash]));
}

export interface Own {
  /** The version of unspin at work here. */
  readonly unspin: string;
  /** Reference store to use in place of the one that the run names, and that must hold the same. */
  readonly reference?: string;
}

/**
 * Compares what is here with what a run was begun with.
 * @returns what differs, for people; empty when this machine would give the same results.
 */
export async function skewOf({ engine, provenance, reference }: RunSpec, own: Own): Promise<readonly string[]> {
  const { dictionaries, decisions, builtIn: _, reference: __, ...rest } = provenance;
  const files = { dictionaries: Object.keys(dictionaries), decisions: Object.keys(decisions) };
  const here = await provenanceOf({ ...rest, ...files, unspin: own.unspin });
  const differences = differencesOf({ ...provenance, reference: "" }, here);
  const path = own.reference ?? engine.reference;
  const isSame = (await contentOf(path)) === reference;
  return isSame ? differences : [...differences, `the reference store ${masked(path ?? "")} holds something else here`];
}

/** What a reference store holds: a file's hash; a server's corpus grows while it is used, so that its name must do. */
async function contentOf(reference: string | undefined): Promise<string> {
  if (reference === undefined) return "";
  if (/^postgres(ql)?:/.test(reference)) return serverOf(reference);
  return statSync(reference, { throwIfNoEntry: false }) === undefined ? "missing" : hashOfFile(reference);
}

/** Host and database: users and passwords may differ from machine to machine. */
function serverOf(address: string): string {
  if (!URL.canParse(address)) return masked(address);
  const { host, pathname } = new URL(address);
  return `postgres://${host}${pathname}`;
}
