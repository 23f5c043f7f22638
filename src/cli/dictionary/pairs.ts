import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ParallelText } from "../../dictionary/learn.js";
import { Failure, systemCode } from "../failure.js";
import { decodeText } from "../input.js";

/** Largest file of pairs when unpacked, in bytes; more would not fit the learner's memory either. */
const LARGEST = 2 ** 29;

/**
 * The pairs of a JSONL file whose records hold `spun` and `original`; other keys are ignored.
 * `.gz` and `.xz` are unpacked on the way; `.xz` needs the `xz` program.
 * @throws Failure with file:line for a line that is no such record.
 */
export function readPairs(file: string): readonly ParallelText[] {
  const lines = decodeText(unpacked(file), file)
    .replace(/^\ufeff/, "")
    .split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [pairOf(line, `${file}:${index + 1}`)]));
}

function unpacked(file: string): Buffer {
  try {
    if (file.endsWith(".xz")) return execFileSync("xz", ["-dc", "--", file], { maxBuffer: LARGEST, stdio: "pipe" });
    const bytes = readFileSync(file);
    return file.endsWith(".gz") ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes;
  } catch (error) {
    if (systemCode(error) === "EISDIR") {
      throw new Failure(`${file}: is a directory, and a JSONL file is needed. Give --pairs once for each file in it.`);
    }
    const isXzMissing = file.endsWith(".xz") && systemCode(error) === "ENOENT";
    const reason = isXzMissing ? "the program xz is not installed" : error instanceof Error ? error.message.trim() : "";
    throw new Failure(`${file}: could not be read (${reason}). Check the path, or unpack the file first.`);
  }
}

function pairOf(line: string, place: string): ParallelText {
  const record = parse(line, place);
  const { spun, original } = record;
  if (typeof spun !== "string" || typeof original !== "string") {
    throw new Failure(`${place}: the record needs the texts "spun" and "original". Add them, or remove the line.`);
  }
  return { spun, original };
}

function parse(line: string, place: string): { readonly spun?: unknown; readonly original?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : {};
  } catch (error) {
    throw new Failure(
      `${place}: not JSON (${error instanceof Error ? error.message : ""}). Correct or remove the line.`,
    );
  }
}
