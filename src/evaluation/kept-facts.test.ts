import { describe, expect, test } from "vitest";
import { factFates } from "./kept-facts.js";

const GOLD = "On Monday the bank said profit rose 6.5% to $3 million. It did not cut two jobs at Acme Steel in May.";
const SPUN = GOLD.replace("6.5%", "six.5%").replace("said", "mentioned").replace("two jobs", "2 posts");

/** Keys of the facts of GOLD for which `pick` holds. */
function keys(repaired: string, pick: "altered" | "stands" | "survived", spun = SPUN): string[] {
  return factFates({ spun, repaired, gold: GOLD }).flatMap((fate) => (fate[pick] ? [fate.fact.key] : []));
}

describe("factFates", () => {
  test("reads values, dates, negations, sides, currencies and names", () => {
    expect(
      factFates({ spun: GOLD, repaired: GOLD, gold: GOLD }).map(({ fact }) => `${fact.kind}: ${fact.key}`),
    ).toEqual([
      "date: weekday monday",
      "name: Monday",
      "side: money profit",
      "side: change rise",
      "value: 6.5",
      "currency: currency dollar",
      "value: 3000000",
      "negation: not",
      "side: change fall",
      "value: 2",
      "name: Acme",
      "name: Steel",
      "date: month may",
      "name: May",
    ]);
  });

  test("other wordings of a value are the value", () => {
    expect(keys(GOLD, "altered")).toEqual([]);
    expect(keys(SPUN, "altered")).toEqual([]);
    expect(keys(SPUN, "survived")).toContain("6.5");
    expect(keys(SPUN, "survived")).toContain("2");
  });

  test.each([
    ["6.5%", "7.5%", ["6.5"]],
    ["rose", "fell", ["change rise"]],
    ["rose", "improved", []],
    ["not ", "", ["not"]],
    ["Monday", "Sunday", ["weekday monday", "Monday"]],
    ["in May", "in June", ["month may", "May"]],
    ["$3", "€3", ["currency dollar"]],
    ["Acme Steel", "Acme Metal", ["Steel"]],
    ["two jobs", "posts", ["2"]],
  ])("%s made %s", (from, to, altered) => {
    expect(keys(GOLD.replace(from, to), "altered")).toEqual(altered);
  });

  test("what the tool had damaged already is not the repair's doing, and counts when it comes back", () => {
    const spun = SPUN.replace("rose", "fell");
    expect(keys(spun, "altered", spun)).toEqual([]);
    expect(keys(spun, "stands", spun)).not.toContain("change rise");
    expect(keys(GOLD, "stands", spun)).toContain("change rise");
  });

  test("a fact that the text has elsewhere does not stand in for one that is lost", () => {
    const gold = "Prices rose 5%. The wage fell 5% in Rome.";
    const fates = factFates({ spun: gold, repaired: "Prices rose 5%. The wage fell 4% in Rome.", gold });
    expect(fates.filter(({ altered }) => altered).map(({ fact }) => fact.start)).toEqual([gold.lastIndexOf("5")]);
  });
});
