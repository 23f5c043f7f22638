import { NameKind, type NameTables, NO_WORD, packCount } from "../names/gazetteer.js";

/** A name to be put into a gazetteer. */
export interface KnownName {
  /** Its words in their case, as the tokeniser splits them. */
  readonly words: readonly string[];
  readonly count: number;
  /** Bits of `NameKind`. */
  readonly kind: number;
  /** An abbreviation that is not made of its initials. */
  readonly short?: string;
}

/** A word or two words, lower case, that a tool may have written for others. */
export interface KnownPair {
  readonly spun: readonly string[];
  readonly original: readonly string[];
  /** ln P(spun | original, swapped), in nats. */
  readonly log: number;
}

interface Node {
  readonly children: Map<number, Node>;
  name: KnownName | null;
}

/** Compiles names and pairs; the order in which they come does not matter. Of equal names the first counts. */
export function buildNames(names: readonly KnownName[], pairs: readonly KnownPair[]): NameTables {
  const weights = new Map<string, number>();
  for (const { words, count } of names) for (const word of words) weights.set(word, (weights.get(word) ?? 0) + count);
  const words = sortedWords(names, pairs, weights);
  const ids = new Map(words.map((word, id): [string, number] => [word, id]));
  const forms = formIds(words);
  return {
    ...wordColumns(words, weights),
    ...trieColumns(names, ids),
    ...pairColumns(pairs, forms, words.length),
    ...phraseColumns(pairs, forms),
  };
}

/** Words of Latin-1 whose lower case is so too and as long: others would need more bytes, and offsets of their own. */
export function isPlain(word: string): boolean {
  return /^[\u0020-\u00ff]+$/.test(word) && /^[\u0020-\u00ff]+$/.test(word.toLowerCase());
}

