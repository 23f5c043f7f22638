import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import type { ZodType } from "zod";

/**
 * The lines of a UTF-8 file, one at a time, so that a file of any size can be read; `.xz` files go through the
 * program `xz`. Rejects, naming the file, when it cannot be read, is damaged, or `xz` is not installed.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  if (path.endsWith(".xz")) yield* readXzLines(path);
  else yield* splitLines(createReadStream(path));
}

/** The records of a JSON Lines file, each checked; blank lines are passed over. Errors name file and line. */
export async function* readRecords<T>(path: string, schema: ZodType<T>): AsyncGenerator<T> {
  let number = 0;
  for await (const line of readLines(path)) {
    number += 1;
    if (line.trim() !== "") yield parseRecord(line, schema, `${path}:${number}`);
  }
}

/** All items of an asynchronous sequence that is known to be small. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = [];
  for await (const item of items) out.push(item);
  return out;
}

function parseRecord<T>(line: string, schema: ZodType<T>, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new Error(`${where}: not JSON (${(error as Error).message}). Was the file cut short? Fetch it again.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join(".") || "the record";
  throw new Error(`${where}: ${field}: ${issue.message}. data/README.md of the shared folder lists the fields.`);
}

async function* splitLines(input: Readable): AsyncGenerator<string> {
  input.setEncoding("utf8");
  let rest = "";
  for await (const chunk of input) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  if (rest !== "") yield rest;
}

async function* readXzLines(path: string): AsyncGenerator<string> {
  const child = spawn("xz", ["-dc", "--", path], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<Error | null>((resolve) => {
    child.on("error", (error: NodeJS.ErrnoException) => resolve(startError(path, error)));
    child.on("close", (code) => {
      const why = said.trim() || `it ended with ${code}`;
      resolve(code === 0 ? null : new Error(`Cannot unpack ${path}: xz says: ${why}.`));
    });
  });
  try {
    yield* splitLines(child.stdout);
    const error = await ended;
    if (error !== null) throw error;
  } catch (error) {
    throw (await ended) ?? error; // when xz cannot start, its output breaks first, and says nothing of the cause
  } finally {
    child.kill(); // a reader that stops early must not leave xz behind, blocked on its pipe
  }
}

function startError(path: string, error: NodeJS.ErrnoException): Error {
  if (error.code !== "ENOENT") return new Error(`Cannot unpack ${path}: xz did not start: ${error.message}.`);
  return new Error(
    `Cannot unpack ${path}: the program xz is not installed. Install it (Debian: apt-get install xz-utils; ` +
      "macOS: brew install xz) or unpack the file beside itself and try again.",
  );
}
