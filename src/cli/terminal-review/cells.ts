import terminalKit from "terminal-kit";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Characters that a terminal would obey, and such as nobody sees: controls, formats, direction marks, line separators. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Private, unassigned and half characters, whose width no one knows. */
const UNKNOWN = /[\p{Co}\p{Cn}\p{Cs}]/u;

/**
 * A text of the feed as the screen may show it: what a terminal would obey is spelt out, other blanks are blanks, and line
 * feeds stay. A cell of the screen holds one code point, so marks that have no composed form are left away from view.
 */
export function showable(text: string): string {
  if (/^[\n\x20-\x7e]*$/.test(text)) return text;
  let shown = "";
  for (const { segment } of graphemes.segment(text.normalize("NFC"))) shown += shownGrapheme(segment);
  return shown;
}

function shownGrapheme(segment: string): string {
  if (segment === "\n" || segment === "\r\n") return "\n";
  const [first = ""] = segment;
  if (first === "\t" || /\p{Zs}/u.test(first)) return " ";
  if (UNSHOWABLE.test(first)) return [...segment].map(spelt).join("");
  return UNKNOWN.test(first) ? "\ufffd" : first;
}

function spelt(character: string): string {
  if (!UNSHOWABLE.test(character)) return character;
  const code = character.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** Cells that a showable text takes: two for a wide character. As the screen's buffer counts them. */
export function cellsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += terminalKit.stringWidth(character) === 2 ? 2 : 1;
  return cells;
}

/** The beginning of a showable text that fits into so many cells. */
export function fitting(text: string, cells: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += cellsOf(character);
    if (used > cells) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The text, or its beginning and "…". */
export function cut(text: string, cells: number): string {
  return cellsOf(text) <= cells ? text : `${fitting(text, Math.max(0, cells - 1))}…`;
}
