import { packed } from "../binary/packing.js";
import { encodeSections, type FileKind, readSections } from "../binary/sections.js";
import { type LexiconArrays, TermLexicon } from "./lexicon.js";
import { Thesaurus, type ThesaurusArrays } from "./thesaurus.js";

/** What tracing knows beside the dictionaries. */
export interface Terms {
  readonly lexicon: TermLexicon;
  readonly thesaurus: Thesaurus;
}

const KIND: FileKind = { magic: "unspinTM", version: 2, name: "term lexicon", maker: "npm run data:terms" };

export interface TermsHeader {
  /** Running words behind the counts; see `TermLexicon`. */
  readonly total: number;
  /** Where the counts come from, with checksums. */
  readonly sources: readonly string[];
}

/** The bytes of a term file, packed: only tracing reads it. */
export function encodeTerms(header: TermsHeader, lexicon: LexiconArrays, thesaurus: ThesaurusArrays): Uint8Array {
  const { words, counts, science, general, flags, wordOf, firstChild } = lexicon;
  const { keys, starts, targets, sources } = thesaurus;
  const arrays = [words, counts, science, general, flags, wordOf, firstChild, keys, starts, targets, sources];
  return packed(encodeSections(KIND, { ...header }, arrays));
}

/** @throws UnspinError when the file is missing, damaged or of another version. */
export function readTerms(path: string): Terms {
  const { header, arrays } = readSections(path, KIND);
  const [words, counts, science, general, flags, wordOf, firstChild, keys, starts, targets, sources] = arrays as [
    Uint8Array,
    Float32Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint16Array,
    Uint32Array,
    Uint8Array,
    Uint32Array,
    Uint16Array,
    Uint8Array,
  ];
  const { total } = header as TermsHeader;
  const lexicon = new TermLexicon({ words, counts, science, general, flags, wordOf, firstChild }, total);
  return { lexicon, thesaurus: new Thesaurus({ keys, starts, targets, sources }, lexicon) };
}
