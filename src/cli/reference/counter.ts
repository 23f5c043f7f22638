/** One line on standard error that redraws itself. */
export interface Counter {
  show(text: string): void;
  /** Takes the line away, so that a message can stand there. */
  clear(): void;
}

/** Shows itself only when asked for, and only on a terminal. */
export function startCounter(wanted: boolean): Counter {
  if (!wanted || !process.stderr.isTTY) return { show() {}, clear() {} };
  return {
    show: (text) => void process.stderr.write(`\r\u001b[K${text}`),
    clear: () => void process.stderr.write("\r\u001b[K"),
  };
}
