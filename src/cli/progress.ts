/** A counter that redraws itself on standard error. */
export interface Progress {
  advance(): void;
  /** Takes the counter off the line, so that a message can stand there. */
  clear(): void;
  finish(): void;
}

/**
 * Shows itself only on a terminal, when asked for, and when there is more than one thing to count; never when the
 * results go to the terminal too, where the two would run into each other.
 */
export function startProgress(wanted: boolean, total: number): Progress {
  if (!wanted || total < 2 || !process.stderr.isTTY || process.stdout.isTTY)
    return { advance() {}, clear() {}, finish() {} };
  let done = 0;
  const clear = () => void process.stderr.write("\r\u001b[K");
  return {
    advance() {
      done += 1;
      process.stderr.write(`\r\u001b[K${done} of ${total} documents`);
    },
    clear,
    finish: clear,
  };
}
