import { UnspinError } from "../errors.js";
import { exitCodes } from "./exit-codes.js";

/** A problem of the command line's own, with the exit code that it asks for. */
export class Failure extends UnspinError {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.usage,
  ) {
    super(message);
  }
}

/** The system's error code ("ENOENT"), or undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** What to tell the user. Defects of unspin show their stack, so that a report of them is of use. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UnspinError || systemCode(error) !== undefined) return error.message;
  return `this is a defect of unspin, please report it: ${error.stack ?? error.message}`;
}
