import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.js";

function of(text: string, was: string, now: string): string {
  const start = text.indexOf(was);
  return fingerprint(text, { start, end: start + was.length, was, now });
}

describe("fingerprint", () => {
  const text = "They said the commerce struggle hit many mills.";
  const id = of(text, "commerce struggle", "trade war");

  it("is the documented hash, so that other programs can make it", () => {
    const tuple = ["unspin-edit-1", "commerce struggle", "trade war", "said", "the", "hit", "many"];
    expect(id).toBe(createHash("sha256").update(JSON.stringify(tuple)).digest("hex").slice(0, 16));
    expect(id).toBe("b02d093d0a2269db");
  });

  it.each([
    ["at another place", "Earlier, long before that day, they said the commerce struggle hit many mills, and more."],
    ["wrapped anew", "They said\nthe commerce\nstruggle\r\nhit many mills."],
    ["with other punctuation and case", "They SAID: “The commerce struggle” (hit many) mills."],
  ])("is the same %s", (_name, other) => {
    const was = /commerce\s+struggle/.exec(other)![0];
    expect(of(other, was, "trade war")).toBe(id);
  });

  it.each([
    ["another repair", text, "commerce struggle", "trade fight"],
    ["another extent", text, "commerce", "trade"],
    ["another case", text.replace("commerce", "Commerce"), "Commerce struggle", "trade war"],
    ["another word on the left", text.replace("said", "say"), "commerce struggle", "trade war"],
    ["another word on the right", text.replace("many", "some"), "commerce struggle", "trade war"],
    ["the text's end", text.slice(0, text.indexOf(" hit")), "commerce struggle", "trade war"],
  ])("differs for %s", (_name, other, was, now) => {
    expect(of(other, was, now)).not.toBe(id);
  });

  it("sees apostrophes and composed letters alike", () => {
    expect(of("the mill’s café metal x", "metal", "steel")).toBe(of("the mill's cafe\u0301 metal x", "metal", "steel"));
  });

  it("is sixteen hexadecimal characters for any text and place, and blind to what is far away", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 80 });
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, was, after) => {
        const near = fingerprint(before + was + after, {
          start: before.length,
          end: before.length + was.length,
          was,
          now: "x",
        });
        const far = ` ${"far away ".repeat(20)}`;
        const moved = `${far}one two ${before}${was}${after} three four${far}`;
        const start = far.length + 8 + before.length;
        const local = `one two ${before}${was}${after} three four`;
        const there = fingerprint(moved, { start, end: start + was.length, was, now: "x" });
        const here = fingerprint(local, {
          start: 8 + before.length,
          end: 8 + before.length + was.length,
          was,
          now: "x",
        });
        expect(near).toMatch(/^[0-9a-f]{16}$/);
        expect(there).toBe(here);
      }),
    );
  });

  it("costs microseconds", () => {
    const story = `${text} `.repeat(50);
    const start = story.indexOf("commerce", 1000);
    const edit = { start, end: start + 17, was: "commerce struggle", now: "trade war" };
    const rounds = 2000;
    for (let i = 0; i < rounds; i++) fingerprint(story, edit);
    const begin = performance.now();
    for (let i = 0; i < rounds; i++) fingerprint(story, edit);
    // Measured 6 µs; a cost that grows with the text would be milliseconds.
    expect((performance.now() - begin) / rounds).toBeLessThan(0.2);
  });
});
