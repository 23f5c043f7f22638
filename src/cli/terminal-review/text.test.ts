import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultOf } from "../../../test/review/report.js";
import { ReviewSession } from "../../review/session.js";
import { cellsOf, cut, fitting, showable } from "./cells.js";
import type { Line } from "./line.js";
import { LineEditor } from "./line-editor.js";
import { inline, textRuns } from "./text-runs.js";
import { wrap } from "./wrap.js";

const feedText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom(" ", "\n", "\x1b", "a", "日", "é", "\u0301", "\u202e", "👩‍🚀"),
  ),
});
const textOf = (line: Line) => line.map(({ text }) => text).join("");

describe("showable", () => {
  it("spells out what a terminal would obey, and keeps the rest", () => {
    expect(showable("\x1b[2J\x07 bell\u202e\u200b\x9b")).toBe("\\x1b[2J\\x07 bell\\u{202e}\\u{200b}\\x9b");
    expect(showable("naïve\t“日本”\r\nnext\u00a0one")).toBe("naïve “日本”\nnext one");
    expect(showable("e\u0301")).toBe("é");
  });

  it("leaves nothing that a terminal would obey, whatever the feed holds", () => {
    fc.assert(fc.property(feedText, (text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(showable(text).replaceAll("\n", ""))));
  });
});

describe("cells", () => {
  it("count two for a wide character", () => {
    expect(cellsOf("日本 ab")).toBe(7);
    expect(fitting("日本 ab", 3)).toBe("日");
    expect(cut("日本 ab", 5)).toBe("日本…");
    expect(cut("日本 ab", 7)).toBe("日本 ab");
  });
});

describe("wrap", () => {
  it("breaks at blanks, keeps words of two styles together, and cuts a word that is wider than a line", () => {
    const runs = [
      { text: "The (", style: "plain" },
      { text: "steel", style: "added" },
      { text: ") mill\n\nreopened", style: "plain" },
    ] as const;
    expect(wrap(runs, 8).map(textOf)).toEqual(["The", "(steel)", "mill", "", "reopened"]);
    expect(wrap(runs, 5).map(textOf)).toEqual(["The", "(stee", "l)", "mill", "", "reope", "ned"]);
  });

  it("loses nothing but blanks, and no line is too wide", () => {
    fc.assert(
      fc.property(feedText, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const shown = showable(text);
        const lines = wrap([{ text: shown, style: "plain" }], width).map(textOf);
        expect(lines.filter((line) => cellsOf(line) > width)).toEqual([]);
        expect(lines.join("").replaceAll(" ", "")).toBe(shown.replace(/\s/g, ""));
      }),
    );
  });
});

describe("the text round an edit", () => {
  const session = new ReviewSession(
    [
      resultOf("a.txt", "The metal mill and its proprietor, in short, the metal men.", [
        { was: "metal", now: "steel" },
        { was: "proprietor", now: "owner\nof it", verdict: "suggest", probability: 0.41 },
        { was: ", in short", now: "" },
        { was: "metal", now: "steel" },
      ]),
      resultOf("b.txt", "Metal.", [{ was: "Metal", now: "Steel" }]),
    ],
    { now: () => "2026-11-22T04:00:00.000Z" },
  );
  const shown = (index: number, units: number) =>
    textRuns(session, index, "The metal mill and its proprietor, in short, the metal men.", units)
      .map(({ text }) => text)
      .join("");

  it("shows how each edit stands, without colour", () => {
    session.decide(0, "accept");
    session.decide(3, "reject");
    expect(shown(1, 1000)).toBe(
      "The [-metal-]{+steel+}✓ mill and its ▸proprietor{?owner of it .41?}[-, in short-], the metal✗ men.",
    );
  });

  it("shows no more of a long text than was asked for, from a blank on", () => {
    expect(shown(1, 8)).toBe("and its ▸proprietor{?owner of it .41?}, in sho");
  });
});

describe("a typed line", () => {
  it("is edited at its cursor, in characters", () => {
    const line = new LineEditor("日本 mill");
    line.press("CTRL_W");
    line.press("LEFT");
    line.press("BACKSPACE");
    line.type("e");
    line.type("\u{1f682}");
    line.press("NO_SUCH_KEY");
    expect([line.before, line.text]).toEqual(["日e\u{1f682}", "日e\u{1f682} "]);
    line.press("HOME");
    line.press("DELETE");
    line.press("END");
    line.type("!");
    expect(line.text).toBe("e\u{1f682} !");
    line.press("CTRL_U");
    expect(line.text).toBe("");
  });

  it("never loses characters by moving", () => {
    const keys = fc.array(fc.constantFrom("LEFT", "RIGHT", "HOME", "END", "CTRL_A", "CTRL_E"));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), keys, (text, moves) => {
        const line = new LineEditor(text);
        for (const key of moves) line.press(key);
        expect(line.text).toBe(text);
        expect(text.startsWith(line.before)).toBe(true);
      }),
    );
  });
});

it("inline puts words on one line", () => expect(inline("a\r\nb\n\x1b")).toBe("a b \\x1b"));
