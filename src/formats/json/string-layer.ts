import { type Encodable, type Escaped, type Layer, spelledAs } from "../layers/layer.js";
import { TextMapBuilder } from "../layers/text-map.js";
import { meaningOf } from "./scan.js";

/** How the strings of a file are spelled where there is a choice. */
export interface JsonStyle {
  /** `\u2019` where the character itself could stand. */
  readonly ascii: boolean;
  /** `\/` for a slash, as PHP writes it. */
  readonly slashes: boolean;
}

/** The style that a stretch of JSON shows: escapes of characters that need none, and none of those as they are. */
export function styleOf(text: string): JsonStyle {
  const ascii = /\\u(?!00[01])[\dA-Fa-f]{4}/.test(text) && !/[\u0080-\uffff]/.test(text);
  return { ascii, slashes: text.includes("\\/") };
}

/** The meaning of a string literal whose quotes stand at `start` and before `end`. */
export function jsonStringLayer(
  source: string,
  start: number,
  end: number,
  style: JsonStyle,
  encodable: Encodable,
): Layer {
  const builder = new TextMapBuilder(source);
  const last = end - 1;
  let at = start + 1;
  while (at < last) {
    const mark = at + source.slice(at, last).indexOf("\\");
    if (mark < at) break;
    builder.verbatim(at, mark);
    at = mark + (source[mark + 1] === "u" ? 6 : 2);
    // Both halves of a pair are one character, and only an edit of both may touch them.
    const isHigh = /^\\u[dD][89abAB]/.test(source.slice(mark, mark + 4));
    if (isHigh && /^\\u[dD][c-fC-F]/.test(source.slice(at, at + 4))) at += 6;
    builder.spelled(meaningOf(`"${source.slice(mark, at)}"`, 0, at - mark + 2), mark, at);
  }
  builder.verbatim(at, last);
  return { map: builder.build(), escape: (text) => escapeJson(text, style, encodable) };
}

function escapeJson(text: string, style: JsonStyle, encodable: Encodable): Escaped {
  const quoted = JSON.stringify(text).slice(1, -1);
  const slashed = style.slashes ? quoted.replaceAll("/", "\\/") : quoted;
  if (!style.ascii && encodable(slashed)) return spelledAs(slashed);
  return spelledAs(slashed.replace(/[\u0080-\uffff]/g, (unit) => `\\u${hex(unit.charCodeAt(0))}`));
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, "0");
}
