import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const SRC = join(ROOT, "src");

/** The rooms and the files beside them, lowest first: each imports from itself and from what stands before it. */
const ORDER = [
  "errors.ts",
  "result.ts",
  "formats",
  "binary",
  "tokens",
  "language",
  "dictionary",
  "protection",
  "text-parts.ts",
  "numbers",
  "edits",
  "report-record.ts",
  "report-file.ts",
  "detection",
  "names",
  "reference",
  "decoding",
  "tracing",
  "decisions",
  "arguments.ts",
  "package-files.ts",
  "resources.ts",
  "grounded.ts",
  "suspicion.ts",
  "quick-looks.ts",
  "document-reader.ts",
  "reading.ts",
  "reference-reader.ts",
  "ledger-reader.ts",
  "trace.ts",
  "explain-terms.ts",
  "explain.ts",
  "explain-decisions.ts",
  "explain-readings.ts",
  "threads",
  "report-line.ts",
  "settle.ts",
  "ruled-edits.ts",
  "part-results.ts",
  "document-rounds.ts",
  "engine.ts",
  "index.ts",
  "worker.ts",
  "dictionary-test.ts",
  "learning",
  "make-image.ts",
  "reports",
  "page",
  "make-page.ts",
  "make-bundle.ts",
  "review",
  "runs",
  "queues",
  "thesaurus",
  "evaluation",
  "builders",
  "cli",
];
/** Rooms that do not come with the package, or that keep to themselves, though they stand late. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
  ["evaluation", "cli"],
  ["cli", "thesaurus"],
  ["cli", "evaluation"],
  ["cli", "builders"],
  ["reports", "engine.ts"],
  // It runs in a browser.
  ["runs", "page"],
  ["evaluation", "page"],
  ["cli", "page"],
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly line: number;
  readonly isType: boolean;
}

function sourceFiles(): string[] {
  const all = readdirSync(SRC, { recursive: true, encoding: "utf8" });
  return all
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|d)\.ts$/.test(name))
    .map((name) => name.replaceAll("\\", "/"));
}

/** Code without comments; strings stay, lines keep their numbers. */
function codeOf(file: string): string {
  return readFileSync(join(SRC, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|[\s;{}(),])\/\/[^\n]*/g, "$1");
}

/** The source that a path of an import stands for. */
function sourceOf(path: string): string {
  const named = path.replace(/\.js$/, ".ts");
  return existsSync(join(SRC, named)) || !existsSync(join(SRC, `${named}x`)) ? named : `${named}x`;
}

