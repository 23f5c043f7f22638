import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBackground } from "../language/background.js";
import { builtIn } from "../resources.js";
import { isName, readPile, timesIn } from "./pile.js";

const background = openBackground(builtIn("background.lm"));

describe("a pile of pages", () => {
  test("counts phrases of up to four words whatever their case, and none across punctuation or paragraphs", () => {
    const pile = readPile(background, ["The steel mill closed. Steel mills, and\n\nmills of steel, close."]);
    expect(timesIn(pile, "steel")).toBe(3);
    expect(timesIn(pile, "the steel mill closed")).toBe(1);
    expect(timesIn(pile, "steel mills")).toBe(1);
    expect(timesIn(pile, "closed steel")).toBe(0);
    expect(timesIn(pile, "mills and")).toBe(0);
    expect(timesIn(pile, "and mills")).toBe(0);
  });

  test("keeps a line that several pages share once: a site's furniture is no evidence", () => {
    const menu = "Subscribe to our metal newsletter today.";
    const pile = readPile(background, [`One story.\n${menu}\n`, `Another story.\n  ${menu}`, menu]);
    expect(timesIn(pile, "newsletter")).toBe(1);
    expect(timesIn(pile, "story")).toBe(2);
    expect(pile.pages).toHaveLength(2);
  });

  test("knows names from words that begin a sentence", () => {
    const pile = readPile(background, [
      "Conte spoke. The team of Conte won. Metal rose. Dear Reader, the reader knows.",
    ]);
    const name = (word: string) => isName(pile.phrases.get(word)!);
    expect([name("conte"), name("metal"), name("reader"), name("the team")]).toEqual([true, false, false, false]);
    expect(pile.phrases.get("reader")!.form).toBe("reader");
    expect(pile.phrases.get("conte")!.form).toBe("Conte");
  });

  test("has one context a token, and as many words as stand in the pages", () => {
    const page = fc
      .array(fc.constantFrom("steel", "Mills", "of", "a", "7", ",", ".", "it's", "\n\n"), { maxLength: 30 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(page, { maxLength: 4 }), (pages) => {
        const pile = readPile(background, pages);
        const contexts = [...pile.contexts.values()].reduce((sum, times) => sum + times, 0);
        expect(contexts).toBe(pile.tokens);
        expect(pile.tokens).toBe(pile.pages.reduce((sum, { tokens }) => sum + tokens.count, 0));
        const single = [...pile.phrases].filter(([phrase]) => phrase === "steel" || phrase === "mills");
        const counted = single.reduce((sum, [, { count }]) => sum + count, 0);
        expect(counted).toBe(pile.pages.flatMap(({ tokens }) => tokens.text.match(/steel|Mills/g) ?? []).length);
      }),
    );
  });
});
