/**
 * Lines with their line feed; only the last may lack one, and an empty text has no line.
 * Lines end at "\n" alone, so "\r" stays part of its line. Safe on one line of any length.
 */
export function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  let from = 0;
  while (from < text.length) {
    const feed = text.indexOf("\n", from);
    const end = feed === -1 ? text.length : feed + 1;
    lines.push(text.slice(from, end));
    from = end;
  }
  return lines;
}
