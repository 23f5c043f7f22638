/** What a user would otherwise run on the same text: the same table as rules of textlint and prh, and a grammar checker. */
import { TextlintKernel, type TextlintKernelOptions } from "@textlint/kernel";
import textPlugin from "@textlint/textlint-plugin-text";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";
import prhRule from "textlint-rule-prh";
import { stringify } from "yaml";
import type { Substitution } from "../dictionary/family.js";
import type { BenchText, StageTime } from "./bench-stages.js";
import { type Spread, spreadOf } from "./repeated.js";

/** Peers are slow: what one of them takes for more text than this is only a matter of patience. */
const MOST_DOCUMENTS = 8;
const RUNS = 3;

/** Times the peers on the first documents of a pile; each has read its rules, and the first document, before. */
export async function timePeers(text: BenchText, table: readonly Substitution[]): Promise<StageTime[]> {
  const some = firstDocuments(text);
  return [
    await timePeer(`textlint + prh, the same table: ${count(table)} rules`, some, prhOf(table)),
    await timePeer("harper.js, its own rules", some, await harper()),
  ];
}

type Peer = (document: string) => Promise<unknown>;

function firstDocuments({ name, documents, words }: BenchText): BenchText {
  const kept = documents.slice(0, MOST_DOCUMENTS);
  const [all, part] = [documents, kept].map((list) => list.reduce((sum, { length }) => sum + length, 0));
  const bytes = kept.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
  return { name, documents: kept, words: Math.round((words * part!) / all!), bytes };
}

async function timePeer(stage: string, text: BenchText, treat: Peer): Promise<StageTime> {
  await treat(text.documents[0]!);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    for (const document of text.documents) await treat(document);
    times.push(performance.now() - start);
  }
  const time: Spread = spreadOf(times);
  return { stage, text, time };
}

/** Rewrites every spun phrase of the table as prh's rules do: the most frequent original of each. */
function prhOf(table: readonly Substitution[]): Peer {
  const kernel = new TextlintKernel();
  const options: TextlintKernelOptions = {
    filePath: "document.txt",
    ext: ".txt",
    plugins: [{ pluginId: "text", plugin: textPlugin.default }],
    rules: [{ ruleId: "prh", rule: prhRule.default, options: { ruleContents: [prhRules(table)] } }],
  };
  return (document) => kernel.fixText(document, options);
}

/** What has a meaning in prh's regular expressions; its own escaping of plain words stumbles over hyphens. */
const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

function prhRules(table: readonly Substitution[]): string {
  const rules = [...originals(table)].map(([spun, expected]) => ({
    expected,
    pattern: `/\\b${spun.replace(SYNTAX, "\\$&")}\\b/`,
  }));
  return stringify({ version: 1, rules });
}

function originals(table: readonly Substitution[]): ReadonlyMap<string, string> {
  const best = new Map<string, { readonly original: string; readonly count: number }>();
  for (const { spun, original, count } of table) {
    const before = best.get(spun);
    if (before === undefined || before.count < count) best.set(spun, { original, count });
  }
  return new Map([...best].map(([spun, { original }]) => [spun, original]));
}

function count(table: readonly Substitution[]): string {
  return originals(table).size.toLocaleString("en-US");
}

async function harper(): Promise<Peer> {
  const linter = new LocalLinter({ binary });
  await linter.setup();
  return (document) => linter.lint(document, { language: "plaintext" });
}
