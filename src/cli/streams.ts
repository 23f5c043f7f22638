import { exitCodes } from "./exit-codes.js";
import { Failure, systemCode } from "./failure.js";

/** Whoever read our output has gone (`unspin ... | head`): no error, but no reason to go on either. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** Standard output is full or broken. It would be so for every further document, so the run ends. */
export class OutputFailure extends Failure {
  constructor(reason: string) {
    super(`standard output: ${reason}. The output so far is incomplete.`, exitCodes.partial);
  }
}

/**
 * Writes to standard output and waits until the reader has taken it, so that memory stays bounded.
 * @throws ClosedPipe when the reader has gone; OutputFailure when the device is full or broken.
 */
export function print(text: string | Uint8Array): Promise<void> {
  if (text.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(outputError(error)) : resolve()));
  });
}

/** One message on standard error, where summaries and problems go. */
export function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Without a listener, a reader that leaves would end the program with a stack trace. Errors reach `print` anyway. */
export function guardStandardStreams(): void {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

function outputError(error: Error): Error {
  const code = systemCode(error);
  if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return new ClosedPipe();
  return new OutputFailure(error.message);
}
