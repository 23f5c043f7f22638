/** Which facts of an original a garbled or repaired text still states, place by place. */
import { type Fact, type FactKind, factsOf } from "../dictionary/facts.js";
import { measureTokenSpans, measureTokens } from "./measure-tokens.js";
import { type Opcode, opcodes } from "./sequence-matcher.js";

/** A fact, or a word of a name. */
export interface KeptFact extends Omit<Fact, "kind"> {
  readonly kind: FactKind | "name";
}

/** A fact of the original by what became of it. */
export interface FactFate {
  readonly fact: KeptFact;
  /** Stated at its place in the garbled text. */
  readonly survived: boolean;
  /** Stated at its place in the repaired text. */
  readonly stands: boolean;
  /** Survived, and the repair took it away: a value, a negation, a name, a month or a day; of other words only if the repair
   * put another of the same list there. */
  readonly altered: boolean;
}

/** What a text states at the places of an original. */
interface Reading {
  /** For each fact of the original: is it stated there, as often as in the original? */
  readonly stated: readonly boolean[];
  /** For each: is another of the same closed list stated there, that the original does not have there? */
  readonly rivalled: readonly boolean[];
}

/** The fate of every fact of `gold`. */
export function factFates(texts: { spun: string; repaired: string; gold: string }): FactFate[] {
  const { spun, repaired, gold } = texts;
  const facts = allFacts(gold);
  const before = readAt(spun, gold, facts);
  const after = spun === repaired ? before : readAt(repaired, gold, facts);
  return facts.map((fact, at) => {
    const survived = before.stated[at]!;
    const stands = after.stated[at]!;
    const lost = survived && !stands && (isPlain(fact) || (after.rivalled[at]! && !before.rivalled[at]!));
    return { fact, survived, stands, altered: lost };
  });
}

/** A fact that has no other wording. */
function isPlain({ kind, key }: KeptFact): boolean {
  return kind === "value" || kind === "negation" || kind === "name" || /^(?:month|weekday) /.test(key);
}

/** Facts and names of `text`, by place. Negations count alike: "no idea" is "not know". */
function allFacts(text: string): KeptFact[] {
  const facts = factsOf(text).map((fact) => (fact.kind === "negation" ? { ...fact, key: "not" } : fact));
  return [...facts, ...nameWords(text)].sort((a, b) => a.start - b.start);
}

/** Capitals inside a sentence. */
const NAME = /(?<=[\p{L}\p{N},;)] )(?!I\b)\p{Lu}[\p{L}\p{M}\p{N}]+(?:[-'’]\p{Lu}\p{L}+)*/gu;

function nameWords(text: string): KeptFact[] {
  return [...text.matchAll(NAME)].map(({ 0: name, index }) => ({
    kind: "name",
    key: name,
    start: index,
    end: index + name.length,
  }));
}

function readAt(text: string, gold: string, facts: readonly KeptFact[]): Reading {
  const ops = opcodes(measureTokens(text), measureTokens(gold));
  const inText = blockFinder(ops, "aEnd", measureTokenSpans(text));
  const inGold = blockFinder(ops, "bEnd", measureTokenSpans(gold));
  const pool = new Map<string, number>();
  const groups = new Map<string, Set<string>>();
  for (const fact of allFacts(text)) {
    const block = inText(fact.start);
    const name = `${block} ${fact.kind} ${fact.key}`;
    pool.set(name, (pool.get(name) ?? 0) + 1);
    const group = `${block} ${groupOf(fact)}`;
    groups.set(group, (groups.get(group) ?? new Set()).add(fact.key));
  }
  const blocks = facts.map(({ start }) => inGold(start));
  const own = new Set(facts.map((fact, at) => `${blocks[at]} ${fact.key}`));
  const stated = facts.map(({ kind, key }, at) => {
    const name = `${blocks[at]} ${kind} ${key}`;
    const left = pool.get(name) ?? 0;
    if (left > 0) pool.set(name, left - 1);
    return left > 0;
  });
  const rivalled = facts.map((fact, at) =>
    [...(groups.get(`${blocks[at]} ${groupOf(fact)}`) ?? [])].some((key) => !own.has(`${blocks[at]} ${key}`)),
  );
  return { stated, rivalled };
}

/** The closed list that a word fact is of; its key begins with the list's name. */
function groupOf({ kind, key }: KeptFact): string {
  return `${kind} ${key.slice(0, key.lastIndexOf(" ") + 1)}`;
}

/** Finds the opcode that an offset of one side lies in. Offsets are asked for in ascending order. */
function blockFinder(
  ops: readonly Opcode[],
  side: "aEnd" | "bEnd",
  spans: readonly { readonly end: number }[],
): (offset: number) => number {
  let token = 0;
  let op = 0;
  return (offset) => {
    while (token < spans.length && spans[token]!.end <= offset) token++;
    while (op < ops.length && ops[op]![side] <= token) op++;
    return op;
  };
}
