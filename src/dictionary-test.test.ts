import { basename } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseCurated } from "./dictionary/curated.js";
import { loadCurated } from "./dictionary/load.js";
import { describeProblem } from "./dictionary/problems.js";
import { type SentenceRepairer, selfTest } from "./dictionary/selftest.js";
import { sentenceRepairer } from "./dictionary-test.js";
import { openBackground } from "./language/background.js";
import { builtIn, builtInFiles } from "./resources.js";

const CURATED = builtInFiles().filter((file) => file.endsWith(".yaml"));

let repair: SentenceRepairer;
beforeAll(() => {
  repair = sentenceRepairer(openBackground(builtIn("background.lm")));
});

/** Tries one entry, of which only these fields are given. */
function problemsOf(fields: string): string[] {
  const text = `# unspin dictionary 1\nfamily: t\ntitle: t\nsource: t\nentries:\n  - spun: metal\n${fields}`;
  return selfTest(parseCurated(text, "t.yaml"), repair).problems.map((problem) =>
    describeProblem(problem).replace(/": (give|add) .*$/, '"'),
  );
}

describe("the curated files that ship", () => {
  test.each(CURATED.map((file) => [basename(file), file]))("%s: the engine does what every example says", (_, file) => {
    const { tried, problems } = selfTest(loadCurated(file), repair);
    expect(problems.map(describeProblem)).toEqual([]);
    expect(tried).toBeGreaterThan(1);
  });
});

describe("what the trial finds", () => {
  const MILL = '    repairs: [["The metal mill in Ohio closed.", "The steel mill in Ohio closed."]]\n';

  test("an entry that does what it says passes", () => {
    const keeps = '    keeps: ["Gold is a precious metal.", "The \\"metal\\" [sic] mill closed."]\n';
    expect(problemsOf(`    original: steel\n${MILL}${keeps}`)).toEqual([]);
  });

  test("an example that the decoder does not repair, with what came out", () => {
    const repairs = '    repairs: [["Gold is a precious metal.", "Gold is a precious zebra."]]\n';
    expect(problemsOf(`    original: zebra\n${repairs}`)).toEqual([
      't.yaml:8:15: expected "Gold is a precious zebra." but the repair gives "Gold is a precious metal."',
    ]);
  });

  test("a counter-example that is edited, unless a context forbids it", () => {
    const keeps = '    keeps: ["The metal industry wants help."]\n';
    expect(problemsOf(`    original: steel\n${MILL}${keeps}`)).toEqual([
      't.yaml:9:13: "The metal industry wants help." must stay, but the repair gives "The steel industry wants help."',
    ]);
    expect(problemsOf(`    original: steel\n    unless: [metal industry]\n${MILL}${keeps}`)).toEqual([]);
  });

  test("a part of speech that the word does not have there", () => {
    const view = (pos: string) =>
      problemsOf(`    original: steel\n    pos: ${pos}\n${MILL}`).map((problem) => problem.split(" but ")[1]);
    expect(view("noun")).toEqual([]);
    expect(view("adverb")).toEqual(['the repair gives "The metal mill in Ohio closed."']);
  });
});
