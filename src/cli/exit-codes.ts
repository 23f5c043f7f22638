/** What the shell is told. The README's table lists the same; every row has a test. */
export const exitCodes = {
  /** The run did what was asked, or `--check` found nothing. */
  done: 0,
  /** `--check`, `dictionary lint` or `dictionary test` found something. */
  found: 1,
  /** Usage or configuration; also when no input at all could be read. Nothing was written. */
  usage: 2,
  /** The run finished, but some input failed. */
  partial: 3,
  /** Interrupted by the user. */
  interrupted: 130,
} as const;
