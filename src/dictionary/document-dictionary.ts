import type { Tokens } from "../tokens/tokenize.js";
import type { Candidate, CandidateOrigin } from "./candidate.js";
import type { CompiledDictionary, Entry, FamilyName, Key } from "./compile.js";
import type { GenericChannel } from "./generic-file.js";
import { type OriginalReader, originalsOf } from "./originals.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** An entry that stands at one place of one document. */
export interface PlacedEntry {
  readonly entry: number;
  readonly endToken: number;
}

/**
 * The dictionary as one document needs it: all rows, and the candidates that were found for this document. `entries` are the rows
 * alone; see `entryAt`.
 */
export interface DocumentDictionary extends CompiledDictionary {
  /** What was found for this document; their indices follow those of the rows. */
  readonly found: readonly Entry[];
  /** Candidates by their first token. */
  readonly placed: ReadonlyMap<number, readonly PlacedEntry[]>;
  /** Originals of the generic channel that stand in the text as they are, by their token. */
  readonly genericKeys: ReadonlyMap<number, Key>;
  /** The first family that is no table's: one a kind of candidate, in the order of `ORIGINS`. */
  readonly firstOrigin: number;
  /** Nats that a row costs in this document beyond what it costs in any, by entry; at most 0. Most documents have none. */
  readonly rowCosts: ReadonlyMap<number, number>;
}

/** What finds candidates, in the order of their families. */
export const ORIGINS: readonly CandidateOrigin[] = ["generic", "gazetteer", "rule"];

const ORIGIN_FAMILIES: readonly FamilyName[] = [
  { id: "generic", title: "thesaurus words of a tool that is not known" },
  { id: "names", title: "names of the gazetteer" },
  { id: "numbers", title: "numbers, by rule" },
];

/**
 * P(a tool that is not known leaves a word of the generic channel alone). Half: tools' tables hold about every second word
 * that thesauri have synonyms for.
 */
const GENERIC_KEEP = 0.5;
const RULE_KEEP = 0.02;
const NO_COSTS: ReadonlyMap<number, number> = new Map();

/** What the dictionary is extended for. */
export interface DocumentText {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
}

/**
 * Extends a dictionary by what was found for one document. The dictionary itself stays as it is. `generic` is given when
 * its candidates are: what it could have replaced and did not counts as well.
 */
export function forDocument(
  dictionary: CompiledDictionary,
  text: DocumentText,
  candidates: readonly Candidate[],
  generic: GenericChannel | null,
): DocumentDictionary {
  const keys = new Keys(dictionary);
  const firstOrigin = dictionary.families.length;
  const found: Entry[] = [];
  const placed = new Map<number, PlacedEntry[]>();
  const reader = new EntryReader(dictionary, text.tokens, text.ids, keys);
  for (const candidate of candidates) {
    const family = firstOrigin + ORIGINS.indexOf(candidate.origin);
    const entry = reader.read(candidate, family, dictionary.entries.length + found.length);
    if (entry === null) continue;
    found.push(entry);
    const place = { entry: entry.index, endToken: candidate.endToken };
    const list = placed.get(candidate.startToken);
    if (list) list.push(place);
    else placed.set(candidate.startToken, [place]);
  }
  const genericKeys = generic === null ? new Map<number, Key>() : untouchedGeneric(text, generic, keys, firstOrigin);
  return {
    ...dictionary,
    families: [...dictionary.families, ...ORIGIN_FAMILIES],
    found,
    keyCount: keys.count,
    placed,
    genericKeys,
    firstOrigin,
    rowCosts: NO_COSTS,
  };
}

/** An entry by its index: a row, or what was found for the document. */
export function entryAt({ entries, found }: DocumentDictionary, index: number): Entry {
  return index < entries.length ? entries[index]! : found[index - entries.length]!;
}

/** Is the document read as one that went through a tool twice? */
export function isReadAsTwice({ rowCosts }: DocumentDictionary): boolean {
  return rowCosts.size > 0;
}

