import type { Range } from "../result.js";

/** A reason may follow after a colon or a dash; it is for people. The bounds keep the pattern linear. */
const DIRECTIVE =
  /<!--\s{0,8}unspin\s{1,8}(off|on)(?:\s{0,8}[:–—-][^<>]{0,400}?)?\s{0,8}-->|\[\s{0,8}unspin\s{1,8}(off|on)(?:\s{0,8}[:–—-][^[\]]{0,400})?\s{0,8}\]/gi;

/**
 * What stands between `<!-- unspin off -->` and `<!-- unspin on -->`, or between `[unspin off]` and
 * `[unspin on]`, the directives included. Without an "on", to the end of the text.
 * A reason may be given: `<!-- unspin off: quoted as printed -->`.
 */
export function directives(text: string): Range[] {
  const found: Range[] = [];
  let off = -1;
  for (const match of text.matchAll(DIRECTIVE)) {
    const turnsOff = (match[1] ?? match[2])!.toLowerCase() === "off";
    const end = match.index + match[0].length;
    if (turnsOff) {
      if (off < 0) off = match.index;
    } else {
      found.push({ start: off < 0 ? match.index : off, end });
      off = -1;
    }
  }
  if (off >= 0) found.push({ start: off, end: text.length });
  return found;
}
