import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { shownName } from "../../reports/names.js";
import { Failure, systemCode } from "../failure.js";
import { decodeText } from "../input.js";

/** Largest file of records when unpacked, in bytes; more would not fit the learner's memory either. */
const LARGEST = 2 ** 29;

/** The keys that are looked at; any may be missing or hold anything. */
export interface TextRecord {
  readonly spun?: unknown;
  readonly original?: unknown;
  readonly text?: unknown;
}

/** A line of a JSONL file. */
export interface JsonRecord {
  /** Empty for a value that is no object. */
  readonly record: TextRecord;
  /** `file:line`, for messages. */
  readonly place: string;
}

/**
 * The records of a JSONL file, blank lines left out. `.gz` and `.xz` are unpacked on the way; `.xz` needs the `xz` program.
 * @throws Failure with file:line for a line that is not JSON.
 */
export function readRecords(file: string): readonly JsonRecord[] {
  const name = shownName(file);
  const lines = decodeText(unpacked(file), name)
    .replace(/^\ufeff/, "")
    .split("\n");
  return lines.flatMap((line, index) => {
    const place = `${name}:${index + 1}`;
    return line.trim() === "" ? [] : [{ record: parse(line, place), place }];
  });
}

function unpacked(file: string): Buffer {
  try {
    if (/\.xz$/i.test(file)) return execFileSync("xz", ["-dc", "--", file], { maxBuffer: LARGEST, stdio: "pipe" });
    const bytes = readFileSync(file);
    return /\.gz$/i.test(file) ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes;
  } catch (error) {
    const name = shownName(file);
    if (systemCode(error) === "EISDIR") {
      throw new Failure(`${name}: is a directory, and a JSONL file is needed. Give --pairs once for each file in it.`);
    }
    const isXzMissing = /\.xz$/i.test(file) && systemCode(error) === "ENOENT";
    const reason = isXzMissing ? "the program xz is not installed" : error instanceof Error ? error.message.trim() : "";
    throw new Failure(`${name}: could not be read (${reason}). Check the path, or unpack the file first.`);
  }
}

function parse(line: string, place: string): TextRecord {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch (error) {
    throw new Failure(
      `${place}: not JSON (${error instanceof Error ? error.message : ""}). Correct or remove the line.`,
    );
  }
}
