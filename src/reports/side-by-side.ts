const GAP = " | ";

/** Two texts in columns of equal width, each wrapped between words; every line ends with a line feed. */
export function sideBySide(left: string, right: string, width: number): string {
  const column = Math.max(1, Math.floor((width - GAP.length) / 2));
  const [lefts, rights] = [wrap(left, column), wrap(right, column)];
  let lines = "";
  for (let i = 0; i < Math.max(lefts.length, rights.length); i++) {
    const line = lefts[i] ?? "";
    const padding = " ".repeat(Math.max(0, column - columnsOf(line)));
    lines += `${`${line}${padding}${GAP}${rights[i] ?? ""}`.trimEnd()}\n`;
  }
  return lines;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(/\s+/u)) {
    for (const piece of pieces(word, width)) {
      const columns = columnsOf(piece);
      if (used > 0 && used + 1 + columns > width) {
        lines.push(line);
        [line, used] = ["", 0];
      }
      line += used > 0 ? ` ${piece}` : piece;
      used += columns + (used > 0 ? 1 : 0);
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

function pieces(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return word === "" ? [] : [word];
  const parts = [""];
  let used = 0;
  for (const character of word) {
    const columns = columnsOf(character);
    if (used > 0 && used + columns > width) {
      parts.push("");
      used = 0;
    }
    parts[parts.length - 1] += character;
    used += columns;
  }
  return parts;
}

/** Characters that take two columns of a terminal, and marks that take none. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  // Nearly all text is of one column a character.
  if (/^[\u0020-\u02ff\u2010-\u2027]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