/** What a candidate of this family was found by, or undefined for a table's family. */
export function originOf(dictionary: CompiledDictionary, family: number): CandidateOrigin | undefined {
  const { firstOrigin } = dictionary as Partial<DocumentDictionary>;
  return firstOrigin === undefined || family < firstOrigin ? undefined : ORIGINS[family - firstOrigin];
}

/** Numbers of original phrases: the dictionary's own where it has them, new ones after. */
class Keys {
  count: number;
  private readonly added = new Map<number, number>();
  private readonly phrases = new Map<string, number>();

  constructor(private readonly dictionary: CompiledDictionary) {
    this.count = dictionary.keyCount;
  }

  /** Key of a single word. */
  ofWord(id: number): number {
    const { originals, keysAt } = this.dictionary;
    const node = originals.child(0, id);
    const value = node < 0 ? -1 : originals.value(node);
    const known = value < 0 ? undefined : keysAt[value]![0]?.key;
    if (known !== undefined) return known;
    let key = this.added.get(id);
    if (key === undefined) {
      key = this.count++;
      this.added.set(id, key);
    }
    return key;
  }

  ofPhrase(text: string): number {
    let key = this.phrases.get(text);
    if (key === undefined) {
      key = this.count++;
      this.phrases.set(text, key);
    }
    return key;
  }
}

/** Some tokens of the text. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly spun: string;
  readonly lower: string;
  readonly spunIds: Int32Array;
}

const NO_SHAPES = new Uint8Array(0);

class EntryReader {
  private readonly originals: OriginalReader;
  private last: Span = { start: -1, end: -1, spun: "", lower: "", spunIds: new Int32Array(0) };

  constructor(
    dictionary: CompiledDictionary,
    private readonly tokens: Tokens,
    private readonly ids: Int32Array,
    private readonly keys: Keys,
  ) {
    this.originals = originalsOf(dictionary.vocabulary);
  }

  /** A candidate as an entry, or null when it is too long for the lattice. */
  read(candidate: Candidate, family: number, index: number): Entry | null {
    const { keys } = this;
    const { startToken, endToken, original, log } = candidate;
    const read = this.originals.read(original);
    if (read === null || endToken - startToken > MAX_PHRASE) return null;
    const { words } = read;
    const { spun, lower, spunIds } = this.span(startToken, endToken);
    const isGeneric = candidate.origin === "generic";
    return {
      index,
      family,
      original,
      spun: isGeneric ? lower : spun,
      probability: Math.exp(log),
      count: 0,
      unless: [],
      words,
      emission: read.emission,
      originalId: words[0]!,
      spunIds,
      shapes: NO_SHAPES,
      key: isGeneric ? keys.ofWord(words[0]!) : keys.ofPhrase(original.toLowerCase()),
      log,
      keep: isGeneric ? GENERIC_KEEP : RULE_KEEP,
      contracts: false,
      symbol: false,
      guarded: candidate.guarded,
      reason: candidate.reason,
    };
  }

  /** What stands in the text; candidates for the same words mostly come one after the other. */
  private span(start: number, end: number): Span {
    if (this.last.start === start && this.last.end === end) return this.last;
    const { text, starts, ends } = this.tokens;
    const spun = text.slice(starts[start]!, ends[end - 1]!);
    this.last = { start, end, spun, lower: spun.toLowerCase(), spunIds: this.ids.subarray(start, end) };
    return this.last;
  }
}

/** Words that a tool of the generic kind would have had a synonym for, and that stand in the text. */
function untouchedGeneric(
  { tokens, ids, locked }: DocumentText,
  { isOriginal }: GenericChannel,
  keys: Keys,
  family: number,
): Map<number, Key> {
  const found = new Map<number, Key>();
  for (let i = 0; i < tokens.count; i++) {
    const id = ids[i]!;
    if (locked[i] === 0 && id < isOriginal.length && isOriginal[id] === 1)
      found.set(i, { family, key: keys.ofWord(id), keep: GENERIC_KEEP });
  }
  return found;
}
