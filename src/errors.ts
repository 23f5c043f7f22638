/**
 * An error that a user can act on: the message says what failed, where (file:line:col when there
 * is one), why, and what to do next. Everything else that is thrown is a defect of unspin.
 */
export class UnspinError extends Error {
  override readonly name = "UnspinError";
}
