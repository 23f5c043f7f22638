/** What is wrong with a dictionary file, where, and what to do about it. */
import { UnspinError } from "../errors.js";

export interface Problem {
  readonly file: string;
  /** 1-based, as editors count; 0 when there is no text to point into. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Stable name of the rule that was broken: "shape", "unsorted", "cycle". */
  readonly rule: string;
  /** A sentence for the person at the keyboard: what, why, what to do next. */
  readonly message: string;
  /** Worth knowing, but no mistake: the check passes. */
  readonly isAdvice?: true;
}

/** `dictionaries/b.yaml:41:5: …`, the form that editors make clickable. */
export function describeProblem(problem: Problem): string {
  const place = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  return `${place}: ${problem.isAdvice ? "advice: " : ""}${problem.message}`;
}

/** Reading stopped: the file does not say a family. Holds every problem found, not only the first. */
export class DictionaryError extends UnspinError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join("\n"));
    this.problems = problems;
  }
}

/** A problem with a file as a whole, shown at its first character. */
export function fileProblem(file: string, rule: string, message: string): Problem {
  return { file, line: 1, column: 1, rule, message };
}
