import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { storeStamp } from "../reference/store-stamp.js";
import { builtIn, builtInFiles, GENERIC, MODEL, NAMES } from "../resources.js";
import type { Provenance } from "./interfaces.js";

export interface ProvenanceOptions extends Omit<Provenance, "dictionaries" | "decisions" | "builtIn" | "reference"> {
  readonly dictionaries: readonly string[];
  readonly decisions: readonly string[];
  readonly reference?: string;
}

/** Looks at the files that results depend on; those that cannot be read have an empty hash here. */
export async function provenanceOf({
  dictionaries,
  decisions,
  reference,
  ...rest
}: ProvenanceOptions): Promise<Provenance> {
  const come = [...builtInFiles(), ...[MODEL, GENERIC, NAMES].map(builtIn)];
  return {
    ...rest,
    dictionaries: await hashesOf(dictionaries),
    decisions: await hashesOf(decisions),
    builtIn: await hashesOf(come, basename),
    reference: reference === undefined ? "" : identityOf(reference),
  };
}

/** What differs between two runs, for people; empty when the results would be the same. */
export function differencesOf(before: Provenance, now: Provenance): string[] {
  const differences: string[] = [];
  for (const key of ["unspin", "mode", "inputFormat", "only"] as const) {
    if (before[key] !== now[key])
      differences.push(`${NAMES_OF[key]} was ${before[key] || "unset"}, now it is ${now[key] || "unset"}`);
  }
  if (before.check !== now.check) differences.push(`--check was ${before.check ? "" : "not "}given`);
  for (const key of ["protect", "fields"] as const) {
    if (JSON.stringify(before[key]) !== JSON.stringify(now[key])) differences.push(`${NAMES_OF[key]} changed`);
  }
  differences.push(...changedFiles(before.dictionaries, now.dictionaries, "the dictionary "));
  // Runs of versions that followed no ledgers name none.
  differences.push(...changedFiles(before.decisions ?? {}, now.decisions, "the ledger "));
  const isOther = JSON.stringify(before.builtIn) !== JSON.stringify(now.builtIn);
  if (isOther) differences.push("the dictionaries or the model that come with unspin changed");
  if (before.reference !== now.reference) differences.push("the reference corpus changed");
  return differences;
}

const NAMES_OF = {
  unspin: "the version of unspin",
  mode: "--mode",
  inputFormat: "--input-format",
  only: "--only",
  protect: "what --protect keeps",
  fields: "--fields",
} as const;

function changedFiles(before: Provenance["builtIn"], now: Provenance["builtIn"], what: string): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names]
    .filter((name) => before[name] !== now[name])
    .map((name) => {
      if (before[name] === undefined) return `${what}${name} is new`;
      return now[name] === undefined ? `${what}${name} is gone` : `${what}${name} changed`;
    });
}

async function hashesOf(
  paths: readonly string[],
  nameOf: (path: string) => string = (path) => path,
): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [nameOf(path), await hashOf(path)] as const)));
}

function identityOf(path: string): string {
  try {
    return storeStamp(path);
  } catch {
    return "";
  }
}

/** SHA-256 (hex) of a file; empty when it cannot be read. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch {
    return "";
  }
  return hash.digest("hex");
}
