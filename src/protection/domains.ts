import type { Range } from "../result.js";
import { isAsciiAlphanumeric, isAsciiDigit, runEnd } from "./characters.js";
import { type DottedRun, dottedRuns } from "./dotted.js";
import { urlEnd } from "./urls.js";

/**
 * Top-level domains that are no English words. Those that are ("in", "is", "me", "us") would take
 * a missing space after a full stop for a domain; they count only when a path follows.
 */
const TOP_LEVEL = new Set(
  `com org net edu gov mil int biz info io ai co tv fm app dev xyz ly gg uk ca au de fr eu jp cn ru br nz ie nl se ch za
   kr il sg hk pl cz sk es pt gr fi dk ua tr mx ar cl ph vn th ke ng gh eg sa ae qa kw pk bd lk np ee lv lt hr rs bg ro hu`.split(
    /\s+/,
  ),
);

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Bare domains (`example.com`, `example.co.uk/news`) and dotted IPv4 addresses. */
export function domains(text: string): Range[] {
  const found: Range[] = [];
  for (const run of dottedRuns(text)) {
    if (isAddress(run) || isDomain(run, text)) found.push({ start: run.start, end: hostTail(text, run.end) });
  }
  return found;
}

function isDomain(run: DottedRun, text: string): boolean {
  if (run.labels.length < 2 || run.labels.length > 8 || !run.labels.every((label) => LABEL.test(label))) return false;
  const last = run.labels.at(-1)!;
  const oneCase = last === last.toLowerCase() || last === last.toUpperCase();
  if (!oneCase || !/^[A-Za-z]{2,}$/.test(last)) return false;
  return TOP_LEVEL.has(last.toLowerCase()) || (last.length === 2 && hasPath(text, run.end));
}

function isAddress(run: DottedRun): boolean {
  return run.labels.length === 4 && run.labels.every((label) => /^\d{1,3}$/.test(label) && Number(label) <= 255);
}

function hasPath(text: string, at: number): boolean {
  return text[at] === "/" && isAsciiAlphanumeric(text.charCodeAt(at + 1));
}

/** Takes in the port and the path after a host. */
function hostTail(text: string, hostEnd: number): number {
  let end = hostEnd;
  if (text[end] === ":" && isAsciiDigit(text.charCodeAt(end + 1))) end = runEnd(text, end + 1, isAsciiDigit);
  return text[end] === "/" ? Math.max(urlEnd(text, end), end) : end;
}
