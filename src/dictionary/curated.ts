/** Reads a curated YAML file: checks its shape, keeps every position, fills in the file's defaults. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { DictionaryError, fileProblem, type Problem } from "./problems.js";
import { allowedKeys, type RawEntry, type RawFile, rawFile } from "./raw.js";

/** Line and column, both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface WeightedOriginal {
  readonly text: string;
  readonly weight: number;
}

export interface RepairExample {
  readonly spun: string;
  readonly original: string;
  readonly at: Position;
}

export interface KeepExample {
  readonly sentence: string;
  readonly at: Position;
}

/** One entry, defaults filled in, with its place in the file. */
export interface CuratedEntry {
  readonly spun: string;
  readonly originals: readonly WeightedOriginal[];
  readonly keep: number;
  readonly pos?: "noun" | "verb" | "adjective" | "adverb";
  readonly inflected: boolean;
  readonly unless: readonly string[];
  /** Absent when neither the entry nor the file names one, which lint reports. */
  readonly source?: string;
  /** The pair restores a damaged number or negation, so its two sides may differ in facts. */
  readonly restoresFact: boolean;
  readonly repairs: readonly RepairExample[];
  readonly keeps: readonly KeepExample[];
  readonly at: Position;
}

export interface CuratedFile {
  readonly file: string;
  readonly family: string;
  readonly title: string;
  readonly entries: readonly CuratedEntry[];
}

/** P(left alone) where neither the entry nor the file says: a cautious guess, as no parallel text of these tools exists. */
const DEFAULT_KEEP = 0.3;

const VERSION_LINE = /^# unspin dictionary (\S+)\r?$/m;

/** Parses and checks; throws a DictionaryError with every problem found. `file` is used in messages only. */
export function parseCurated(source: string, file: string): CuratedFile {
  checkVersion(source, file);
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const locate: Locate = (path, part) => position(document, lines, path, part);
  if (document.errors.length > 0) {
    throw new DictionaryError(
      document.errors.map((error) => {
        const at = lines.linePos(error.pos[0]);
        return { file, line: at.line, column: at.col, rule: "yaml", message: `not YAML: ${error.message}` };
      }),
    );
  }
  const parsed = rawFile.safeParse(plainOf(document, file));
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => shapeProblems(issue, file, locate));
    throw new DictionaryError(problems.sort((a, b) => a.line - b.line || a.column - b.column));
  }
  return meaningOf(parsed.data, file, locate);
}

function checkVersion(source: string, file: string): void {
  const version = VERSION_LINE.exec(source)?.[1];
  if (version === "1") return;
  const found =
    version === undefined ? "the line `# unspin dictionary 1` is missing" : `version ${version} is not known`;
  throw new DictionaryError([
    fileProblem(file, "version", `${found}. A curated dictionary begins with \`# unspin dictionary 1\``),
  ]);
}

/** Where a value stands, or, if asked, the key that names it. */
type Locate = (path: readonly PropertyKey[], part?: "key") => Position;

/** Position of the node at `path`, or of its nearest parent when the node itself is missing. */
function position(document: Document, lines: LineCounter, path: readonly PropertyKey[], part?: "key"): Position {
  for (let length = path.length; length >= 0; length--) {
    const isWhole = length === path.length;
    const node = isWhole && part === "key" ? keyNode(document, path) : nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range) {
      const at = lines.linePos(node.range[0]);
      return { line: at.line, column: at.col };
    }
  }
  return { line: 1, column: 1 };
}

function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

function keyNode(document: Document, path: readonly PropertyKey[]): unknown {
  const map = nodeAt(document, path.slice(0, -1));
  if (!isMap(map)) return undefined;
  return map.items.map(({ key }) => key).find((key) => isScalar(key) && String(key.value) === path.at(-1));
}

function shapeProblems(issue: z.core.$ZodIssue, file: string, locate: Locate): Problem[] {
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedKeys(issue.path).join(", ");
    return issue.keys.map((key) => {
      const message = `${whereOf(issue.path)}: unknown key \`${key}\`. Allowed keys: ${allowed}`;
      return { file, ...locate([...issue.path, key], "key"), rule: "shape", message };
    });
  }
  const numberHint =
    issue.code === "invalid_type" && issue.expected === "string" ? " (numbers and yes/no need quotes)" : "";
  const message = `${whereOf(issue.path)}: ${issue.message}${numberHint}`;
  return [{ file, ...locate(issue.path), rule: "shape", message }];
}

function whereOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the file" : `\`${path.join(".")}\``;
}

function meaningOf(raw: RawFile, file: string, locate: Locate): CuratedFile {
  const entries = raw.entries.map((entry, index) => entryOf(entry, raw, (path) => locate(["entries", index, ...path])));
  return { file, family: raw.family, title: raw.title, entries };
}

function entryOf(entry: RawEntry, file: RawFile, locate: Locate): CuratedEntry {
  const source = entry.source ?? file.source;
  return {
    spun: entry.spun,
    originals: entry.originals ?? [{ text: entry.original ?? "", weight: 1 }],
    keep: entry.keep ?? file.keep ?? DEFAULT_KEEP,
    ...(entry.pos === undefined ? {} : { pos: entry.pos }),
    inflected: entry.match === "inflected",
    unless: entry.unless ?? [],
    ...(source === undefined ? {} : { source }),
    restoresFact: entry.fact === "restored",
    repairs: (entry.repairs ?? []).map(([spun, original], i) => ({ spun, original, at: locate(["repairs", i]) })),
    keeps: (entry.keeps ?? []).map((sentence, i) => ({ sentence, at: locate(["keeps", i]) })),
    at: locate(["spun"]),
  };
}

/** The document as plain values. @throws DictionaryError when its aliases would unfold to something huge. */
function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const message = `the file cannot be read as plain data: ${(error as Error).message}. Write its values out, without aliases`;
    throw new DictionaryError([fileProblem(file, "aliases", message)]);
  }
}
