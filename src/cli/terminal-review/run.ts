import type { Decision } from "../../decisions/ledger.js";
import { inputOf, readReport } from "../../report-file.js";
import type { RepairResult } from "../../result.js";
import type { Review } from "../../review/review.js";
import { ReviewSession } from "../../review/session.js";
import { Failure } from "../failure.js";
import { tell } from "../streams.js";
import { TerminalDesk } from "./desk.js";
import { press } from "./keys.js";
import { Saver } from "./saver.js";
import { Screen } from "./screen.js";
import { viewOf } from "./view.js";

/**
 * Reviews in this terminal until the reader ends it.
 * @throws Failure where there is no terminal, and when decisions could not be written.
 */
export async function reviewInTerminal({ report, ledger, who }: Review): Promise<void> {
  refuseWithoutTerminal();
  const session = new ReviewSession(await editedResults(report), {
    ...(who !== undefined && { who }),
    now: strictClock(),
  });
  if (session.edits.length === 0) {
    tell("unspin: the report has no edits, so there is nothing to decide.");
    return;
  }
  session.add(ledger.decisions);
  const saver = new Saver(ledger);
  await onScreen(session, saver, (hears) => ledger.listen(hears));
  await saver.end();
}

function refuseWithoutTerminal(): void {
  const { TERM } = process.env;
  if (process.stdin.isTTY && process.stdout.isTTY && TERM !== "dumb") return;
  throw new Failure(
    "--terminal needs a terminal for its keys and its screen, and this is none. " +
      "Run it in one, without a pipe, or leave --terminal out and review in a browser.",
  );
}

/** Those with edits, each checked. */
async function editedResults(report: string): Promise<readonly RepairResult[]> {
  const results: RepairResult[] = [];
  for await (const { result } of readReport(report)) {
    if (result.edits.length === 0) continue;
    inputOf(result);
    results.push(result);
  }
  return results;
}

/** The time, never the same twice. */
function strictClock(): () => string {
  let last = 0;
  return () => {
    last = Math.max(Date.now(), last + 1);
    return new Date(last).toISOString();
  };
}

type Listen = (hears: (decisions: readonly Decision[]) => void) => () => void;

async function onScreen(session: ReviewSession, saver: Saver, listen: Listen): Promise<void> {
  const { NO_COLOR } = process.env;
  const screen = new Screen(!NO_COLOR);
  const inputInHand = inputsOf(session);
  const desk = new TerminalDesk(session, (records) => saver.keep(records));
  const show = () => screen.show(viewOf(desk, inputInHand(desk.index), screen.size));
  try {
    await new Promise<void>((end, fail) => {
      const guarded = (work: () => void) => () => {
        try {
          work();
          if (desk.done) end();
          else show();
        } catch (error) {
          fail(error);
        }
      };
      screen.onKey((key) => guarded(() => press(desk, key))());
      screen.onResize(guarded(() => {}));
      saver.onChange((trouble) => guarded(() => Object.assign(desk, { trouble }))());
      listen((decisions) => guarded(() => session.add(decisions))());
      for (const signal of ["SIGTERM", "SIGHUP"] as const) process.once(signal, () => end());
      show();
    });
  } finally {
    await screen.close();
  }
}

/** The text that an edit stands in; made once while its document stays in hand. */
function inputsOf(session: ReviewSession): (index: number) => string {
  let last: { readonly result: RepairResult; readonly input: string } | undefined;
  return (index) => {
    const { result } = session.edits[index]!;
    if (last?.result !== result) last = { result, input: inputOf(result) };
    return last.input;
  };
}
