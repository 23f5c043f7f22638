/** Tries a dictionary's own examples on the real engine: `unspin dictionary test`. */
import { partOfSpeechGuard } from "./decisions/part-of-speech.js";
import { proposals } from "./decisions/proposals.js";
import { decode } from "./decoding/decode.js";
import { type CompiledDictionary, compileDictionary } from "./dictionary/compile.js";
import { forDocument } from "./dictionary/document-dictionary.js";
import type { Family } from "./dictionary/family.js";
import type { SentenceRepairer } from "./dictionary/selftest.js";
import { agreement, applyEdits } from "./edits/index.js";
import type { Background } from "./language/background.js";
import { modelWordIds, vocabularyIds } from "./language/word-ids.js";
import { lockedTokens, protectedSpans } from "./protection/index.js";
import { readTokens } from "./tokens/reading.js";

/** Swap rate that a sentence on trial is taken to have: that of a page which a tool went through. */
const RATE = 0.9;
/** Least posterior of an edit that is carried out. */
const LEAST = 0.5;

/**
 * A repairer that takes every sentence for spun by the families given, and by no other: the channel and the language model are
 * the engine's own, the document's verdict and the calibration, which no single sentence supports, are left out.
 */
export function sentenceRepairer(background: Background): SentenceRepairer {
  let compiled: { readonly families: readonly Family[]; readonly dictionary: CompiledDictionary } | undefined;
  return (sentence, families) => {
    if (compiled?.families !== families) {
      compiled = { families, dictionary: compileDictionary(families, background.vocabulary) };
    }
    return repairSentence(background, compiled.dictionary, sentence);
  };
}

function repairSentence(background: Background, dictionary: CompiledDictionary, text: string): string {
  const { tokens, sentences } = readTokens(text);
  const off = protectedSpans(text);
  const ids = vocabularyIds(background.vocabulary, tokens);
  const words = modelWordIds(background.vocabulary, tokens, ids);
  const read = { tokens, ids, words, sentences, locked: lockedTokens(tokens, off) };
  const decoded = decode(background, forDocument(dictionary, read, [], null), { ...read, assumedRate: RATE });
  const objectionTo = partOfSpeechGuard(tokens, sentences);
  const edits = proposals({ tokens, sentences, decoded })
    .filter((proposal) => proposal.posterior >= LEAST && objectionTo(proposal) === undefined)
    .map(({ start, end, was, now }) => ({ start, end, was, now, verdict: "apply" as const, alternatives: [] }));
  return applyEdits(text, agreement(text, edits, off));
}
