/**
 * Adds an entry to a curated file as text: everything that stands there, comments and layout included, stays as it is.
 * Reading and atomic writing of the file are the command line's.
 */
import { stringify } from "yaml";
import { type CuratedEntry, type CuratedFile, parseCurated, type WeightedOriginal } from "./curated.js";
import { compareEntries, sortKey } from "./lint.js";
import { DictionaryError } from "./problems.js";

export interface NewEntry {
  readonly spun: string;
  /** One of the two. */
  readonly original?: string;
  readonly originals?: readonly WeightedOriginal[];
  readonly keep?: number;
  readonly pos?: "noun" | "verb" | "adjective" | "adverb";
  readonly match?: "exact" | "inflected";
  readonly unless?: readonly string[];
  readonly source?: string;
  readonly fact?: "restored";
  /** Spun sentence and its repair, each. */
  readonly repairs?: readonly (readonly [spun: string, original: string])[];
  readonly keeps?: readonly string[];
}

/**
 * `source` with `entry` in its sorted place. Throws a DictionaryError when the file is not a dictionary, the pair stands
 * there already, or the entry breaks the file's shape. `file` is used in messages only.
 */
export function addEntry(source: string, entry: NewEntry, file: string): string {
  refuseDuplicate(parseCurated(source, file), entry);
  return changeEntries(source, [{ entry }], file);
}

/** An entry to come in, or to take the place of one that stands in the file. */
export interface EntryChange {
  readonly entry: NewEntry;
  readonly before?: CuratedEntry;
}

/**
 * `source` with new entries in their sorted places and others in the places of those that they replace; comments within
 * a replaced one are lost, those above it stay.
 * @throws DictionaryError when the file is not a dictionary or an entry breaks its shape.
 */
export function changeEntries(source: string, changes: readonly EntryChange[], file: string): string {
  const parsed = parseCurated(source, file);
  const lines = source.split("\n");
  const newline = source.includes("\r\n") ? "\r" : "";
  const indent = indentOf(lines, parsed);
  const splices = changes.map(({ entry, before }): Splice => {
    const block = entryLines(entry, indent).map((line) => line + newline);
    if (before !== undefined) {
      const start = dashLine(lines, before);
      const next = parsed.entries.find(({ at }) => at.line > before.at.line);
      return {
        entry,
        start,
        end: next === undefined ? lineAfterEntries(lines, parsed) : lineOfEntry(lines, next),
        block,
      };
    }
    const next = parsed.entries.find((present) => compareEntries(sortKey(present), keyOf(entry)) > 0);
    const start = next === undefined ? lineAfterEntries(lines, parsed) : lineOfEntry(lines, next);
    return { entry, start, end: start, block };
  });
  const result = spliced(lines, splices);
  parseCurated(result, file);
  return result;
}

/** Lines [start, end) that a block of lines takes the place of. */
interface Splice {
  readonly entry: NewEntry;
  readonly start: number;
  readonly end: number;
  readonly block: readonly string[];
}

function spliced(lines: readonly string[], splices: readonly Splice[]): string {
  // What comes in at one line comes in sorted, and before what is replaced from there on.
  const sorted = splices.toSorted(
    (a, b) => a.start - b.start || a.end - b.end || compareEntries(keyOf(a.entry), keyOf(b.entry)),
  );
  const result: string[] = [];
  let done = 0;
  for (const { start, end, block } of sorted) {
    for (; done < start; done++) result.push(lines[done]!);
    for (const line of block) result.push(line);
    done = end;
  }
  for (; done < lines.length; done++) result.push(lines[done]!);
  // An entry that comes behind a file's last line ends with a line break.
  if (sorted.some(({ start }) => start === lines.length)) result.push("");
  return result.join("\n");
}

/** Entries as the lines of a file, sorted. */
export function entriesText(entries: readonly NewEntry[]): string {
  const sorted = entries.toSorted((a, b) => compareEntries(keyOf(a), keyOf(b)));
  return sorted.flatMap((entry) => entryLines(entry, "  ").map((line) => `${line}\n`)).join("");
}

function keyOf({ spun, original, originals }: NewEntry) {
  return { spun, original: original ?? originals?.[0]?.text ?? "" };
}

function refuseDuplicate(file: CuratedFile, entry: NewEntry): void {
  const present = file.entries.find(
    ({ spun, originals }) =>
      spun === entry.spun && originals.some((original) => original.text === keyOf(entry).original),
  );
  if (present === undefined) return;
  const message = `"${entry.spun}" -> "${keyOf(entry).original}" stands here already; nothing was added`;
  throw new DictionaryError([{ file: file.file, ...present.at, rule: "duplicate", message }]);
}

/** 0-based index of the line to insert at: above the entry's dash, and above the comment lines that lead it. */
function lineOfEntry(lines: readonly string[], entry: CuratedEntry): number {
  let at = dashLine(lines, entry);
  while (/^\s*#/.test(lines[at - 1] ?? "")) at--;
  return at;
}

/** The entry's `spun:` may stand below its dash, when another key comes first. */
function dashLine(lines: readonly string[], entry: CuratedEntry): number {
  let at = entry.at.line - 1;
  while (at > 0 && !/^\s*- /.test(lines[at] ?? "")) at--;
  return at;
}

/** The first line after the last entry that is not indented like its content: another key, or the end of the file. */
function lineAfterEntries(lines: readonly string[], file: CuratedFile): number {
  const last = file.entries.at(-1);
  const start = last === undefined ? lines.length - 1 : dashLine(lines, last);
  const indent = indentOf(lines, file).length;
  let end = start + 1;
  for (let at = end; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    if (line.search(/\S/) <= indent) break;
    end = at + 1;
  }
  return end;
}

function indentOf(lines: readonly string[], file: CuratedFile): string {
  const first = file.entries[0];
  return first === undefined ? "  " : (/^\s*/.exec(lines[dashLine(lines, first)] ?? "")?.[0] ?? "  ");
}

function entryLines(entry: NewEntry, indent: string): string[] {
  const { repairs, keeps, unless, originals, spun, ...scalars } = entry;
  const fields = [`spun: ${flow(spun)}`];
  if (originals !== undefined) fields.push(`originals: [${originals.map(weighted).join(", ")}]`);
  fields.push(...Object.entries(scalars).map(([key, value]) => `${key}: ${flow(value)}`));
  if (unless !== undefined) fields.push(`unless: ${flow(unless)}`);
  if (repairs !== undefined) fields.push("repairs:", ...repairs.map((pair) => `  - ${flow(pair)}`));
  if (keeps !== undefined) fields.push("keeps:", ...keeps.map((sentence) => `  - ${flow(sentence)}`));
  return fields.map((field, index) => `${indent}${index === 0 ? "- " : "  "}${field}`);
}

function weighted({ text, weight }: WeightedOriginal): string {
  return `{ text: ${JSON.stringify(text)}, weight: ${weight} }`;
}

/** One line of YAML; lists in brackets, strings quoted only where they must be. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  return stringify(value, { lineWidth: 0, blockQuote: false }).trimEnd();
}
