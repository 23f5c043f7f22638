import { describe, expect, it } from "vitest";
import { articleFits, articleFor } from "./articles.js";

describe("articleFor", () => {
  it.each([
    [
      "a",
      "steel house European Eurozone euro one-time one once-proud onetime useful used user-friendly US U.S. UK UN UN-led U-turn",
    ],
    [
      "a",
      "union united unit unilateral university unique uranium Uruguayan Ukrainian Ugandan utility Uyghur ewe ukulele",
    ],
    [
      "a",
      "NATO NASA FEMA SWAT UNESCO UNICEF UEFA FIFA NASDAQ GDP BBC-led DVD PhD 7 10 100 1,100 $1 £7m €100 “strong” (new) year",
    ],
    [
      "an",
      "agreement honest hour hour-long heir honour honorary unimportant unintended unidentified uninsured umbrella",
    ],
    ["an", "urgent urban usher uproar ugly utter 8 8-year-old 80 11 11th 18-hole 18 800 11,000 $11 £8m €80 “old”"],
    [
      "an",
      "F-16 FBI NFL NFL's NHS-run MP MPs M&A R&B L.A. F1 M4 SUV X-ray Xbox mRNA EU HIV LSAT NCAA HSBC A380 S-class e-mail iPhone",
    ],
  ])("%s: %s", (article, words) => {
    const wrong = words.split(" ").filter((word) => articleFor(word) !== article);
    expect(wrong).toEqual([]);
  });

  it("looks at the first word only and takes anything", () => {
    expect(articleFor("$11 million loan")).toBe("an");
    expect(["", "—", "😀", "\ud83d", "é"].map(articleFor)).toEqual(["a", "a", "a", "a", "a"]);
  });

  it("lets both articles stand where both are in use", () => {
    expect([articleFits("a", "historic"), articleFits("an", "historic")]).toEqual([true, true]);
    expect([articleFits("a", "steel"), articleFits("an", "steel")]).toEqual([true, false]);
  });
});
