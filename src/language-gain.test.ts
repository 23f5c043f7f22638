import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Decoded, DecodedEdge } from "./decoding/decode.js";
import { LanguageGain } from "./decoding/language-gain.js";
import { entryAt } from "./dictionary/document-dictionary.js";
import { sentenceLog } from "./language/background.js";
import { emission } from "./language/word-ids.js";
import { compilePhrases } from "./protection/index.js";
import { readClosely, type SpunReading } from "./reading.js";
import { openResources, type Resources } from "./resources.js";

const SPUN = fileURLToPath(new URL("../samples/spun/", import.meta.url));

let resources: Resources;
beforeAll(async () => {
  resources = await openResources();
});

/** ln P of a place's sentence by reading all of it, with the edge or as it stands there, every other place as decoded. */
function sentenceWith({ decoded, tokens }: SpunReading, place: DecodedEdge, isSwapped: boolean): number {
  const range = decoded.graph.sentences.find(
    (one) => one.startToken <= place.startToken && place.startToken < one.endToken,
  )!;
  const read: number[] = [];
  let spelled = 0;
  for (let at = range.startToken; at < range.endToken; ) {
    const isPlace = at === place.startToken;
    const beside = decoded.best.find(
      (one) => one.startToken === at && (one.endToken <= place.startToken || at >= place.endToken),
    );
    const edge = isPlace && isSwapped ? place : beside;
    if (edge !== undefined) {
      const { words, emission: own } = entryAt(decoded.dictionary, edge.entry);
      read.push(...words);
      spelled += own;
      at = edge.endToken;
      continue;
    }
    read.push(decoded.words[at]!);
    spelled += emission(decoded.words[at]!, tokens.ends[at]! - tokens.starts[at]!);
    at += 1;
  }
  return sentenceLog(decoded.background, decoded.mixture, read) + spelled;
}

const isOnPath = ({ best }: Decoded, edge: DecodedEdge) => best.includes(edge);

describe("what the language model says for a swap", () => {
  test("is what it gains on the whole sentence, for what is written and for what else was weighed", () => {
    const seen = { best: 0, beside: 0 };
    for (const name of readdirSync(SPUN, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".txt")) continue;
      const reading = readClosely(resources, readFileSync(`${SPUN}${name}`, "utf8"), compilePhrases([]));
      const gain = new LanguageGain(reading.decoded, reading.tokens);
      for (const edge of reading.decoded.edges) {
        seen[isOnPath(reading.decoded, edge) ? "best" : "beside"] += 1;
        const whole = sentenceWith(reading, edge, true) - sentenceWith(reading, edge, false);
        expect(gain.of(edge), `${name}, token ${edge.startToken}`).toBeCloseTo(whole, 6);
      }
    }
    expect(seen.best).toBeGreaterThan(300);
    expect(seen.beside).toBeGreaterThan(1000);
  }, 60_000);
});
