import { Capital } from "./capitals.js";
import { NameKind, unpackLog } from "./gazetteer.js";
import type { SearchInput } from "./search-input.js";

/** A listed name is protected by so many nats more than its count says. */
const LISTED = 3;

/**
 * For each token, ln of how often the most frequent name of several words was seen that stands over it just as it is;
 * -1 where none does. Names that were only seen inside longer ones do not count.
 */
export function knownNames(input: Omit<SearchInput, "swapsAt">): Float32Array {
  const { capitals } = input;
  const known = new Float32Array(capitals.length).fill(-1);
  for (let start = 0; start < capitals.length; start++) {
    if (capitals[start] !== Capital.None) markFrom(input, start, known);
  }
  return known;
}

function markFrom(input: Omit<SearchInput, "swapsAt">, start: number, known: Float32Array): void {
  const { nodeWeights, nodeKinds } = input.gazetteer.tables;
  let node = 0;
  for (let at = start; at < known.length; at++) {
    node = childAsIs(input, node, at);
    if (node < 0) return;
    if (at === start || nodeWeights[node] === 0 || (nodeKinds[node]! & NameKind.Part) !== 0) continue;
    const listed = (nodeKinds[node]! & NameKind.Listed) === 0 ? 0 : LISTED;
    const log = unpackLog(nodeWeights[node]!) + listed;
    for (let i = start; i <= at; i++) known[i] = Math.max(known[i]!, log);
  }
}

/** ln of how often the tokens [start, end) were seen as a name, just as they are; -Infinity when never. */
export function knownAsIs(input: Omit<SearchInput, "swapsAt">, start: number, end: number): number {
  let node = 0;
  for (let at = start; at < end; at++) {
    node = childAsIs(input, node, at);
    if (node < 0) return Number.NEGATIVE_INFINITY;
  }
  const weight = input.gazetteer.tables.nodeWeights[node]!;
  return weight === 0 ? Number.NEGATIVE_INFINITY : unpackLog(weight);
}

/** The node one token further, in the token's own case, or -1. */
function childAsIs({ gazetteer, forms, tokens }: Omit<SearchInput, "swapsAt">, node: number, at: number): number {
  const form = forms[at]!;
  if (form < 0) return -1;
  const { edgeWords, firstEdges } = gazetteer.tables;
  const formEnd = gazetteer.formEnd(form);
  const edgeEnd = firstEdges[node + 1]!;
  const { text, starts, ends } = tokens;
  for (let edge = gazetteer.edgeFrom(node, form); edge < edgeEnd && edgeWords[edge]! < formEnd; edge++) {
    if (gazetteer.isWritten(edgeWords[edge]!, text, starts[at]!, ends[at]!)) return edge + 1;
  }
  return -1;
}
