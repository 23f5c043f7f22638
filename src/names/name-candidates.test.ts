import { beforeAll, describe, expect, test } from "vitest";
import { compileDictionary, emptyDictionary } from "../dictionary/compile.js";
import { openBackground } from "../language/background.js";
import { modelWordIds, vocabularyIds } from "../language/word-ids.js";
import { compilePhrases, lockedTokens, protectedSpans } from "../protection/index.js";
import { builtIn } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { Gazetteer, type NameTools, nameCandidates, nameTools, readNames } from "./index.js";

let tools: NameTools;
beforeAll(() => {
  const background = openBackground(builtIn("background.lm"));
  tools = nameTools(
    new Gazetteer(readNames(builtIn("names.bin")).tables),
    background,
    emptyDictionary(background.vocabulary),
  );
});

function found(text: string, phrases: readonly string[] = [], by = tools) {
  const { tokens, sentences } = readTokens(text);
  const ids = vocabularyIds(by.background.vocabulary, tokens);
  const locked = lockedTokens(tokens, protectedSpans(text, { phrases: compilePhrases(phrases) }));
  const words = modelWordIds(by.background.vocabulary, tokens, ids);
  const all = nameCandidates(by, { tokens, ids, words, sentences, locked });
  return all.map((one) => ({
    ...one,
    was: text.slice(tokens.starts[one.startToken]!, tokens.ends[one.endToken - 1]!),
  }));
}

/** The text with its best candidates, as far as they do not overlap. */
function restored(text: string, phrases: readonly string[] = [], by = tools): string {
  let result = text;
  for (const { was, original } of found(text, phrases, by).sort((a, b) => b.score - a.score)) {
    result = result.replace(was, original);
  }
  return result;
}

describe("without any dictionary row, names come back", () => {
  test.each([
    ["She told the Related Press that the port was shut.", "Associated Press"],
    ["An adviser to the World Wellness Group (WHO) called it unusual.", "World Health Organization (WHO)"],
    ["WHO (World Wellness Group) called it unusual.", "WHO (World Health Organization)"],
    ["The Federal Hold left its rates alone on Tuesday.", "Federal Reserve"],
    ["The bridge was closed, the Human Privileges Watch office wrote.", "Human Rights Watch"],
    ["Fans of the Golden State Fighters filled the square.", "Golden State Warriors"],
    ["He chaired the Joint Chiefs of Workers until spring.", "Joint Chiefs of Staff"],
    ["It was in the Washington Publish on Sunday.", "Washington Post"],
    ["The Conservative Celebration lost both seats.", "Conservative Party"],
    ["A clerk of the Food and Medicament Administration (FDA) signed it.", "Food and Drug Administration (FDA)"],
    ["The mayor told RELATED PRESS reporters so.", "told Associated Press reporters"],
    ["The United Countries's envoy left early.", "United Nations's envoy"],
    ["Officials of the World Commerce Organisation met there.", "World Trade Organisation"],
  ])("%s", (text, name) => {
    expect(restored(text)).toContain(name);
  });

  test("in parts of a longer run", () => {
    const [best] = found("He missed both Western Convention Finals through injury.");
    expect(best).toMatchObject({ origin: "gazetteer", guarded: false });
    expect(restored("He missed both Western Convention Finals through injury.")).toContain("Western Conference Finals");
  });
});

test("a dictionary's rows lend their swaps, of several words too", () => {
  const background = openBackground(builtIn("background.lm"));
  const row = (original: string, spun: string) => ({ original, spun, probability: 0.5, keep: 0.03, count: 0 });
  const substitutions = [
    row("forum", "discussion board"),
    row("economic", "monetary"),
    row("party", "occasion"),
    row("may", "could"),
  ];
  const dictionary = compileDictionary([{ id: "x", title: "X", substitutions }], background.vocabulary);
  const by = { ...tools, ...nameTools(tools.gazetteer, background, dictionary) };
  expect(restored("He spoke at the World Monetary Discussion board in Davos.", [], by)).toContain(
    "World Economic Forum",
  );
  expect(restored("The Labour Occasion won by far.", [], by)).toContain("Labour Party");
  expect(restored("He was held on Could 14 near the lake.", [], by)).toContain("on May 14");
  expect(found("It was said that Could was a verb.", [], by)).toEqual([]);
});

describe("nothing is proposed", () => {
  test.each([
    [
      "for names as they are",
      "The Associated Press and the World Health Organization met the Prime Minister in New York.",
    ],
    ["for a known name whose mangled reading is known too", "The House of Delegates of Virginia met on Monday."],
    ["for people", "Gordon Brown, Jack Straw and Theresa May met George Bush and Tiger Woods."],
    ["for words in lower case", "We have a new occasion for the labour party of the world financial discussion board."],
    ["for a month's name without a number", "They could walk in the park, Could said."],
    ["for abbreviations", "The UK and the EU, the BBC and the UN, the PM and the TV said so."],
    ["for a sentence's first word", "Related work was done here. Occasions were rare. Financial news was good."],
    ["across a mark", "She works for the Related, Press people say."],
  ])("%s", (_, text) => {
    expect(found(text).map(({ was, original }) => `${was} -> ${original}`)).toEqual([]);
  });

  test("where a token is locked", () => {
    const text = "She told the Related Press that the port was shut.";
    expect(found(text)).not.toEqual([]);
    expect(found(text, ["Related Press"])).toEqual([]);
  });
});

test("initials in brackets tell between names, and against a change", () => {
  const score = (text: string) => Math.max(0, ...found(text).map((one) => one.score));
  const plain = score("The World Wellness Group called it unusual.");
  expect(score("The World Wellness Group (WHO) called it unusual.")).toBeGreaterThan(plain + 5);
  expect(score("The World Wellness Group (WWG) called it unusual.")).toBeLessThan(2);
});

test("every candidate keeps to the contract", () => {
  const text = `The Related Press, the World Wellness Group (WHO), the Federal Hold and the Golden State Fighters.
The Facilities for Illness Control and Prevention (CDC), the Human Privileges Watch, the Washington Publish.`;
  const all = found(text);
  expect(all.length).toBeGreaterThan(5);
  for (const one of all) {
    expect(one.log).toBeLessThanOrEqual(0);
    expect(one.endToken - one.startToken).toBeLessThanOrEqual(6);
    expect(one.endToken).toBeGreaterThan(one.startToken);
    expect(one.original).not.toBe(one.was);
    expect(one.original).not.toMatch(/^(?:a|an|the) /i);
    expect(one.score).toBeGreaterThanOrEqual(2);
    expect(one.reason).toContain("name");
  }
  expect(found(text)).toEqual(all);
});

test("made-up lines of nothing but capitals take time by their length", () => {
  const line = "National World General State Council Board Union House Public Service Group Office\n";
  const seconds = (lines: number) => {
    const start = performance.now();
    found(line.repeat(lines));
    return (performance.now() - start) / 1000;
  };
  seconds(10);
  expect(seconds(160) / seconds(40)).toBeLessThan(10);
});
