import fc from "fast-check";
import { expect, it } from "vitest";
import { shownName } from "./names.js";

it("shows what a terminal would obey, and leaves other names alone", () => {
  expect(shownName("-")).toBe("standard input");
  expect(shownName("news/a b’é😀.txt")).toBe("news/a b’é😀.txt");
  expect(shownName("\u001b[31mred\n\u202etxt.exe")).toBe("\\x1b[31mred\\x0a\\u202etxt.exe");
});

it("stays on one line, whatever the name", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => !/\p{Cc}/u.test(shownName(name))));
});
