import { expect, test } from "vitest";
import { vocabularyIds } from "../language/word-ids.js";
import { openResources } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { mostEvidence } from "./evidence.js";

const SPUN = "The Related Press mentioned a commerce struggle, in keeping with the nation's high minister.";

test("a word that was added to the vocabulary after the table was made says nothing, and hides nothing", async () => {
  const { background, dictionary, evidence } = await openResources();
  const { vocabulary } = background;
  vocabulary.add("zyxomma");
  const evidenceOf = (text: string) => {
    const { tokens } = readTokens(text);
    return mostEvidence(tokens, vocabularyIds(vocabulary, tokens), dictionary, evidence);
  };
  expect(evidenceOf(SPUN)).toBeGreaterThan(0);
  expect(evidenceOf(`zyxomma ${SPUN}`)).toBe(evidenceOf(SPUN));
});
