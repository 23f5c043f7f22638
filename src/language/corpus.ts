import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UnspinError } from "../errors.js";

/**
 * The texts of a corpus file, one at a time: a `.jsonl` file gives `title` and `text` of each record,
 * any other file its paragraphs (runs of lines without a blank one). `.gz` and `.xz` are unpacked on the way; `.xz`
 * needs the `xz` program. Memory does not grow with the file.
 *
 * @throws UnspinError for a missing or damaged file or a record without text, with file and line.
 */
export async function* readCorpus(path: string): AsyncGenerator<string> {
  const { stream, name, failure } = unpacked(path);
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let broken: Error | undefined;
  stream.once("error", (error) => {
    broken = error;
    lines.close();
  });
  try {
    yield* name.endsWith(".jsonl") ? records(path, lines) : paragraphs(lines);
    if (broken) throw broken;
    await failure;
  } catch (error) {
    throw error === broken ? readError(path, error as Error) : error;
  } finally {
    // A reader that stops early must not leave a file open or an unpacker waiting.
    stream.destroy();
  }
}

const BYTE_ORDER_MARK = /^\ufeff/;

async function* records(path: string, lines: AsyncIterable<string>): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    yield recordText(path, number, number === 1 ? line.replace(BYTE_ORDER_MARK, "") : line);
  }
}

function recordText(path: string, number: number, line: string): string {
  let record: { readonly title?: unknown; readonly text?: unknown };
  try {
    record = JSON.parse(line) as typeof record;
  } catch (error) {
    throw new UnspinError(
      `${path}:${number}:1: not a JSON record: ${(error as Error).message}. Mend or remove the line.`,
    );
  }
  if (typeof record?.text !== "string") {
    throw new UnspinError(`${path}:${number}:1: the record has no "text". Each line needs {"text": "…"}.`);
  }
  return typeof record.title === "string" ? `${record.title}\n\n${record.text}` : record.text;
}

async function* paragraphs(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = [];
  for await (const line of lines) {
    if (line.trim() !== "") held.push(line);
    // A text without blank lines must not gather in memory.
    if (held.length > 0 && (line.trim() === "" || held.length >= 200)) {
      yield held.join("\n");
      held = [];
    }
  }
  if (held.length > 0) yield held.join("\n");
}

interface Source {
  readonly stream: Readable;
  /** The path without the packing suffix. */
  readonly name: string;
  /** Settles when an outside unpacker has ended; rejects when it failed. */
  readonly failure: Promise<void>;
}

function unpacked(path: string): Source {
  if (path.endsWith(".xz")) return unpackXz(path);
  const file = createReadStream(path);
  if (!path.endsWith(".gz")) return { stream: file, name: path, failure: Promise.resolve() };
  const gunzip = createGunzip();
  file.once("error", (error) => gunzip.destroy(error));
  return { stream: file.pipe(gunzip), name: path.slice(0, -3), failure: Promise.resolve() };
}

function unpackXz(path: string): Source {
  const child = spawn("xz", ["-dc", "--", path], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const failure = new Promise<void>((resolve, reject) => {
    child.once("error", () =>
      reject(
        new UnspinError(`${path}: the program "xz" is needed to unpack it. Install xz-utils, or unpack the file.`),
      ),
    );
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new UnspinError(`${path}: xz could not unpack it: ${complaint.trim()}`)),
    );
  });
  failure.catch((error: Error) => child.stdout.destroy(error));
  return { stream: child.stdout, name: path.slice(0, -3), failure };
}

function readError(path: string, error: Error): UnspinError {
  if (error instanceof UnspinError) return error;
  return new UnspinError(`${path}: cannot be read: ${error.message}. Check the path and the file's integrity.`);
}
