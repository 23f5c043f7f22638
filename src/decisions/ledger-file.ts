import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { UnspinError } from "../errors.js";
import { type CheckedLine, checkedLines, columnOfValue } from "../formats/index.js";
import { type Decision, decisionLine } from "./decision.js";
import { type LedgerRecord, ledgerRecord } from "./ledger-record.js";

/**
 * Reads a ledger, or its lines from elsewhere. A line that breaks off, which a killed program leaves, is left out and told to `note`,
 * with its place.
 * @throws UnspinError for a file that cannot be read, and for the first line that is no decision, with file:line:col.
 */
export async function readLedger(
  path: string,
  note: (message: string) => void = () => {},
  bytes: AsyncIterable<Uint8Array> = createReadStream(path) as AsyncIterable<Uint8Array>,
): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  try {
    for await (const line of checkedLines(bytes)) {
      if (line.isCut) note(`${path}:${line.line}: the line breaks off (was its writer killed?); it is left out`);
      else decisions.push(decisionOf(line, path));
    }
  } catch (error) {
    throw readable(error, path);
  }
  return decisions;
}

function decisionOf({ line, text, value, problem }: CheckedLine, path: string): Decision {
  if (problem !== undefined) {
    throw new UnspinError(
      `${path}:${line}:${problem.column}: this line is no JSON: ${problem.reason}. ` +
        "A ledger holds one decision a line; correct the line, or remove it.",
    );
  }
  const read = ledgerRecord.safeParse(value);
  if (read.success) return meaningOf(read.data);
  const issue = read.error.issues[0]!;
  const what = issue.path.length === 0 ? "the record" : `"${issue.path.join(".")}"`;
  throw new UnspinError(
    `${path}:${line}:${columnOfValue(text, issue.path)}: ${what} is not as a ledger has it: ${issue.message}. ` +
      'Expected a line such as {"schema":1,"fingerprint":"b02d093d0a2269db","was":"metal","now":"steel","decision":"accept"}; ' +
      "correct the line, or remove it.",
  );
}

function meaningOf(record: LedgerRecord): Decision {
  const { fingerprint = "", was, now, proposed, who, when, document } = record;
  return {
    schema: 1,
    fingerprint,
    was,
    now,
    ...(proposed !== undefined && proposed !== now && { proposed }),
    decision: record.decision === "undo" ? "undo" : record.decision.startsWith("accept") ? "accept" : "reject",
    ...(record.everywhere === true && { everywhere: true }),
    ...(who !== undefined && { who }),
    ...(when !== undefined && { when }),
    ...(document !== undefined && { document }),
  };
}

/**
 * Adds decisions to a ledger, which is made if need be: whole lines, written with one call at the file's end and on the disk when this
 * returns. Several programs may do so at once. A line that an earlier writer left half-written is closed first, so that it harms no other.
 * @throws UnspinError when the file cannot be written, or not all of it.
 */
export async function appendDecisions(path: string, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const lines = decisions.map(decisionLine).join("");
  try {
    const handle = await open(path, "a+");
    try {
      // Another writer may be in the middle of its line: then this only makes a blank one.
      const bytes = Buffer.from((await endsWithinLine(handle)) ? `\n${lines}` : lines, "utf8");
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw new Error("the disk took only a part of it");
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unwritable(error, path);
  }
}

async function endsWithinLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== 10;
}

function readable(error: unknown, path: string): unknown {
  if (error instanceof UnspinError || !(error instanceof Error) || !("code" in error)) return error;
  const what =
    error.code === "ENOENT"
      ? "there is no such file. Name a ledger that exists; reviews write them"
      : error.code === "EISDIR"
        ? "it is a folder. Name the ledger in it"
        : `it cannot be read (${error.message}). Check the path and its permissions`;
  return new UnspinError(`the ledger ${path}: ${what}.`);
}

function unwritable(error: unknown, path: string): UnspinError {
  const message = error instanceof Error ? error.message : String(error);
  return new UnspinError(
    `the ledger ${path}: the decision could not be written (${message}). ` +
      "Check that the folder exists, may be written to and has room; what was decided before is safe.",
  );
}
