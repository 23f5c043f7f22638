import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

/** Paragraphs of this project's samples, garbled and clean in turn. */
export const paragraphs: readonly string[] = ["spun", "clean"].flatMap((folder) =>
  readdirSync(join(SAMPLES, folder))
    .sort()
    .flatMap((name) => readFileSync(join(SAMPLES, folder, name), "utf8").split(/\n+/))
    .filter((line) => line.length > 200),
);

/** Records with ids, each of one paragraph. */
export function jsonLines(count: number, first = 0): string {
  const records = Array.from({ length: count }, (_, at) => {
    const text = paragraphs[(at + first) % paragraphs.length]!;
    return JSON.stringify({ id: `record-${first + at}`, title: `Report number ${first + at}`, text });
  });
  return records.map((record) => `${record}\n`).join("");
}

export function rss(count: number): string {
  const items = Array.from({ length: count }, (_, at) => {
    const text = paragraphs[at % paragraphs.length]!.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `  <item><guid>item-${at}</guid><title>Report number ${at}</title>\n    <description>${text}</description></item>\n`;
  });
  return `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title>\n${items.join("")}</channel></rss>\n`;
}

/** A crawl as it is stored: each record a gzip member of its own. */
export function crawl(count: number): Buffer {
  const pages = Array.from({ length: count }, (_, at) => {
    const body = `<title>Report number ${at}</title>\n<p>${paragraphs[at % paragraphs.length]!.replaceAll("&", "&amp;")}</p>\n`;
    const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`;
    return [warcRecord("request", "GET / HTTP/1.1\r\n\r\n", at), warcRecord("response", answer, at)];
  });
  return Buffer.concat(pages.flat().map(zipped));
}

function warcRecord(type: string, block: string, at: number): string {
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Record-ID: <urn:uuid:${at}>\r\nContent-Type: application/http; msgtype=${type}`;
  return `${head}\r\nContent-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`;
}

export function table(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const text = paragraphs[at % paragraphs.length]!.replaceAll('"', '""');
    return `row-${at},Report number ${at},"${text}\n\nThe end."\n`;
  });
  return `id,title,text\n${rows.join("")}\n`;
}

/** Writes a tree of files; a path with a content each. */
export function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** Every file below a folder, by its path, as Latin-1 so that any bytes compare; without run.json, which tells times. */
export function treeOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile() && name !== "run.json");
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

export function zipped(text: string): Buffer {
  return gzipSync(text);
}

export interface Line {
  readonly source: string;
  readonly place: { readonly file: string; readonly item?: number; readonly line: number };
  readonly input: { readonly sha256: string };
  readonly text: string;
  readonly detection: { readonly verdict: string; readonly reason?: string };
  readonly edits: readonly {
    readonly start: number;
    readonly end: number;
    readonly was: string;
    readonly now: string;
    readonly verdict: string;
    readonly at?: { readonly field: string };
    readonly evidence: { readonly heldBack?: string };
  }[];
}

/** The report of a run. */
export function reportOf(folder: string): Line[] {
  const lines = readFileSync(join(folder, "report.jsonl"), "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
