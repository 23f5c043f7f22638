import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlace, placeFinder, rangeOf } from "./places.js";

describe("parsePlace", () => {
  it.each([
    ["a.txt", { source: "a.txt" }],
    ["a.txt:3", { source: "a.txt", line: 3 }],
    ["a.txt:3:14", { source: "a.txt", line: 3, column: 14 }],
    ["C:a:3:14", { source: "C:a", line: 3, column: 14 }],
    ["-:2", { source: "-", line: 2 }],
    ["a.txt:x", { source: "a.txt:x" }],
  ])("reads %s", (argument, place) => {
    expect(parsePlace(argument)).toEqual(place);
  });
});

describe("rangeOf", () => {
  const text = "one\r\ntwo\n\nfour";

  it.each([
    [{}, text],
    [{ line: 1 }, "one\r\n"],
    [{ line: 4 }, "four"],
    [{ line: 2, column: 1 }, "t"],
    [{ line: 4, column: 4 }, "r"],
  ])("takes %j as it reads", (place, part) => {
    const { start, end } = rangeOf({ source: "a", ...place }, text);
    expect(text.slice(start, end)).toBe(part);
  });

  it.each([
    [{ line: 5 }, "a:5: there is no such line; the text has 4"],
    [{ line: 0 }, "a:0: there is no such line"],
    [{ line: 4, column: 5 }, "a:4:5: there is no such column; the line has 4"],
  ])("refuses %j", (place, message) => {
    expect(() => rangeOf({ source: "a", ...place }, text)).toThrow(message);
  });
});

it("placeFinder and rangeOf undo one another", () => {
  const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "é", "😀")).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (t) => {
      const find = placeFinder(t);
      for (let offset = 0; offset < t.length; offset++) {
        expect(rangeOf({ source: "a", ...find(offset) }, t).start).toBe(offset);
      }
    }),
  );
});
