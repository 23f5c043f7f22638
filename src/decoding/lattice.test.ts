import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileDictionary } from "../dictionary/compile.js";
import { forDocument } from "../dictionary/document-dictionary.js";
import type { Substitution } from "../dictionary/family.js";
import { phraseHits } from "../dictionary/phrase-hits.js";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { modelWordIds, vocabularyIds } from "../language/word-ids.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { tokenize } from "../tokens/tokenize.js";
import { buildLattice, type Lattice, Plain, RawNodes } from "./lattice.js";

const row = (original: string, spun: string, more: Partial<Substitution> = {}): Substitution => ({
  original,
  spun,
  probability: 0.5,
  keep: 0.1,
  count: 3,
  ...more,
});

const DICTIONARY = compileDictionary(
  [
    {
      id: "a",
      title: "A",
      substitutions: [
        row("new", "brand new"),
        row("trade war", "commerce struggle"),
        row("trade", "commerce"),
        row("because", "as a result of"),
        row("go to the", "visit"),
        row("China", "Sina"),
        row("steel", "metal", { unless: ["metal band"] }),
      ],
    },
  ],
  new Vocabulary(packWords([...CLASS_WORDS, "new", "trade", "war", "a", "of"])),
);

function latticeOf(text: string, locked: readonly number[] = []): Lattice {
  const tokens = tokenize(text);
  const { vocabulary } = DICTIONARY;
  const lock = new Uint8Array(tokens.count);
  for (const at of locked) lock[at] = 1;
  const read = { tokens, ids: vocabularyIds(vocabulary, tokens), locked: lock };
  const input = {
    ...read,
    words: modelWordIds(vocabulary, tokens),
    dictionary: forDocument(DICTIONARY, read, [], null),
  };
  const hits = phraseHits(input.dictionary, input.ids);
  return buildLattice({ ...input, hits, raw: new RawNodes() }, 0, tokens.count);
}

/** "original [start, end)" of every dictionary edge. */
function edges(text: string, locked: readonly number[] = []): string[] {
  const { count, entries, places, starts, ends } = latticeOf(text, locked);
  const found: string[] = [];
  for (let node = 0; node < count; node++) {
    if (entries[node]! < 0 || places[node] !== 0) continue;
    found.push(`${DICTIONARY.entries[entries[node]!]!.original} ${starts[node]}-${ends[node]}`);
  }
  return found.sort();
}

describe("buildLattice", () => {
  test("opens an edge wherever a table has what the text says", () => {
    expect(edges("a commerce struggle as a result of metal")).toEqual([
      "because 3-7",
      "steel 7-8",
      "trade 1-2",
      "trade war 1-3",
    ]);
    expect(edges("nothing here")).toEqual([]);
  });

  test("no edge touches a locked token or crosses a paragraph", () => {
    expect(edges("a commerce struggle as a result of metal", [2, 7])).toEqual(["because 3-7", "trade 1-2"]);
    expect(edges("commerce\n\nstruggle")).toEqual(["trade 0-1"]);
    expect(edges("commerce\nstruggle")).toEqual(["trade 0-1", "trade war 0-2"]);
    expect(edges("brand\nnew")).toEqual([]);
  });

  test("the text must be cased as the tool would write", () => {
    expect(edges("Brand new")).toEqual(["new 0-2"]);
    expect(edges("Brand New")).toEqual([]);
    expect(edges("METAL")).toEqual([]);
    expect(edges("sina")).toEqual([]);
    expect(edges("Sina")).toEqual(["China 0-1"]);
  });

  test("a pair is off where its sentence holds a phrase that forbids it", () => {
    expect(edges("the metal band played")).toEqual([]);
    expect(edges("the metal rod broke")).toEqual(["steel 1-2"]);
  });

  test("nodes stand in order: identities for every token, chains whole, every token boundary can be reached", () => {
    const piece = fc.constantFrom(
      "brand",
      "new",
      "commerce",
      "struggle",
      "as",
      "a",
      "result",
      "of",
      "visit",
      "metal",
      "other",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const { count, starts, ends, entries, places, lasts, befores } = latticeOf(pieces.join(" "));
        expect(entries[0]).toBe(Plain.Begin);
        expect(entries[count - 1]).toBe(Plain.End);
        const identities: number[] = [];
        for (let node = 0; node < count; node++) {
          if (entries[node] === Plain.Identity) identities.push(starts[node]!);
          const before = befores[node]!;
          expect(before >= 0).toBe(places[node]! > 0);
          if (before < 0) continue;
          expect(before).toBeLessThan(node);
          expect([starts[before], ends[before], entries[before], places[before]]).toEqual([
            starts[node],
            ends[node],
            entries[node],
            places[node]! - 1,
          ]);
          expect(lasts[before]).toBe(0);
        }
        expect(identities).toEqual(pieces.map((_, at) => at));
        // What ends where a node begins stands before it.
        for (let to = 1; to < count; to++) {
          for (let from = to + 1; from < count; from++) {
            if (lasts[from] === 1 && places[to] === 0) expect(ends[from] === starts[to]).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
