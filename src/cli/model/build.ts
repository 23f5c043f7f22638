import { closeSync, openSync, readSync, statSync } from "node:fs";
import { buildModel, type PartPlan } from "../../language/build.js";
import { shownName } from "../../reports/names.js";
import { writeAtomically } from "../atomic.js";
import { otherEncoding } from "../encoding.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";

/** A flag's `NAME=VALUE`. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

export interface BuildFlags {
  readonly part?: readonly Named[];
  readonly size?: readonly Named[];
  readonly weight?: readonly Named[];
  readonly output: string;
  readonly vocabulary: number;
  readonly minimumCount: number;
  readonly progress: boolean;
}

const MEGABYTE = 1e6;

/** Builds a model from clean text; files without a part's name make one part, "main". @returns the exit code. */
export async function runBuild(files: readonly string[], flags: BuildFlags): Promise<number> {
  const parts = partPlans(files, flags);
  for (const file of parts.flatMap((part) => part.files)) requireFile(file);
  const started = Date.now();
  const bytes = await buildModel({
    parts,
    vocabulary: flags.vocabulary,
    madeBy: commandLine(parts, flags),
    ...(flags.progress && process.stderr.isTTY && { onProgress: tell }),
  });
  await writeAtomically(flags.output, bytes);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  tell(`${flags.output}: ${(bytes.length / MEGABYTE).toFixed(1)} MB, built in ${seconds} s`);
  return exitCodes.done;
}

/** @throws Failure when there is no text, or a size or weight names no part. */
export function partPlans(files: readonly string[], flags: BuildFlags): readonly PartPlan[] {
  const named = [...files.map((value) => ({ name: "main", value })), ...(flags.part ?? [])];
  if (named.length === 0) {
    throw new Failure("no text to build from. Name files, or parts of a mixture: --part news=FILE");
  }
  const names = [...new Set(named.map(({ name }) => name))];
  const sizes = numbersOf("--size", flags.size, names);
  const weights = numbersOf("--weight", flags.weight, names);
  return names.map((name) => ({
    name,
    files: named.filter((part) => part.name === name).map(({ value }) => value),
    bytes: (sizes.get(name) ?? Number.POSITIVE_INFINITY) * MEGABYTE,
    weight: weights.get(name) ?? 1,
    minimumCount: flags.minimumCount,
  }));
}

function numbersOf(flag: string, given: readonly Named[] | undefined, names: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { name, value } of given ?? []) {
    const number = Number(value);
    if (!names.includes(name)) {
      throw new Failure(`${flag} ${name}=${value}: there is no part "${name}". Parts: ${names.join(", ")}.`);
    }
    if (value.trim() === "" || !(number > 0)) throw new Failure(`${flag} ${name}=${value}: write a number above 0.`);
    numbers.set(name, number);
  }
  return numbers;
}

/** The reader streams, so a path that is wrong must be found before hours of counting. */
function requireFile(file: string): void {
  const name = shownName(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new Failure(`${name}: no such file. Check the path.`);
  if (stats.isDirectory())
    throw new Failure(`${name}: is a directory, and a text file is needed. Name the files in it.`);
  // A pipe can be read only once, and that is for the builder to do.
  if (!stats.isFile()) return;
  if (stats.size === 0)
    throw new Failure(`${name}: is empty, so there is nothing to learn from. Name a file with text.`);
  if (/\.(?:gz|xz)$/i.test(file)) return;
  const bytes = firstBytes(file);
  const other = otherEncoding(bytes);
  if (other !== undefined) throw new Failure(`${name}: ${other}`);
  if (bytes.includes(0))
    throw new Failure(`${name}: holds NUL bytes, so it is a binary file. Give plain text in UTF-8.`);
}

function firstBytes(file: string): Uint8Array {
  const bytes = new Uint8Array(4096);
  const descriptor = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** How to make the model again. Infinite sizes are the default and go unsaid. */
function commandLine(parts: readonly PartPlan[], { vocabulary, minimumCount }: BuildFlags): string {
  const words = ["unspin model build"];
  for (const { name, files, bytes, weight } of parts) {
    for (const file of files) words.push(`--part ${name}=${file.replace(/^.*\//, "")}`);
    if (Number.isFinite(bytes)) words.push(`--size ${name}=${bytes / MEGABYTE}`);
    if (weight !== 1) words.push(`--weight ${name}=${weight}`);
  }
  return `${words.join(" ")} --vocabulary ${vocabulary} --minimum-count ${minimumCount}`;
}
