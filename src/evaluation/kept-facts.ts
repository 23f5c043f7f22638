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
}

/** The fate of every fact of `gold`. A fact that survived and does not stand was altered by the repair. */
export function factFates(texts: { spun: string; repaired: string; gold: string }): FactFate[] {
  const { spun, repaired, gold } = texts;
  const facts = allFacts(gold);
  const survived = statedIn(spun, gold, facts);
  const stands = spun === repaired ? survived : statedIn(repaired, gold, facts);
  return facts.map((fact, at) => ({ fact, survived: survived[at]!, stands: stands[at]! }));
}

/** Facts and names of `text`, by place. */
function allFacts(text: string): KeptFact[] {
  return [...factsOf(text), ...nameWords(text)].sort((a, b) => a.start - b.start);
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

/** For each fact of `gold`: does the part of `text` that stands for its place state it, as often as the original does? */
function statedIn(text: string, gold: string, facts: readonly KeptFact[]): boolean[] {
  const ops = opcodes(measureTokens(text), measureTokens(gold));
  const blockOf = (side: "a" | "b", from: string) => blocks(ops, side, measureTokenSpans(from));
  const inText = blockOf("a", text);
  const inGold = blockOf("b", gold);
  const pool = new Map<string, number>();
  for (const { kind, key, start } of allFacts(text)) {
    const name = `${inText(start)} ${kind} ${key}`;
    pool.set(name, (pool.get(name) ?? 0) + 1);
  }
  return facts.map(({ kind, key, start }) => {
    const name = `${inGold(start)} ${kind} ${key}`;
    const left = pool.get(name) ?? 0;
    if (left > 0) pool.set(name, left - 1);
    return left > 0;
  });
}

/** The number of the opcode that an offset of one side lies in. Offsets are asked for in ascending order. */
function blocks(
  ops: readonly Opcode[],
  side: "a" | "b",
  spans: readonly { readonly end: number }[],
): (offset: number) => number {
  let token = 0;
  let op = 0;
  return (offset) => {
    while (token < spans.length && spans[token]!.end <= offset) token++;
    while (op < ops.length && ops[op]![side === "a" ? "aEnd" : "bEnd"] <= token) op++;
    return op;
  };
}
