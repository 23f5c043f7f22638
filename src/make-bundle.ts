/**
 * Part of `npm run build`: binds the modules of the command line, the library and the worker threads into a few files,
 * since finding and reading 250 small ones takes as long as a repair. What the compiler wrote stays beside them: the
 * evaluation and the tests run on that, and the types are its own.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = at("../src/");
const OUT = at("./bundle/");

/** What is started from outside keeps its path; all that stands there is the way to its bundle. */
const ENTRIES: Readonly<Record<string, string>> = {
  "cli/main.ts": `#!/usr/bin/env node\nimport ${JSON.stringify("../bundle/main.js")};\n`,
  "index.ts": `export * from ${JSON.stringify("./bundle/index.js")};\n`,
  "worker.ts": `import ${JSON.stringify("./bundle/worker.js")};\n`,
};

/**
 * Modules that nearly every call needs, in files of their own. The bundler makes one file of the modules that the same
 * entries need; so that it does not cut these to pieces, everything that loads later is told to need all of them.
 */
const GROUPS = {
  start: ["cli/program.ts"],
  engine: ["engine.ts"],
  formats: ["formats/read.ts", "formats/text.ts"],
  repair: ["cli/repair.ts", "cli/settings.ts", "reports/text.ts"],
} as const;
type Group = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as readonly Group[];
const GROUP_OF = new Map(NAMES.flatMap((group) => GROUPS[group].map((file): [string, Group] => [file, group])));

/** Packages that every call needs: bound in, with their licences. All others stay where npm puts them. */
const BOUND = ["commander", "indefinite"];

const { dependencies, optionalDependencies } = JSON.parse(readFileSync(at("../package.json"), "utf8")) as Readonly<
  Record<"dependencies" | "optionalDependencies", Readonly<Record<string, string>>>
>;

const OPTIONS = {
  entryPoints: Object.keys(ENTRIES).map((file) => join(SOURCES, file)),
  outdir: OUT,
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !BOUND.includes(name)),
  // For bound packages that are CommonJS: all that they ask for is parts of Node.
  banner: { js: "const require = process.getBuiltinModule;" },
  // Functions keep their names, and lines their numbers, for who reads a stack.
  minifyWhitespace: true,
  lineLimit: 160,
  tsconfig: at("../tsconfig.build.json"),
  legalComments: "none",
  logLevel: "warning",
} satisfies BuildOptions;

/** A source as it is named here, such as `cli/main.ts`. */
function named(path: string): string {
  return relative(SOURCES, resolve(path)).replaceAll(sep, "/");
}

interface Need {
  readonly file: string;
  readonly isLater: boolean;
}
type Graph = ReadonlyMap<string, readonly Need[]>;

function graphOf({ inputs }: Metafile): Graph {
  return new Map(
    Object.entries(inputs).map(([path, { imports }]) => [
      named(path),
      imports
        .filter(({ external }) => !external)
        .map((one) => ({ file: named(one.path), isLater: one.kind === "dynamic-import" })),
    ]),
  );
}

/** All that some files need: at once, or ever. */
function needs(graph: Graph, roots: readonly string[], withLater: boolean): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const need of graph.get(file) ?? []) if (withLater || !need.isLater) visit(need.file);
  };
  for (const root of roots) visit(root);
  return found;
}

/** By file, the groups that it is told to need. */
function groupsToAdd(graph: Graph): ReadonlyMap<string, readonly Group[]> {
  const later = [...graph.values()].flatMap((list) => list.filter(({ isLater }) => isLater).map(({ file }) => file));
  const library = needs(graph, ["index.ts", "worker.ts"], true);
  const start = needs(graph, ["cli/main.ts"], false);
  // What a group needs itself cannot need the group.
  const without = (groups: readonly Group[], file: string) =>
    groups.filter((group) => !needs(graph, GROUPS[group], false).has(file));
  const groupsFor = (file: string) => {
    // The help of every verb does without an engine.
    if (file.startsWith("cli/verbs/")) return without(["start"], file);
    if (file.startsWith("formats/")) return without(["engine", "formats"], file);
    return without(library.has(file) ? ["engine"] : NAMES, file);
  };
  const open = ["index.ts", "worker.ts", ...later].filter((file) => !GROUP_OF.has(file) && !start.has(file));
  return new Map(open.map((file) => [file, groupsFor(file)]));
}

/** Binds groups together, and lets every module find its files by the place that it had before it was bound. */
function bound(added: ReadonlyMap<string, readonly Group[]>): Plugin {
  const groupText = (group: Group) => {
    const before: readonly Group[] = group === "repair" ? ["start", "engine", "formats"] : [];
    const files = GROUPS[group].map((file) => `export * from "./${file.replace(/ts$/, "js")}";`);
    return [...before.map((other) => `import "group:${other}";`), ...files].join("\n");
  };
  return {
    name: "bound",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        const group = GROUP_OF.get(named(join(resolveDir, path)).replace(/js$/, "ts"));
        return kind === "dynamic-import" && group !== undefined ? { path: group, namespace: "group" } : undefined;
      });
      onResolve({ filter: /^group:/ }, ({ path }) => ({ path: path.slice("group:".length), namespace: "group" }));
      onLoad({ filter: /./, namespace: "group" }, ({ path }) => {
        return { contents: groupText(path as Group), resolveDir: SOURCES, loader: "ts" };
      });
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = named(path);
        const place = JSON.stringify(`../${file.replace(/ts$/, "js")}`);
        const text = readFileSync(path, "utf8").replaceAll(
          "import.meta.url",
          `new URL(${place}, import.meta.url).href`,
        );
        const groups = (added.get(file) ?? []).map((group) => `\nimport "group:${group}";`);
        return { contents: text + groups.join(""), loader: "ts" };
      });
    },
  };
}

/** The command line has no verbs that are programs of their own, which commander would start. */
const noPrograms: Plugin = {
  name: "no programs",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("commander") ? { path: "nothing", namespace: "nothing" } : undefined,
    );
    onLoad({ filter: /./, namespace: "nothing" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Parts of Node as they are: an import would make a module of each first, and read all that it has. */
function withPartsOfNode(text: string): string {
  return text.replace(/(?<=^|[;}])import\{([^}]*)\}from"(node:[^"]+)";/gm, (_, names: string, part: string) => {
    return `const{${names.replaceAll(" as ", ":")}}=process.getBuiltinModule("${part}");`;
  });
}

const { metafile } = await build({ ...OPTIONS, write: false, metafile: true });
const plugins = [noPrograms, bound(groupsToAdd(graphOf(metafile)))];
const { outputFiles } = await build({ ...OPTIONS, write: false, plugins });
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
for (const { path, text } of outputFiles) writeFileSync(path, withPartsOfNode(text));
for (const [file, text] of Object.entries(ENTRIES)) writeFileSync(at(`./${file.replace(/ts$/, "js")}`), text);
const licences = BOUND.map((name) => `${name}\n\n${readFileSync(at(`../node_modules/${name}/LICENSE`), "utf8")}`);
writeFileSync(join(OUT, "LICENSES.txt"), licences.join(`\n${"-".repeat(100)}\n\n`));
