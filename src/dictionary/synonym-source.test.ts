import { describe, expect, test } from "vitest";
import type { Family } from "./family.js";
import { joinSynonyms, tableSynonyms } from "./synonym-source.js";

function table(...rows: readonly (readonly [original: string, spun: string, probability: number])[]): Family {
  const substitutions = rows.map(([original, spun, probability]) => ({
    original,
    spun,
    probability,
    keep: 0,
    count: 0,
  }));
  return { id: "t", title: "T", substitutions };
}

describe("the pairs of tables as synonyms", () => {
  const source = tableSynonyms([
    table(["steel", "Metal", 0.5], ["Associated Press", "Related Press", 1]),
    table(["Steel", "metal", 0.25], ["iron", "metal", 1], ["rise", "Rise", 1]),
  ]);

  test("are found by the spun phrase in lower case; the original keeps its own", () => {
    expect(source.originalsOf("related press")).toEqual([{ original: "Associated Press", log: 0 }]);
    expect(source.originalsOf("steel")).toEqual([]);
  });

  test("a pair of several tables stands once, as probable as the most probable; a phrase never for itself", () => {
    expect(source.originalsOf("metal")).toEqual([
      { original: "steel", log: Math.log(0.5) },
      { original: "iron", log: 0 },
    ]);
    expect(source.originalsOf("rise")).toEqual([]);
  });

  test("several sources together know what each knows", () => {
    const joined = joinSynonyms(source, tableSynonyms([table(["steel", "metal", 1], ["copper", "metal", 0.1])]));
    expect(joined.originalsOf("metal").toSorted((a, b) => (a.original < b.original ? -1 : 1))).toEqual([
      { original: "copper", log: Math.log(0.1) },
      { original: "iron", log: 0 },
      { original: "steel", log: 0 },
    ]);
    expect(joined.originalsOf("wood")).toEqual([]);
  });
});
