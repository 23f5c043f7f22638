import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";

/** A place in the configuration's text: "3:5", lines and columns from 1. */
export type Locator = (path: readonly PropertyKey[], what: "key" | "value") => string;

/** Finds keys and values in JSON text, which YAML's parser reads too and remembers the places of. */
export function locatorFor(text: string): Locator {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "json" });
  return (path, what) => {
    const node = what === "key" ? keyNode(document, path) : valueNode(document, path);
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return `${line}:${col}`;
  };
}

/** Where the text stops being JSON; undefined when YAML's parser sees nothing wrong with it. */
export function firstSyntaxError(text: string): string | undefined {
  const lines = new LineCounter();
  const [error] = parseDocument(text, { lineCounter: lines, schema: "json" }).errors;
  if (error === undefined) return undefined;
  const { line, col } = lines.linePos(error.pos[0]);
  return `${line}:${col}`;
}

type ParsedDocument = ReturnType<typeof parseDocument>;

function valueNode(document: ParsedDocument, path: readonly PropertyKey[]): Node | undefined {
  return (path.length === 0 ? document.contents : document.getIn(path, true)) as Node | undefined;
}

function keyNode(document: ParsedDocument, path: readonly PropertyKey[]): Node | undefined {
  const parent = valueNode(document, path.slice(0, -1));
  if (!isMap(parent)) return parent;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isScalar(pair?.key) ? pair.key : undefined;
}
