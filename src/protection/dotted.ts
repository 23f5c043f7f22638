import type { Range } from "../result.js";
import { isAsciiAlphanumeric, runEnd, runStart } from "./characters.js";

/** A run such as `www.example.com`, `report.pdf` or `192.0.2.1`: labels joined by points without spaces. */
export interface DottedRun extends Range {
  readonly labels: readonly string[];
}

/** Every dotted run of a text, in order. Each unit is read a bounded number of times, whatever the text. */
export function dottedRuns(text: string): DottedRun[] {
  const found: DottedRun[] = [];
  let floor = 0;
  for (let point = text.indexOf("."); point >= 0; point = text.indexOf(".", Math.max(point + 1, floor))) {
    if (!isAsciiAlphanumeric(text.charCodeAt(point + 1)) || point === floor) continue;
    const start = runStart(text, point, floor, isRunUnit);
    const end = trimEnd(text, point, runEnd(text, point, isRunUnit));
    floor = end;
    if (start < point) found.push({ start, end, labels: text.slice(start, end).split(".") });
  }
  return found;
}

function trimEnd(text: string, point: number, end: number): number {
  let trimmed = end;
  while (trimmed > point + 1 && !isAsciiAlphanumeric(text.charCodeAt(trimmed - 1))) trimmed--;
  return trimmed;
}

function isRunUnit(code: number): boolean {
  return isAsciiAlphanumeric(code) || code === 0x2d || code === 0x2e || code === 0x5f;
}
