/** What Node says of a text that is not JSON, without the place, which it counts in its own way. */
export function jsonReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // Newer versions quote the text around, which may be long and hold anything.
  return message.replace(/ in JSON at position.*$|,? ?(?:\.\.\.)?".*$/s, "").trim();
}

/** Where the parser gave up, as a column from 1 in a text of one line. */
export function jsonErrorColumn(error: unknown, text: string): number {
  return [...text.slice(0, jsonErrorOffset(error, text))].length + 1;
}

/** Longest text, in UTF-16 units, whose parts are parsed again to find the place. */
const LONGEST = 16e6;

/** Where the parser gave up, in UTF-16 units; 0 when that takes too long to find out. */
export function jsonErrorOffset(error: unknown, text: string): number {
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  if (!message.startsWith("Unexpected token")) return text.length;
  if (text.length > LONGEST) return 0;
  // Of an unexpected token Node does not say where it stands: it is the last character of the shortest part that has one.
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (hasUnexpected(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return bad - 1;
}

function hasUnexpected(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Unexpected token");
  }
}
