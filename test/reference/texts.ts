/** What tests of alignment read texts with: the resources that come along. */

import { type AlignmentTools, agreementWeight } from "../../src/reference/align-sentence.js";
import { type Grounding, ground } from "../../src/reference/grounding.js";
import { type ReadText, TextReader } from "../../src/reference/read-text.js";
import { frequencyOf } from "../../src/reference/relate.js";
import { ChannelSwaps } from "../../src/reference/swaps-at.js";
import { openResources } from "../../src/resources.js";

export interface TextTools {
  readonly tools: AlignmentTools;
  frequencyOf(word: number): number;
  /** A document and an article, their words numbered alike. */
  read(document: string, article: string): readonly [ReadText, ReadText];
  ground(document: string, article: string): Grounding;
}

export async function openTextTools(): Promise<TextTools> {
  const { background, dictionary, generic } = await openResources();
  const frequency = (word: number) => frequencyOf(background, word);
  const tools = {
    swaps: new ChannelSwaps(dictionary, generic),
    weightOf: (id: number) => agreementWeight(frequency(id)),
  };
  const read = (document: string, article: string) => {
    const reader = new TextReader(background.vocabulary);
    return [reader.read(document), reader.read(article)] as const;
  };
  return { tools, frequencyOf: frequency, read, ground: (a, b) => ground(tools, ...read(a, b)) };
}
