import type { ParallelText } from "../../dictionary/learn.js";
import { Failure } from "../failure.js";
import { type JsonRecord, readRecords } from "./records.js";

/**
 * The pairs of a JSONL file whose records hold `spun` and `original`; other keys are ignored.
 * @throws Failure with file:line for a line that is no such record.
 */
export function readPairs(file: string): readonly ParallelText[] {
  return readRecords(file).map(pairOf);
}

function pairOf({ record, place }: JsonRecord): ParallelText {
  const { spun, original } = record;
  if (typeof spun !== "string" || typeof original !== "string") {
    throw new Failure(`${place}: the record needs the texts "spun" and "original". Add them, or remove the line.`);
  }
  return { spun, original };
}
