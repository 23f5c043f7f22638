import { DictionaryError, describeProblem, type Problem } from "../../dictionary/problems.js";
import { plural } from "../../reports/summary.js";
import { builtInFiles } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { print, tell } from "../streams.js";

/** What one dictionary file gave: what is wrong with it, and how many things were looked at. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly looked: number;
}

/** How a check of dictionary files goes about one of them, and what it calls the things that it looks at. */
export interface Check {
  readonly noun: readonly [one: string, many: string];
  of(file: string): Checked;
}

/** Problems that are the command's and not the file's: the file could not be looked at. */
const UNREADABLE: ReadonlySet<string> = new Set(["missing", "directory", "kind"]);

/**
 * Checks each file, the built-in dictionaries when none is named. Problems go to standard output as file:line:col,
 * so that editors and scripts can follow them; advice does too.
 * @returns the exit code: 1 when there are problems, 2 or 3 when files could not be read.
 */
export async function checkDictionaries(files: readonly string[], check: Check): Promise<number> {
  const named = files.length > 0 ? files : builtInFiles();
  let [problems, advice, looked, unreadable] = [0, 0, 0, 0];
  for (const file of named) {
    const checked = checkOne(file, check);
    looked += checked.looked;
    for (const problem of checked.problems) {
      if (UNREADABLE.has(problem.rule)) {
        unreadable += 1;
        tell(`unspin: ${describeProblem(problem)}`);
      } else {
        if (problem.isAdvice) advice += 1;
        else problems += 1;
        await print(`${describeProblem(problem)}\n`);
      }
    }
  }
  const what = `${plural(named.length - unreadable, "file")}, ${looked} ${check.noun[looked === 1 ? 0 : 1]}`;
  tell(`${what}: ${plural(problems, "problem")}${advice === 0 ? "" : `, ${advice} with advice`}`);
  if (unreadable > 0) return unreadable === named.length ? exitCodes.usage : exitCodes.partial;
  return problems > 0 ? exitCodes.found : exitCodes.done;
}

function checkOne(file: string, check: Check): Checked {
  try {
    return check.of(file);
  } catch (error) {
    if (error instanceof DictionaryError) return { problems: error.problems, looked: 0 };
    throw error;
  }
}
