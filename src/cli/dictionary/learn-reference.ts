import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { learnFamily, type ParallelText } from "../../dictionary/learn.js";
import { type Engine, openEngine } from "../../engine.js";
import { sourcePassages } from "../../learning/source-passages.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { interruptible } from "../interrupt.js";
import { preparedFor } from "../prepared.js";
import { type Progress, startProgress } from "../progress.js";
import { shownStore, storeName } from "../shown-store.js";
import { tell } from "../streams.js";
import { commandLine, type LearnFlags, learnOptions } from "./learn-options.js";
import { type Page, pageFiles, readPages } from "./pages.js";
import { saveTable } from "./table.js";

/** Places shown with each pair. */
const EXAMPLES = 2;
/** Documents without a source that are named. */
const MOST_NAMED = 10;

/** Learns a family's table from garbled documents whose originals are in a reference corpus. @returns the exit code. */
export async function runLearnReference(flags: LearnFlags, db: string, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    throw new Failure(
      `--reference ${shownStore(db)}: there is no document to learn from. Name garbled ones after it: text files, JSONL files with "spun" or "text", or folders of such files.`,
    );
  }
  const { files, passedOver } = pageFiles(paths);
  const found = await matchAll(db, files, flags.progress);
  const { texts } = found;
  if (texts.length === 0) throw new Failure(nothingFound(found, db));
  const options = await learnOptions(flags, texts);
  const { family, lines, explained } = learnFamily(texts, { ...options, examples: EXAMPLES });
  const { substitutions } = family;
  if (substitutions.length === 0) {
    throw new Failure(
      `${pathsOf(paths)}: no swap was seen often enough. Give more documents, or a lower --minimum-count.`,
    );
  }
  const inputs = [`--reference ${storeName(db)}`, ...paths.map((path) => shownName(basename(path)))];
  const beside = [`articles of ${storeName(db)}`];
  await saveTable(flags, { substitutions, inputs: files, beside, madeBy: commandLine(flags, inputs) });
  tell(
    `${plural(substitutions.length, "pair")} from ${plural(lines, "passage")} of ${plural(texts.length, "document")} with a source in ` +
      `${shownStore(db)}; they explain ${(explained * 100).toFixed(1)} % of the changed words`,
  );
  tellLeft(found, db, passedOver);
  return exitCodes.done;
}

/** What became of the documents. */
interface Matched {
  /** Each beside its source. */
  readonly texts: readonly ParallelText[];
  /** Names of those that have no source in the store. */
  readonly sourceless: readonly string[];
  /** How many have a source, and show no tool at work. */
  readonly clean: number;
}

async function matchAll(db: string, files: readonly string[], showProgress: boolean): Promise<Matched> {
  const engine = await openEngine({ reference: db });
  const progress = startProgress(showProgress, files.length);
  const texts: ParallelText[] = [];
  const sourceless: string[] = [];
  let clean = 0;
  try {
    for (const file of files) {
      for (const page of await readPages(file)) {
        const parallel = await match(engine, page);
        if (parallel === "sourceless") sourceless.push(page.name);
        else if (parallel === "clean") clean += 1;
        else texts.push(parallel);
        // Reading never waits, so without a pause here Ctrl-C would be heard only at the end.
        await setImmediate();
      }
      progress.advance();
    }
  } finally {
    finish(progress, engine);
  }
  return { texts, sourceless, clean };
}

async function match(engine: Engine, { text }: Page): Promise<ReturnType<typeof sourcePassages>> {
  const prepared = await preparedFor(engine, text);
  return sourcePassages(
    text,
    interruptible(text.length, () => engine.repair(text, prepared)),
  );
}

function finish(progress: Progress, engine: Engine): void {
  progress.finish();
  engine.close();
}

function nothingFound({ clean }: Matched, db: string): string {
  const name = shownStore(db);
  if (clean > 0) {
    return `${name}: holds the source of ${plural(clean, "document")}, none of which a tool has garbled. Name garbled ones.`;
  }
  return `${name}: holds the source of no document named. Add their originals: unspin reference add ${name} FILE...`;
}

function tellLeft({ sourceless, clean }: Matched, db: string, passedOver: number): void {
  if (sourceless.length > 0) {
    const named = sourceless.slice(0, MOST_NAMED).join(", ");
    const more = sourceless.length > MOST_NAMED ? ` and ${sourceless.length - MOST_NAMED} more` : "";
    tell(`${plural(sourceless.length, "document")} without a source in ${shownStore(db)}: ${named}${more}`);
  }
  if (clean > 0) tell(`${plural(clean, "document")} left out: with a source, but not garbled by a tool`);
  if (passedOver > 0) tell(`${plural(passedOver, "file")} passed over: neither .txt, .md nor .jsonl`);
}

function pathsOf(paths: readonly string[]): string {
  return paths.map(shownName).join(", ");
}
