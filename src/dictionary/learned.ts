/**
 * Learned tables: tab-separated rows below a header of `# key: value` lines that carries their provenance.
 * `learned-rows.ts` reads the rows.
 */
import type { Family, Substitution } from "./family.js";
import { lineEnd, readRows } from "./learned-rows.js";
import { DictionaryError, fileProblem, type Problem } from "./problems.js";

export interface LearnedHeader {
  readonly family: string;
  readonly title: string;
  /** The command that made the table, so that it can be made again. */
  readonly madeBy: string;
  /** One line an input: its path and SHA-256. */
  readonly from: readonly string[];
  /** ISO day. */
  readonly date: string;
  /** Whom the licence of an input asks to name. */
  readonly credit?: string;
}

export interface LearnedTable {
  readonly header: LearnedHeader;
  readonly substitutions: readonly Substitution[];
}

const COLUMNS = "original\tspun\tcount\tprobability\tkeep";
const GUARD = "\tguard";
const EXAMPLE = "\texample";
const ALL_COLUMNS = [COLUMNS, COLUMNS + GUARD, COLUMNS + EXAMPLE, COLUMNS + GUARD + EXAMPLE];
const VERSION_LINE = "# unspin table 1";

/** Rows sorted by original, then spun (code units), as the reader demands; further columns if any row is guarded or has an example. */
export function writeLearned(table: LearnedTable): string {
  const { header } = table;
  const guarded = table.substitutions.some((row) => row.guarded === true);
  const exampled = table.substitutions.some((row) => row.example !== undefined);
  const rows = table.substitutions.toSorted((a, b) => compare(a.original, b.original) || compare(a.spun, b.spun));
  const lines = [
    VERSION_LINE,
    `# family: ${header.family}`,
    `# title: ${header.title}`,
    `# made by: ${header.madeBy}`,
    ...header.from.map((input) => `# from: ${input}`),
    `# date: ${header.date}`,
    ...(header.credit === undefined ? [] : [`# credit: ${header.credit}`]),
    COLUMNS + (guarded ? GUARD : "") + (exampled ? EXAMPLE : ""),
    ...rows.map((row) => {
      const cells = [row.original, row.spun, row.count, short(row.probability), short(row.keep)];
      if (guarded) cells.push(row.guarded === true ? 1 : 0);
      if (exampled) cells.push((row.example ?? "").replace(/\s+/g, " "));
      return cells.join("\t");
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Six significant digits: more would only make diffs noisy. */
function short(value: number): number {
  return Number(value.toPrecision(6));
}

/** Reads and checks a table; throws a DictionaryError naming every malformed row. `file` is used in messages only. */
export function parseLearned(text: string, file: string): LearnedTable {
  const { header, ...rows } = readHeader(text, file);
  const { substitutions, problems } = readRows({ text, file, ...rows });
  if (problems.length > 0) throw new DictionaryError(problems);
  return { header, substitutions };
}

export function learnedFamily(table: LearnedTable): Family {
  return { id: table.header.family, title: table.header.title, substitutions: table.substitutions };
}

interface HeaderEnd {
  readonly header: LearnedHeader;
  /** Offset of the first row. */
  readonly body: number;
  /** Its line, 1-based. */
  readonly firstLine: number;
  readonly guarded: boolean;
  readonly exampled: boolean;
}

function readHeader(text: string, file: string): HeaderEnd {
  const values = new Map<string, string[]>();
  let at = 0;
  let line = 1;
  for (; text.startsWith("#", at); line++) {
    const end = lineEnd(text, at);
    const content = text.slice(at, end).trimEnd();
    if (line === 1 && content !== VERSION_LINE) break;
    const colon = content.indexOf(": ");
    if (colon > 0)
      values.set(content.slice(2, colon), [...(values.get(content.slice(2, colon)) ?? []), content.slice(colon + 2)]);
    at = end + 1;
  }
  if (line === 1) {
    const message = `the version is not known. A learned table begins with \`${VERSION_LINE}\`; learn it again with this version`;
    throw new DictionaryError([fileProblem(file, "version", message)]);
  }
  const columnsEnd = lineEnd(text, at);
  const columns = text.slice(at, columnsEnd).trimEnd();
  const problems = headerProblems(values, columns, { file, line });
  if (problems.length > 0) throw new DictionaryError(problems);
  return {
    header: headerOf(values),
    body: columnsEnd + 1,
    firstLine: line + 1,
    guarded: columns.includes(GUARD),
    exampled: columns.endsWith(EXAMPLE),
  };
}

function headerOf(values: ReadonlyMap<string, string[]>): LearnedHeader {
  const one = (key: string) => values.get(key)?.[0] ?? "";
  const credit = values.get("credit")?.[0];
  return {
    family: one("family"),
    title: one("title"),
    madeBy: one("made by"),
    from: values.get("from") ?? [],
    date: one("date"),
    ...(credit === undefined ? {} : { credit }),
  };
}

function headerProblems(
  values: ReadonlyMap<string, string[]>,
  columns: string,
  at: { readonly file: string; readonly line: number },
): Problem[] {
  const missing = ["family", "title", "made by", "from", "date"].filter((key) => !values.has(key));
  const problems = missing.map(
    (key): Problem => fileProblem(at.file, "header", `the header has no \`# ${key}: …\` line. Add it`),
  );
  if (!ALL_COLUMNS.includes(columns)) {
    const message = `expected the column line "${COLUMNS.replaceAll("\t", " ")}" (tabs between) after the header`;
    problems.push({ file: at.file, line: at.line, column: 1, rule: "columns", message });
  }
  return problems;
}
