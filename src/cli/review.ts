import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, dirname, extname, join } from "node:path";
import { shownName } from "../reports/names.js";
import { FollowedLedger } from "../review/followed-ledger.js";
import type { Review } from "../review/review.js";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import type { CommonFlags } from "./flags.js";
import { printSettings, resolveSettings } from "./settings.js";
import { tell } from "./streams.js";

export interface ReviewFlags extends Pick<CommonFlags, "config" | "printConfig"> {
  readonly decisions?: string;
  readonly terminal?: true;
  /** False under `--no-open`. */
  readonly open: boolean;
  readonly port?: number;
  /** True for `--who` without a name. */
  readonly who?: string | true;
}

/** @returns the exit code. */
export async function runReview(report: string, flags: ReviewFlags): Promise<number> {
  const { decisions, ...others } = flags;
  const settings = await resolveSettings({ progress: true, ...others, ...(decisions && { decisions: [decisions] }) });
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  refuseUnfit(report, flags);
  const path = ledgerFor(report, settings.decisions);
  if (!existsSync(dirname(path))) {
    throw new Failure(
      `the ledger ${shownName(path)}: there is no such folder. Make it, or name another with --decisions.`,
    );
  }
  const who = flags.who === true ? userInfo().username : (flags.who ?? settings.who);
  const ledger = await FollowedLedger.open(path, (message) => tell(`unspin: ${message}`));
  try {
    const review: Review = { report, ledger, ...(who !== undefined && { who }) };
    if (flags.terminal) await (await import("./terminal-review/run.js")).reviewInTerminal(review);
    else await (await import("./review-page.js")).reviewInBrowser(review, flags);
  } finally {
    await ledger.close();
  }
  tell(outcome(report, ledger));
  return exitCodes.done;
}

function refuseUnfit(report: string, { terminal, port, open }: ReviewFlags): void {
  if (report === "-") {
    throw new Failure(
      "a review needs a report in a file, as its decisions are carried out on that file. Save it first.",
    );
  }
  if (!existsSync(report)) {
    throw new Failure(
      `the report ${shownName(report)}: there is no such file. Name what "unspin repair --format jsonl" or "unspin batch" wrote.`,
    );
  }
  if (terminal && (port !== undefined || !open)) {
    throw new Failure("--terminal serves no page, so --port and --no-open say nothing. Leave them out.");
  }
}

/** @throws Failure for a configuration with several ledgers, of which none is more than the others. */
function ledgerFor(report: string, decisions: readonly string[] | undefined): string {
  if (decisions === undefined) return ledgerBeside(report);
  if (decisions.length === 1) return decisions[0]!;
  throw new Failure(
    `the configuration names ${decisions.length} ledgers, and a review writes to one. Name it with --decisions.`,
  );
}

/** `clean/report.jsonl` -> `clean/report.decisions.jsonl`. */
export function ledgerBeside(report: string): string {
  return join(dirname(report), `${basename(report, extname(report))}.decisions.jsonl`);
}

function outcome(report: string, { appended, path }: FollowedLedger): string {
  if (appended === 0) return "unspin: nothing was decided.";
  const what = appended === 1 ? "1 decision was" : `${appended} decisions were`;
  const words = [report, "--decisions", path].map(quoted).join(" ");
  return `unspin: ${what} written to ${shownName(path)}. To carry them out:\n  unspin apply ${words}`;
}

function quoted(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${shownName(word).replaceAll("'", "'\\''")}'`;
}
