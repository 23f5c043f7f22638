import { describe, expect, test } from "vitest";
import { fateOfName, nameEdits, type TextEdit } from "./name-edits.js";

const TEXT = "Fans of the Western Convention left. Related Press said the Convention was glad, and I am.";

function edit(was: string, now: string, text = TEXT): TextEdit {
  const start = text.indexOf(was);
  return { start, end: start + was.length, was, now };
}

describe("the fate of a damaged name", () => {
  const name = { page: "p", ...edit("Convention", "Conference") };
  test.each([
    ["left", [], "left"],
    ["left beside an edit", [edit("Fans", "Supporters"), edit("left", "went")], "left"],
    ["restored", [edit("Convention", "Conference")], "restored"],
    ["restored by a wider edit", [edit("Western Convention", "Western Conference")], "restored"],
    ["changed, but not so", [edit("Convention", "conference")], "changed wrongly"],
    ["changed, but not so, by a wider edit", [edit("Western Convention", "Western Meeting")], "changed wrongly"],
  ] as const)("%s", (_, edits, fate) => {
    expect(fateOfName(name, TEXT, edits)).toBe(fate);
  });

  test("several edits may restore it together", () => {
    const text = "The Nationwide Well being Board met.";
    const whole = { page: "p", ...edit("Nationwide Well being Board", "National Health Board", text) };
    const [first, second] = [edit("Nationwide", "National", text), edit("Well being", "Health", text)];
    expect(fateOfName(whole, text, [first, second])).toBe("restored");
    expect(fateOfName(whole, text, [first])).toBe("changed wrongly");
  });
});

describe("an edit of a name", () => {
  const found = (...edits: TextEdit[]) => nameEdits(TEXT, edits).length;
  test("changes a capitalised word that begins no sentence", () => {
    expect(found(edit("Convention", "Conference"))).toBe(1);
    expect(found(edit("the Western Convention", "the west meeting"))).toBe(1);
    expect(found(edit("glad", "Glad"))).toBe(1);
  });

  test("is not one that changes the first word of a sentence only, or a pronoun", () => {
    expect(found(edit("Fans", "Supporters"))).toBe(0);
    expect(found(edit("I am", "I was"))).toBe(0);
    expect(found(edit("was glad", "is happy"))).toBe(0);
  });

  test("may begin a sentence, when it holds more capitals", () => {
    expect(found(edit("Related Press", "Associated Press"))).toBe(1);
    expect(found(edit("Related Press", "Related Press"))).toBe(0);
  });
});
