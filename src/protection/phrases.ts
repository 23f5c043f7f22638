import type { Range } from "../result.js";

/** A word (letters, marks, digits) or one other character; white space only separates them. */
const PIECE = /[\p{L}\p{M}\p{N}]+|\S/gu;
const NEXT_PIECE = /(\s*)([\p{L}\p{M}\p{N}]+|\S)/uy;

interface Node {
  /** True when a phrase ends here. */
  ends: boolean;
  /** By folded piece, with a blank before it when the phrase has white space there. */
  readonly next: Map<string, Node>;
}

/** The user's allow-list, ready to be looked up in any number of texts. */
export interface PhraseIndex {
  readonly size: number;
  readonly root: Node;
}

/** Compiles an allow-list. Blank phrases are passed over; doubles count once. */
export function compilePhrases(phrases: Iterable<string>): PhraseIndex {
  const root: Node = { ends: false, next: new Map() };
  let size = 0;
  for (const phrase of phrases) {
    const last = insert(root, phrase.trim());
    if (last === root || last.ends) continue;
    last.ends = true;
    size++;
  }
  return { size, root };
}

function insert(root: Node, phrase: string): Node {
  let node = root;
  let previousEnd = 0;
  for (const match of phrase.matchAll(PIECE)) {
    const key = (match.index > previousEnd ? " " : "") + fold(match[0]);
    let child = node.next.get(key);
    if (child === undefined) {
      child = { ends: false, next: new Map() };
      node.next.set(key, child);
    }
    node = child;
    previousEnd = match.index + match[0].length;
  }
  return node;
}

/**
 * Occurrences of the phrases, by whole words, whatever their case, their apostrophes and the amount
 * of white space inside; the longest where several begin. Linear in the text for a given list.
 */
export function phraseSpans(text: string, index: PhraseIndex): Range[] {
  const found: Range[] = [];
  if (index.size === 0) return found;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(text); match !== null; match = PIECE.exec(text)) {
    const first = index.root.next.get(fold(match[0]));
    if (first === undefined) continue;
    const start = match.index;
    const afterFirst = PIECE.lastIndex;
    const end = longestEnd(text, first, afterFirst);
    if (end > start) found.push({ start, end });
    PIECE.lastIndex = Math.max(end, afterFirst);
  }
  return found;
}

/** End of the longest phrase that goes on from `first`, which ends at `at`; -1 when none does. */
function longestEnd(text: string, first: Node, at: number): number {
  let end = first.ends ? at : -1;
  let node = first;
  NEXT_PIECE.lastIndex = at;
  while (node.next.size > 0) {
    const match = NEXT_PIECE.exec(text);
    if (match === null) break;
    const child = node.next.get((match[1] === "" ? "" : " ") + fold(match[2]!));
    if (child === undefined) break;
    node = child;
    if (node.ends) end = NEXT_PIECE.lastIndex;
  }
  return end;
}

function fold(piece: string): string {
  if (piece === "’" || piece === "ʼ") return "'";
  return piece.normalize("NFC").toLowerCase();
}
