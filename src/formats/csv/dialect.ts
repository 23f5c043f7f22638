/** How a table is written. */
export interface Dialect {
  readonly delimiter: "," | ";" | "\t" | "|";
  /** Whether a cell that begins with a quote ends with one; some tab-separated files take quotes as they come. */
  readonly quotes: boolean;
  /** The last character of a line end: with the other kind before it or not, lines end there. */
  readonly lineEnd: "\n" | "\r";
}

const DELIMITERS = [",", "\t", ";", "|"] as const;

/** Guesses the dialect from the beginning of a file: the delimiter that its first line has most of. */
export function dialectOf(head: string, tabs: boolean): Dialect {
  const firstLine = unquoted(head).split(/\r\n|\r|\n/, 1)[0]!;
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length);
  const most = Math.max(...counts);
  const delimiter = tabs ? "\t" : most > 1 ? DELIMITERS[counts.indexOf(most)]! : ",";
  const lineEnd = head.includes("\n") || !head.includes("\r") ? "\n" : "\r";
  return { delimiter, quotes: delimiter !== "\t" || quotesPairUp(head), lineEnd };
}

/** What stands in quotes may hold delimiters of any kind. */
function unquoted(head: string): string {
  return head.replace(/(^|[,;\t|\r\n])"(?:[^"]|"")*"/g, "$1");
}

/** Whether each quote that begins a cell of a tab-separated text has its end before a tab or a line end. */
function quotesPairUp(head: string): boolean {
  for (const cell of head.matchAll(/(?<=^|[\t\r\n])"[^"]*(?:""[^"]*)*("(?=[\t\r\n]|$))?/g)) {
    // The head may end inside a cell.
    if (cell[1] === undefined && cell.index + cell[0].length < head.length) return false;
  }
  return true;
}
