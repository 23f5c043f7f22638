import type { Decision } from "../../decisions/ledger.js";
import type { FollowedLedger } from "../../review/followed-ledger.js";
import { exitCodes } from "../exit-codes.js";
import { Failure, messageOf } from "../failure.js";

/** Writes decisions as they fall; those that could not be written are tried again with the next. */
export class Saver {
  #unsaved: Decision[] = [];
  #writing: Promise<void> = Promise.resolve();
  #hears: (trouble: string) => void = () => {};

  constructor(private readonly ledger: FollowedLedger) {}

  /** Calls back with why decisions are not written, or with nothing when all are. */
  onChange(hears: (trouble: string) => void): void {
    this.#hears = hears;
  }

  keep(decisions: readonly Decision[]): void {
    for (const decision of decisions) this.#unsaved.push(decision);
    this.#writing = this.#writing
      .then(() => this.#write())
      .then(
        () => this.#hears(""),
        (error: unknown) => this.#hears(`NOT SAVED: ${messageOf(error)}`),
      );
  }

  /** @throws Failure when decisions are lost. */
  async end(): Promise<void> {
    this.#hears = () => {};
    await this.#writing;
    try {
      await this.#write();
    } catch (error) {
      const { length } = this.#unsaved;
      const what = length === 1 ? "1 decision" : `${length} decisions`;
      throw new Failure(`${what} could not be written: ${messageOf(error)}`, exitCodes.partial);
    }
  }

  async #write(): Promise<void> {
    const batch = this.#unsaved.slice();
    if (batch.length === 0) return;
    await this.ledger.append(batch);
    this.#unsaved = this.#unsaved.slice(batch.length);
  }
}
