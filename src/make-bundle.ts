/**
 * Part of `npm run build`: binds the modules of the command line, the library and the worker threads into a few files,
 * since finding and reading 250 small ones takes as long as a repair. What the compiler wrote stays beside them: the
 * evaluation and the tests run on that, and the types are its own.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = at("../src/");
const OUT = at("./bundle/");

/** What is started from outside keeps its path; all that stands there is the way to its bundle. */
const ENTRIES: Readonly<Record<string, string>> = {
  "cli/main.ts": '#!/usr/bin/env node\nimport "../bundle/main.js";\n',
  "index.ts": 'export * from "./bundle/index.js";\n',
  "worker.ts": 'import "./bundle/worker.js";\n',
};

/**
 * Modules that nearly every call needs, in files of their own. The bundler makes one file of the modules that the same
 * entries need; so that it does not cut these to pieces, everything that loads later is told to need all of them.
 */
const GROUPS = {
  engine: ["engine.ts"],
  repair: ["cli/repair.ts", "cli/settings.ts", "reports/text.ts", "formats/text.ts"],
} as const;
type Group = keyof typeof GROUPS;
const GROUP_OF = new Map<string, Group>();
for (const group of ["engine", "repair"] as const) for (const file of GROUPS[group]) GROUP_OF.set(file, group);

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
  // For bound packages that are CommonJS and ask for parts of Node.
  banner: {
    js: 'import { createRequire as toRequire } from "node:module";\nconst require = toRequire(import.meta.url);',
  },
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
  const own = { engine: needs(graph, GROUPS.engine, false), repair: needs(graph, GROUPS.repair, false) };
  // The help of every verb does without an engine.
  const light = needs(graph, ["cli/main.ts", ...later.filter((file) => file.startsWith("cli/verbs/"))], false);
  const open = ["index.ts", "worker.ts", ...later].filter((file) => !GROUP_OF.has(file) && !light.has(file));
  return new Map(
    open.map((file): [string, Group[]] => {
      const groups: Group[] = own.engine.has(file) ? [] : ["engine"];
      if (!library.has(file) && !own.repair.has(file)) groups.push("repair");
      return [file, groups];
    }),
  );
}

/** Binds groups together, and lets every module find its files by the place that it had before it was bound. */
function bound(added: ReadonlyMap<string, readonly Group[]>): Plugin {
  const groupText = (group: Group) => {
    const before = group === "repair" ? 'import "group:engine";\n' : "";
    return before + GROUPS[group].map((file) => `export * from "./${file.replace(/ts$/, "js")}";\n`).join("");
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

const { metafile } = await build({ ...OPTIONS, write: false, metafile: true });
rmSync(OUT, { recursive: true, force: true });
await build({ ...OPTIONS, plugins: [bound(groupsToAdd(graphOf(metafile)))] });
for (const [file, text] of Object.entries(ENTRIES)) writeFileSync(at(`./${file.replace(/ts$/, "js")}`), text);
const licences = BOUND.map((name) => `${name}\n\n${readFileSync(at(`../node_modules/${name}/LICENSE`), "utf8")}`);
writeFileSync(join(OUT, "LICENSES.txt"), licences.join(`\n${"-".repeat(100)}\n\n`));