function importsOf(file: string): Import[] {
  const code = codeOf(file);
  const found: Import[] = [];
  const pattern = /\b(?:(import|export)\s+(type\s+)?[^"';]*?\bfrom\s*|import\s*\(\s*|import\s+)"([^"]+)"/g;
  for (const match of code.matchAll(pattern)) {
    const target = match[3]!;
    const resolved = target.startsWith(".")
      ? sourceOf(normalize(join(dirname(file), target)).replaceAll("\\", "/"))
      : target;
    const line = code.slice(0, match.index).split("\n").length;
    found.push({ file, target: resolved, line, isType: match[2] !== undefined });
  }
  return found;
}

const FILES = sourceFiles();
const IMPORTS = FILES.flatMap(importsOf);
const INSIDE = IMPORTS.filter(({ target }) => /\.tsx?$/.test(target));

function roomOf(file: string): string {
  return file.split("/")[0]!;
}

const shown = (all: readonly Import[]) => all.map(({ file, line, target }) => `src/${file}:${line} imports ${target}`);

describe("imports", () => {
  test("are found: every file but a few imports or is imported, and every target exists", () => {
    expect(FILES.length).toBeGreaterThan(100);
    expect(INSIDE.length).toBeGreaterThan(300);
    expect(shown(INSIDE.filter(({ target }) => !existsSync(join(SRC, target)) && !target.endsWith(".d.ts")))).toEqual(
      [],
    );
  });

  test("every room has its place in the order", () => {
    expect(FILES.map(roomOf).filter((room) => !ORDER.includes(room))).toEqual([]);
  });

  test("go downward only", () => {
    const upward = INSIDE.filter(({ file, target }) => ORDER.indexOf(roomOf(target)) > ORDER.indexOf(roomOf(file)));
    expect(shown(upward)).toEqual([]);
    const forbidden = INSIDE.filter(({ file, target }) =>
      FORBIDDEN.some(([from, to]) => roomOf(file) === from && roomOf(target) === to),
    );
    expect(shown(forbidden)).toEqual([]);
  });

  test("do not go in a circle", () => {
    const targets = new Map(
      FILES.map((file) => [file, INSIDE.filter((one) => one.file === file).map(({ target }) => target)]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (done.has(file)) return;
      done.add(file);
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    };
    for (const file of FILES) visit(file, []);
    expect(circles).toEqual([]);
  });

  test("natural only comes through src/tokens/morphology.ts, and never as a whole: it prints", () => {
    const natural = IMPORTS.filter(({ target }) => /^natural(\/|$)/.test(target));
    expect(natural.map(({ file }) => file)).toEqual(["tokens/morphology.ts"]);
    expect(natural.filter(({ target }) => target === "natural")).toEqual([]);
  });

  test("wink-nlp only comes through src/tokens/wink.ts, and is loaded only when it is asked for", () => {
    // The benchmark times the bare package beside our own tokens.
    const wink = IMPORTS.filter(
      ({ file, target }) => target.startsWith("wink-") && file !== "evaluation/bench-stages.ts",
    );
    expect(new Set(wink.map(({ file }) => file))).toEqual(new Set(["tokens/wink.ts"]));
    expect(codeOf("tokens/wink.ts")).toMatch(/^ {2,}.*\brequire\("wink-nlp"\)|^ {2,}.*\bimport\("wink-nlp"\)/m);
    expect(codeOf("tokens/wink.ts")).not.toMatch(/^import (?!type).*"wink/m);
  });

  test("no file has a default export or a drawer's name", () => {
    expect(FILES.filter((file) => /\bexport\s+default\b/.test(codeOf(file)))).toEqual([]);
    expect(FILES.filter((file) => /(^|\/)(utils?|helpers?|misc|common)(\.|\/)/.test(file))).toEqual([]);
  });
});

describe("the library keeps to itself", () => {
  const outside = ["page", "make-page.ts", "make-bundle.ts", "cli", "evaluation", "builders", "make-image.ts"];
  const library = FILES.filter((file) => !outside.includes(roomOf(file)));
  test.each([
    ["prints", /\bconsole\s*\.|\bprocess\s*\.\s*std(out|err)\b/],
    ["ends the process or reads its place", /\bprocess\s*\.\s*(exit|exitCode|cwd|argv|env|on|once)\b/],
    ["reads a clock", /\bDate\s*\.\s*now\b|\bnew\s+Date\b|\bperformance\s*\.\s*now\b|\bhrtime\b/],
    ["draws random numbers", /\bMath\s*\.\s*random\b|\brandom(Bytes|UUID|Int)\b/],
  ])("no file of it %s", (_, pattern) => {
    expect(library.length).toBeGreaterThan(60);
    expect(library.filter((file) => pattern.test(codeOf(file)))).toEqual([]);
  });

  test("importing it prints nothing and does nothing that keeps the process alive", () => {
    const entry = join(ROOT, "dist", "index.js");
    expect(existsSync(entry), `${relative(ROOT, entry)} is missing: run "npm run build" first`).toBe(true);
    const script = `const unspin = await import(${JSON.stringify(pathToFileURL(entry).href)}); process.exitCode = typeof unspin.openEngine === "function" ? 0 : 9;`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});
