import { existsSync } from "node:fs";
import { Ledger, readLedger } from "../../decisions/ledger.js";
import { LedgerFollower } from "../../decisions/ledger-follower.js";
import { pairCounts, type ReviewedPair } from "../../decisions/pair-counts.js";
import { pairKey } from "../../decisions/pair-key.js";
import { differences } from "../../dictionary/align.js";
import type { DecidedPair } from "../../dictionary/learn-reviewed.js";
import { unifiedDiff } from "../../reports/diff.js";
import { splitLines } from "../../reports/lines.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { writeAtomically } from "../atomic.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { readText } from "../input.js";
import { print, tell } from "../streams.js";
import { isConfirmed } from "./confirm.js";
import { reviewedSentences } from "./reviewed-sentences.js";
import { learnWithExamples } from "./tried-examples.js";

export interface LearnDecisionsFlags {
  readonly decisions: readonly string[];
  readonly report?: string;
  readonly output?: string;
  readonly id?: string;
  readonly title?: string;
  readonly yes?: true;
  readonly pairs?: readonly string[];
  readonly pages?: readonly string[];
  readonly reference?: string;
}

/** Turns reviewers' decisions into entries of a curated file: shows the change, and writes it when confirmed. @returns the exit code. */
export async function runLearnDecisions(files: readonly string[], flags: LearnDecisionsFlags): Promise<number> {
  const { output, id: family = "reviewed", title = "decided in review" } = flags;
  if (files.length > 0 || flags.pairs || flags.pages || flags.reference) {
    throw new Failure("--decisions learns from ledgers alone. Leave out files, --pairs, --pages and --reference.");
  }
  const reports = reportsOf(flags);
  const pairs = await reviewed(flags.decisions, reports);
  const isNew = output === undefined || !(await isThere(output));
  const before = isNew ? undefined : await readText(output, "dictionary");
  const file = output ?? "reviewed.yaml";
  const { text, added, changed, leftOut } = await learnWithExamples(before, pairs, { file, family, title });
  const outcome = `${plural(added, "entry").replace("entrys", "entries")} added, ${changed} changed`;
  const rest =
    leftOut === 0
      ? ""
      : `; ${plural(leftOut, "pair")} left out (only rejected, deleted or too long: the ledger itself still holds them)`;
  if (added + changed === 0) {
    tell(`${file}: nothing to learn that is not there already${rest}`);
    return exitCodes.done;
  }
  if (output === undefined) await print(text);
  else await print(lineDiff(file, before ?? "", text));
  tell(`${file}: ${outcome}${rest}`);
  if (reports.length === 0) tell(`unspin: ${NO_EXAMPLES}`);
  if (output === undefined) return exitCodes.done;
  if (!(flags.yes || (await isConfirmed(`Write this to ${output}?`)))) {
    tell(`unspin: nothing was written. To write it, add --yes.`);
    return exitCodes.done;
  }
  await writeAtomically(output, text);
  return exitCodes.done;
}

/** What the ledgers say of each pair, with the sentences that the reports have of it. */
async function reviewed(decisions: readonly string[], reports: readonly string[]): Promise<DecidedPair[]> {
  const ledgers = [];
  for (const path of decisions) ledgers.push(await readLedger(path, (note) => tell(`unspin: ${note}`)));
  const ledger = Ledger.of(ledgers.flat());
  const { repairs, keeps } = await reviewedSentences(reports, new LedgerFollower(ledger));
  return pairCounts(ledger).map(({ was, now, accepted, rejected }: ReviewedPair) => {
    const key = pairKey(was, now);
    return {
      spun: was,
      original: now,
      accepted,
      rejected,
      repairs: repairs.get(key) ?? [],
      keeps: keeps.get(key) ?? [],
    };
  });
}

/** The report that was reviewed: as named, or the one beside which `unspin review` began each ledger. */
function reportsOf({ decisions, report }: LearnDecisionsFlags): string[] {
  if (report !== undefined) return [report];
  const found = decisions.flatMap((path) => {
    const stem = /^(.*)\.decisions\.jsonl$/s.exec(path)?.[1];
    const beside = stem === undefined ? [] : [`${stem}.jsonl`, `${stem}.json`];
    return beside.filter((name) => existsSync(name)).slice(0, 1);
  });
  for (const name of found) tell(`unspin: examples come from ${shownName(name)}, which was reviewed`);
  return found;
}

const NO_EXAMPLES =
  "the entries have no examples. With --report REPORT, the report that was reviewed, its sentences become examples.";

async function isThere(path: string): Promise<boolean> {
  const { stat } = await import("node:fs/promises");
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** More lines than that are hardly a review's: then the whole file is shown as new. */
const MOST_CHANGES = 20_000;

function lineDiff(name: string, before: string, after: string): string {
  const [a, b] = [splitLines(before), splitLines(after)];
  const ids = new Map<string, number>();
  const idOf = (line: string) => {
    const id = ids.get(line) ?? ids.size;
    ids.set(line, id);
    return id;
  };
  const whole = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length }];
  const blocks = differences(a.map(idOf), b.map(idOf), MOST_CHANGES) ?? whole;
  const starts = [0];
  for (const line of a) starts.push(starts.at(-1)! + line.length);
  const edits = blocks.map(({ aStart, aEnd, bStart, bEnd }) => ({
    start: starts[aStart]!,
    end: starts[aEnd]!,
    now: b.slice(bStart, bEnd).join(""),
  }));
  return unifiedDiff(name, before, edits);
}
