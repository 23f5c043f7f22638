import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type PublishedPackage, publishedPackage } from "../src/evaluation/published-package.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

let packed: PublishedPackage;
let paths: readonly string[];
beforeAll(() => {
  packed = publishedPackage();
  paths = packed.files.map(({ path }) => path);
}, 120_000);

describe("the published package", () => {
  test("is less than 60 MB unpacked", () => {
    expect(packed.unpackedSize).toBeLessThan(60_000_000);
  });

  test("holds what is started and read, and the licences of what is bound into it", () => {
    const needed =
      "dist/cli/main.js dist/index.js dist/worker.js dist/index.d.ts dist/dictionary.image dist/bundle/main.js";
    const data = "background.lm names.bin terms.lex generic.pairs a.tsv b.yaml"
      .split(" ")
      .map((name) => `dictionaries/${name}`);
    const beside = ["dist/bundle/LICENSES.txt", "dist/page/page.js", "dist/page/page.css", "LICENSE", "NOTICE"];
    expect(paths).toEqual(expect.arrayContaining([...needed.split(" "), ...data, ...beside]));
  });

  test("holds none of what builds and measures it, and no module twice", () => {
    expect(paths.filter((path) => /^dist\/(?:evaluation|builders|thesaurus|make-)|\.test\./.test(path))).toEqual([]);
    const scripts = paths.filter((path) => path.endsWith(".js") && !/^dist\/(?:bundle|page)\//.test(path));
    expect(scripts.sort()).toEqual(["dist/cli/main.js", "dist/index.js", "dist/worker.js"]);
  });

  test("has every type that its types name", () => {
    const types = paths.filter((path) => path.endsWith(".d.ts"));
    const missing = types
      .filter(reachable())
      .flatMap(imported)
      .filter((path) => !paths.includes(path));
    expect(missing).toEqual([]);
  });
});

/** Whether the types of the library's entry lead to a file. */
function reachable(): (path: string) => boolean {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    if (paths.includes(path)) imported(path).forEach(visit);
  };
  visit("dist/index.d.ts");
  return (path) => found.has(path);
}

/** What a file of types imports from files beside it. */
function imported(path: string): string[] {
  const text = readFileSync(new URL(path, `file://${ROOT}`), "utf8");
  return [...text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)].map(([, target]) => {
    return new URL(`${target}.d.ts`, `file:///${path}`).pathname.slice(1);
  });
}