function sortedWords(
  names: readonly KnownName[],
  pairs: readonly KnownPair[],
  weights: ReadonlyMap<string, number>,
): string[] {
  const all = new Set(weights.keys());
  for (const { short } of names) if (short !== undefined) all.add(short);
  const forms = new Set([...all].map((word) => word.toLowerCase()));
  for (const { spun, original } of pairs) {
    for (const form of [...spun, ...original]) {
      if (!forms.has(form)) all.add(form);
      forms.add(form);
    }
  }
  const keyed = [...all].map((word): [string, string] => [word.toLowerCase(), word]);
  return keyed.sort((a, b) => order(a[0], b[0]) || order(a[1], b[1])).map(([, word]) => word);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** First spelling of each form. */
function formIds(words: readonly string[]): Map<string, number> {
  const forms = new Map<string, number>();
  words.forEach((word, id) => {
    const form = word.toLowerCase();
    if (!forms.has(form)) forms.set(form, id);
  });
  return forms;
}

function wordColumns(words: readonly string[], weights: ReadonlyMap<string, number>) {
  const offsets = new Uint32Array(words.length + 1);
  words.forEach((word, id) => {
    offsets[id + 1] = offsets[id]! + word.length;
  });
  const units = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const cased = units(words.join(""));
  const folded = units(words.map((word) => word.toLowerCase()).join(""));
  const wordWeights = Uint8Array.from(words, (word) => (weights.has(word) ? packCount(weights.get(word)!) : 0));
  return { offsets, cased, folded, wordWeights };
}

function trieColumns(names: readonly KnownName[], ids: ReadonlyMap<string, number>) {
  const root: Node = { children: new Map(), name: null };
  for (const name of names) {
    let node = root;
    for (const word of name.words) {
      const id = ids.get(word)!;
      let next = node.children.get(id);
      if (next === undefined) {
        next = { children: new Map(), name: null };
        node.children.set(id, next);
      }
      node = next;
    }
    node.name ??= name;
  }
  const nodes = [root];
  const edgeWords: number[] = [];
  const firstEdges: number[] = [];
  for (let at = 0; at < nodes.length; at++) {
    firstEdges.push(edgeWords.length);
    const children = [...nodes[at]!.children].sort((a, b) => a[0] - b[0]);
    for (const [word, child] of children) {
      edgeWords.push(word);
      nodes.push(child);
    }
  }
  firstEdges.push(edgeWords.length);
  const shorts = nodes.flatMap(({ name }, at) => (name?.short === undefined ? [] : [{ at, id: ids.get(name.short)! }]));
  return {
    firstEdges: Uint32Array.from(firstEdges),
    edgeWords: Uint32Array.from(edgeWords),
    nodeWeights: Uint8Array.from(nodes, ({ name }) => (name === null ? 0 : packCount(name.count))),
    nodeKinds: Uint8Array.from(nodes, ({ name }) => name?.kind ?? 0),
    shortForms: Uint32Array.from(shorts, ({ id }) => id),
    shortNodes: Uint32Array.from(shorts, ({ at }) => at),
  };
}

const packLog = (log: number) => Math.min(255, Math.round(-log * 16));

function pairColumns(pairs: readonly KnownPair[], forms: ReadonlyMap<string, number>, wordCount: number) {
  const rows = pairs
    .filter(({ spun, original }) => spun.length === 1 && original.length === 1)
    .map(({ spun, original, log }) => ({ spun: forms.get(spun[0]!)!, original: forms.get(original[0]!)!, log }))
    .sort((a, b) => a.spun - b.spun || b.log - a.log || a.original - b.original);
  const firstPairs = new Uint32Array(wordCount + 1);
  for (const { spun } of rows) firstPairs[spun + 1]!++;
  for (let id = 0; id < wordCount; id++) firstPairs[id + 1]! += firstPairs[id]!;
  return {
    firstPairs,
    pairOriginals: Uint32Array.from(rows, ({ original }) => original),
    pairLogs: Uint8Array.from(rows, ({ log }) => packLog(log)),
  };
}

function phraseColumns(pairs: readonly KnownPair[], forms: ReadonlyMap<string, number>) {
  const idAt = (words: readonly string[], at: number) => (at < words.length ? forms.get(words[at]!)! : NO_WORD);
  const rows = pairs
    .filter(({ spun, original }) => spun.length === 2 || original.length === 2)
    .map(({ spun, original, log }) => ({
      key: [idAt(spun, 0), idAt(spun, 1), idAt(original, 0), idAt(original, 1)] as const,
      log,
    }))
    .sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.key[2] - b.key[2] || a.key[3] - b.key[3]);
  return {
    phraseSpuns: Uint32Array.from(rows.flatMap(({ key }) => [key[0], key[1]])),
    phraseOriginals: Uint32Array.from(rows.flatMap(({ key }) => [key[2], key[3]])),
    phraseLogs: Uint8Array.from(rows, ({ log }) => packLog(log)),
  };
}

/** Names that stand inside longer ones, with how often they do; those that `known` holds already are left out. */
export function partNames(names: readonly KnownName[], known: ReadonlySet<string>, least: number): KnownName[] {
  const counts = new Map<string, { words: readonly string[]; count: number }>();
  for (const { words, count, kind } of names) {
    if (words.length < 3 || words.length > 8 || (kind & NameKind.Person) !== 0) continue;
    for (let start = 0; start < words.length - 1; start++) {
      for (let end = start + 2; end <= words.length && end - start < words.length; end++) {
        if (!isCapital(words[start]!) || !isCapital(words[end - 1]!)) continue;
        const part = words.slice(start, end);
        const key = part.join(" ");
        const before = counts.get(key)?.count ?? 0;
        if (!known.has(key)) counts.set(key, { words: part, count: before + count });
      }
    }
  }
  const often = [...counts.values()].filter(({ count }) => count >= least);
  return often.map(({ words, count }) => ({ words, count, kind: NameKind.Part }));
}

function isCapital(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}
