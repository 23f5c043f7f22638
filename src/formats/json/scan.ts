import { Malformed } from "../malformed.js";

/** A step down into a value: a key as it is meant, or the place in a list. */
export type Step = string | number;

/** What a scan tells, in the order of the file; offsets are of the scanned text. */
export interface JsonHandler {
  /** An object or a list begins at `start`. `path` leads to it, and is only good until the call returns. */
  enter(path: readonly Step[], start: number): void;
  leave(path: readonly Step[], end: number): void;
  /** A string with its quotes; `plain` when it has no escapes. */
  string(path: readonly Step[], start: number, end: number, plain: boolean): void;
  /** A number, true, false or null. */
  other(path: readonly Step[], start: number, end: number): void;
}

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON wants them escaped.
const UNESCAPED = /[^"\\\x00-\x1f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/**
 * Scans one JSON value (RFC 8259) from `from` on, with a stack of its own: however deep it nests, nothing overflows.
 * @returns the offset behind the value.
 * @throws Malformed at the first character that cannot stand where it does.
 */
export function scanJson(text: string, from: number, handler: JsonHandler): number {
  const path: Step[] = [];
  /** For each open container, whether it is an object. */
  const objects: boolean[] = [];
  let at = skipSpace(text, from);
  for (;;) {
    // A value begins at `at`.
    const character = text[at];
    if (character === "{" || character === "[") {
      handler.enter(path, at);
      const [inside, isObject] = [skipSpace(text, at + 1), character === "{"];
      if (text[inside] !== (isObject ? "}" : "]")) {
        objects.push(isObject);
        at = isObject ? key(text, inside, path, true) : inside;
        if (!isObject) path.push(0);
        continue;
      }
      at = inside + 1;
      handler.leave(path, at);
    } else {
      at = scalar(text, at, path, handler);
    }
    // A value ends at `at`: close what ends with it, or go on to the next one.
    for (;;) {
      if (objects.length === 0) return at;
      const isObject = objects.at(-1)!;
      const next = skipSpace(text, at);
      if (text[next] === ",") {
        at = skipSpace(text, next + 1);
        at = isObject ? key(text, at, path, false) : nextPlace(path, at);
        break;
      }
      if (text[next] !== (isObject ? "}" : "]")) throw unexpected(text, next, isObject ? '"," or "}"' : '"," or "]"');
      objects.pop();
      path.pop();
      at = next + 1;
      handler.leave(path, at);
    }
  }
}

function nextPlace(path: Step[], at: number): number {
  path.push((path.pop() as number) + 1);
  return at;
}

export function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** What a string literal means. */
export function meaningOf(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : inner;
}

/** Reads a key and its colon, and puts the key on the path; gives where the value begins. */
function key(text: string, at: number, path: Step[], isFirst: boolean): number {
  const end = stringEnd(text, at, isFirst ? 'a key in quotes or "}"' : "a key in quotes");
  if (!isFirst) path.pop();
  path.push(meaningOf(text, at, end));
  const colon = skipSpace(text, end);
  if (text[colon] !== ":") throw unexpected(text, colon, '":"');
  return skipSpace(text, colon + 1);
}

function scalar(text: string, at: number, path: readonly Step[], handler: JsonHandler): number {
  if (text[at] === '"') {
    const end = stringEnd(text, at, "a string");
    handler.string(path, at, end, text.slice(at, end).indexOf("\\") < 0);
    return end;
  }
  OTHER.lastIndex = at;
  if (!OTHER.test(text)) throw unexpected(text, at, "a value");
  const end = OTHER.lastIndex;
  handler.other(path, at, end);
  return end;
}

/** One pattern for the whole string would overflow the stack of the pattern matcher at some megabytes. */
function stringEnd(text: string, start: number, wanted: string): number {
  if (text[start] !== '"') throw unexpected(text, start, wanted);
  let at = start + 1;
  for (;;) {
    UNESCAPED.lastIndex = at;
    UNESCAPED.test(text);
    at = UNESCAPED.lastIndex;
    if (text[at] === '"') return at + 1;
    if (at >= text.length) throw new Malformed("the string that begins here never ends", start);
    if (text[at] !== "\\") throw new Malformed(`${shownControl(text.charCodeAt(at))} inside a string (escape it)`, at);
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) throw new Malformed(`${JSON.stringify(text.slice(at, at + 2))} is no escape`, at);
    at = ESCAPE.lastIndex;
  }
}

function shownControl(code: number): string {
  if (code === 10 || code === 13) return "a line end";
  return `the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function unexpected(text: string, at: number, wanted: string): Malformed {
  const found = at >= text.length ? "the end" : JSON.stringify(String.fromCodePoint(text.codePointAt(at)!));
  return new Malformed(`expected ${wanted}, found ${found}`, at);
}
