import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Layer, spelledAs } from "./layer.js";
import { lower } from "./lower.js";
import { spliced } from "./splice.js";
import { firstRunBehind, RUN_SIZE, type TextMap, TextMapBuilder } from "./text-map.js";
import { wordParts } from "./word-parts.js";

/** A layer over a source in which {x} spells x, [..] is markup, and | is a line break that cannot be written. */
function toyLayer(source: string): Layer {
  const builder = new TextMapBuilder(source);
  for (const { 0: piece, index } of source.matchAll(/\{.\}|\[[^\]]*\]|\||[^{[|]+/gu)) {
    if (piece.startsWith("{")) builder.spelled(piece.slice(1, -1), index, index + piece.length);
    else if (piece === "|") builder.fixed("\n", index);
    else if (!piece.startsWith("[")) builder.verbatim(index, index + piece.length);
  }
  return { map: builder.build(), escape: (text) => spelledAs(text.replaceAll("&", "{&}")) };
}

function rewritten(source: string, was: string, now: string): string | undefined {
  const layer = toyLayer(source);
  const start = layer.map.text.indexOf(was);
  const { splices, refused } = lower(layer, [{ start, end: start + was.length, text: now, edit: 0 }]);
  return refused.size > 0 ? undefined : spliced(source, splices);
}

describe("a replacement in the text, carried over to the source", () => {
  test.each([
    ["a b c", "b", "x", "a x c"],
    ["a [b]bc[/b] d", "bc d", "xy d", "a [b]xy[/b] d"],
    ["[b]a[/b]{ }[i]b[/i] c", "a b", "x y", "[b]x[/b]{ }[i]y[/i] c"],
    ["[b]a[/b] b [i]c[/i]", "a b c", "x", "[b]x[/b][i][/i]"],
    ["a {b}c", "bc", "bd", "a {b}d"],
    ["a {b}c", "bc", "xc", "a xc"],
    ["a b", "b", "b & c", "a b {&} c"],
    ["a|b", "a\nb", "x\ny", "x|y"],
    ["a|b", "a\nb", "ab", undefined],
    ["a b", "a b", "a b", "a b"],
  ])("%s: %s becomes %s", (source, was, now, expected) => {
    expect(rewritten(source, was, now)).toBe(expected);
  });

  test("an insertion goes to the text before it, or else behind it", () => {
    const layer = toyLayer("[p]a[/p]|[p]b[/p]");
    const insert = (at: number) =>
      spliced("[p]a[/p]|[p]b[/p]", lower(layer, [{ start: at, end: at, text: "x", edit: 0 }]).splices);
    expect([insert(0), insert(1), insert(2), insert(3)]).toEqual([
      "[p]xa[/p]|[p]b[/p]",
      "[p]ax[/p]|[p]b[/p]",
      "[p]a[/p]|[p]xb[/p]",
      "[p]a[/p]|[p]bx[/p]",
    ]);
  });

  test("gives the text with the replacement, and all markup, whatever the source", () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "bc", " ", "{d}", "{ }", "[t]", "[/t]", "|"), { maxLength: 20 }),
        fc.nat(20),
        fc.nat(6),
        fc.constantFrom("", "x", "x y", "a", "bc x", " ", "xd"),
        (pieces, at, length, now) => {
          const source = pieces.join("");
          const layer = toyLayer(source);
          const { text } = layer.map;
          const start = Math.min(at, text.length);
          const end = Math.min(start + length, text.length);
          const { splices, refused } = lower(layer, [{ start, end, text: now, edit: 0 }]);
          if (refused.size > 0) return;
          const after = spliced(source, splices);
          expect(toyLayer(after).map.text).toBe(text.slice(0, start) + now + text.slice(end));
          const markup = (one: string) => one.match(/\[[^\]]*\]|\|/g) ?? [];
          expect(markup(after)).toEqual(markup(source));
        },
      ),
      { numRuns: 2000 },
    ));
});

test("word parts are the words that differ", () => {
  const parts = (was: string, now: string) =>
    wordParts(`> ${was} <`, { start: 2, end: 2 + was.length, text: now, edit: 0 }).map(({ start, end, text }) => [
      `> ${was} <`.slice(start, end),
      text,
    ]);
  expect(parts("the Related Press said", "the Associated Press told")).toEqual([
    ["Related", "Associated"],
    ["said", "told"],
  ]);
  expect(parts("in a big way", "in way")).toEqual([["a big ", ""]]);
  expect(parts("a  b", "x y")).toEqual([["a  b", "x y"]]);
  expect(parts("same", "same")).toEqual([]);
});

test("the run behind an offset is found as by looking at all", () =>
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 12 }), fc.nat(30), (lengths, offset) => {
      const builder = new TextMapBuilder("");
      for (const length of lengths) builder.spelled("x".repeat(length), 0, 0);
      const map: TextMap = builder.build();
      let expected = 0;
      while (expected < lengths.length) {
        if (map.runs[expected * RUN_SIZE]! + map.runs[expected * RUN_SIZE + 1]! > offset) break;
        expected += 1;
      }
      expect(firstRunBehind(map, offset)).toBe(expected);
    }),
  ));
