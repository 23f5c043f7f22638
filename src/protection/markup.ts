import type { Range } from "../result.js";
import { isAsciiLetter } from "./characters.js";

const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi;

/** Elements whose content is not prose. */
const VERBATIM = /^<(script|style|pre|code|kbd|samp|tt)\b/i;

/** Tags, comments, character references, and the content of scripts, styles and code elements. */
export function markup(text: string): Range[] {
  const found: Range[] = [];
  const closes = new Map<string, number>();
  for (let at = text.indexOf("<"); at >= 0; ) {
    const end = text.startsWith("<!--", at) ? commentEnd(text, at, closes) : tagEnd(text, at);
    if (end < 0) {
      at = text.indexOf("<", at + 1);
      continue;
    }
    const stop = Math.max(end, verbatimEnd(text, at, end, closes));
    found.push({ start: at, end: stop });
    at = text.indexOf("<", stop);
  }
  if (!text.includes("&")) return found;
  for (const match of text.matchAll(ENTITY)) found.push({ start: match.index, end: match.index + match[0].length });
  return found;
}

/** End of the tag that opens at `at`, or -1: "<" in prose is a sign like any other. */
function tagEnd(text: string, at: number): number {
  const next = text[at + 1];
  const opens = isAsciiLetter(text.charCodeAt(at + 1)) || next === "!" || next === "?";
  if (!opens && !(next === "/" && isAsciiLetter(text.charCodeAt(at + 2)))) return -1;
  for (let i = at + 1; i < text.length; i++) {
    const mark = text.charCodeAt(i);
    if (mark === 0x3e) return i + 1;
    if (mark === 0x3c) return -1;
  }
  return -1;
}

function commentEnd(text: string, at: number, closes: Map<string, number>): number {
  const close = nextClose(text, "-->", at + 4, closes);
  return close < 0 ? -1 : close + 3;
}

/** End of the verbatim content that the tag [at, end) opens, or -1. */
function verbatimEnd(text: string, at: number, end: number, closes: Map<string, number>): number {
  const name = VERBATIM.exec(text.slice(at, Math.min(end, at + 8)))?.[1]?.toLowerCase();
  if (name === undefined || text[end - 2] === "/") return -1;
  return nextClose(text, `</${name}`, end, closes);
}

/**
 * Position of `mark` at or after `from`, or -1. What a search found, or that it found nothing,
 * is kept in `closes`: a thousand unclosed tags then cost one search of the text, not a thousand.
 */
function nextClose(text: string, mark: string, from: number, closes: Map<string, number>): number {
  const known = closes.get(mark);
  if (known !== undefined && (known < 0 || known >= from)) return known;
  const pattern = new RegExp(mark, "gi");
  pattern.lastIndex = from;
  const close = pattern.exec(text)?.index ?? -1;
  closes.set(mark, close);
  return close;
}
