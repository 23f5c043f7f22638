/** What a file is. `feed` is RSS 2.0, RSS 1.0 or Atom; `json` a JSON Feed, a list of records, or one record. */
export type Kind = "feed" | "json" | "jsonl" | "csv" | "tsv" | "html" | "markdown" | "warc" | "text";

export const KINDS: readonly Kind[] = ["feed", "json", "jsonl", "csv", "tsv", "html", "markdown", "warc", "text"];

/** What file names say; where it is `undefined` or could be several, the content decides. */
const EXTENSIONS: Readonly<Record<string, Kind>> = {
  rss: "feed",
  rdf: "feed",
  atom: "feed",
  xml: "feed",
  json: "json",
  jsonfeed: "json",
  geojson: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  jsonlines: "jsonl",
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  html: "html",
  htm: "html",
  xhtml: "html",
  shtml: "html",
  md: "markdown",
  markdown: "markdown",
  mdown: "markdown",
  mkd: "markdown",
  warc: "warc",
  wet: "warc",
  txt: "text",
  text: "text",
};

/** The kind that a file's name tells, without `.gz`; undefined when it tells none. */
export function kindOfName(name: string): Kind | undefined {
  const plain = name.replace(/\.gz(ip)?$/i, "");
  const extension = /\.([^./\\]+)$/.exec(plain)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : EXTENSIONS[extension];
}

/**
 * The kind of a file by its name and its first bytes as text. `.txt` is plain text, tables and Markdown are what their
 * names say, for their content tells too little; a page, a feed or JSON under another's name is what it is.
 */
export function kindOf(name: string | undefined, head: string): Kind {
  const named = name === undefined ? undefined : kindOfName(name);
  if (named === "text" || named === "csv" || named === "tsv" || named === "markdown" || named === "jsonl") return named;
  return kindOfContent(head, named) ?? named ?? (looksLikeTable(head) ? "csv" : "text");
}

function kindOfContent(head: string, named: Kind | undefined): Kind | undefined {
  if (/^(\r?\n)*WARC\/\d/.test(head)) return "warc";
  const start = head.slice(0, 100_000).replace(/^[\ufeff\s]+/, "");
  if (start.startsWith("<")) return kindOfMarkup(start, named);
  // A text may begin with a brace, too: of spun ones, "{that a}".
  if (/^\{\s*(?:["}]|$)/.test(start)) return jsonOrLines(head);
  // A bracket may open a Markdown link or a note in a plain text.
  const isList = /^\[\s*(?:[{["\]\d-]|true\b|false\b|null\b|$)/.test(start);
  return isList && named !== "html" ? jsonOrLines(head) : undefined;
}

function kindOfMarkup(start: string, named: Kind | undefined): Kind | undefined {
  const root = start.slice(prologueLength(start));
  const name = /^<([\w:.-]+)/.exec(root)?.[1]?.toLowerCase();
  if (name === "rss" || name === "feed" || name?.endsWith(":rdf") || name?.endsWith(":feed")) return "feed";
  if (name === "html" || /^<!doctype\s+html/i.test(start)) return "html";
  if (start.startsWith("<?xml")) return "feed";
  if (named !== undefined) return named;
  return name !== undefined && /^(head|body|div|p|article|main|section|span|h[1-6]|ul|ol|table|meta|title)$/.test(name)
    ? "html"
    : undefined;
}

/** How much of the text is declarations, comments and space before the first element. */
function prologueLength(text: string): number {
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))![0].length;
    const end = text.startsWith("<?", at)
      ? text.indexOf("?>", at) + 2
      : text.startsWith("<!--", at)
        ? text.indexOf("-->", at) + 3
        : /^<!doctype/i.test(text.slice(at, at + 9))
          ? doctypeLength(text, at)
          : 0;
    if (end <= at) return at;
    at = end;
  }
}

/** Roughly: it is only passed over here, and read with care later. */
function doctypeLength(text: string, start: number): number {
  const end = text.indexOf(">", start);
  const subset = text.indexOf("[", start);
  return subset >= 0 && subset < end ? text.indexOf(">", text.indexOf("]", subset)) + 1 : end + 1;
}

/** Several values, one a line, are JSON Lines even in a file named `.json`. */
function jsonOrLines(head: string): Kind {
  const lines = head.split("\n", 3).map((line) => line.trim().replace(/^\ufeff/, ""));
  const [first = "", second = ""] = lines;
  return isValue(first) && /^[{[]/.test(second) ? "jsonl" : "json";
}

function isValue(line: string): boolean {
  if (!/[}\]]$/.test(line)) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** A first row that names columns of the usual names, and more rows with as many cells. */
function looksLikeTable(head: string): boolean {
  const [first = "", second = ""] = head.split(/\r?\n/, 2);
  const delimiter = [",", "\t", ";"].find((one) => first.includes(one) && second.includes(one));
  if (delimiter === undefined) return false;
  const names = first.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const known = names.filter((name) =>
    /^(id|guid|title|headline|text|body|content|description|summary|url|link|date)$/i.test(name),
  );
  return known.length >= 2 && names.every((name) => /^[\w .-]{1,40}$/.test(name));
}
