import { expect, test } from "vitest";
import { loadSynonymLists, synonymLists } from "./synonym-lists.js";

test("English words of one German word and kind make a list; notes, objects and odd entries are dropped", () => {
  const lists = synonymLists([
    "# a comment :: of the file",
    "Werk {n}; Fabrik {f} [econ.] | Werke {pl} :: mill; works (plant); factory [Am.] | mills; works",
    "Fabrik {f} :: plant; steel-mill",
    "etw. schließen {vt} | schließend :: to shut sth.; to close <> sth. down | shutting",
    "er {pron} :: he; him",
    "half a record",
    "Spät {adj} :: late",
  ]);
  expect(lists).toEqual([
    { kind: "noun", phrases: ["mill", "works", "factory"] },
    { kind: "noun", phrases: ["mill", "works", "factory", "plant"] },
    { kind: "verb", phrases: ["shut", "close down"] },
  ]);
});

test("when the dictionary is absent, the reason says how to get it; when it is there, it is a large one", async () => {
  const set = await loadSynonymLists("/nowhere");
  if (set.items === null) expect(set.reason).toMatch(/apt-get install trans-de-en/);
  else expect(set.items.length).toBeGreaterThan(50_000);
});
