import type { Range } from "../result.js";
import { isAsciiAlphanumeric, isWordUnit, runEnd, runStart } from "./characters.js";

/** E-mail addresses, with `mailto:` when it stands before. */
export function emails(text: string): Range[] {
  const found: Range[] = [];
  let floor = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const start = runStart(text, at, floor, isLocalUnit);
    let end = runEnd(text, at + 1, isHostUnit);
    floor = Math.max(floor, end);
    while (end > at + 1 && !isAsciiAlphanumeric(text.charCodeAt(end - 1))) end--;
    const host = text.slice(at + 1, end);
    if (start === at || !/[A-Za-z0-9]\.[A-Za-z][A-Za-z0-9-]+$/.test(host)) continue;
    const scheme = text.slice(Math.max(0, start - 7), start).toLowerCase() === "mailto:" ? 7 : 0;
    found.push({ start: start - scheme, end });
  }
  return found;
}

function isLocalUnit(code: number): boolean {
  return isWordUnit(code) || code === 0x2e || code === 0x25 || code === 0x2b || code === 0x2d;
}

function isHostUnit(code: number): boolean {
  return isAsciiAlphanumeric(code) || code === 0x2d || code === 0x2e;
}
