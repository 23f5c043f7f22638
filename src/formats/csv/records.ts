import type { Dialect } from "./dialect.js";

const QUOTE = 0x22;

/** In a cell: before its first character, in one without quotes, inside quotes, behind a quote that may close it. */
type State = "start" | "bare" | "quoted" | "closed";

/**
 * Finds where the records of a table end: at a line end outside quotes. Keeps its place, so that more bytes of an
 * unfinished record can follow.
 */
export class RecordEnds {
  readonly #delimiter: number;
  readonly #quotes: boolean;
  readonly #lineEnd: number;
  #state: State = "start";

  constructor({ delimiter, quotes, lineEnd }: Dialect) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quotes = quotes;
    this.#lineEnd = lineEnd.charCodeAt(0);
  }

  /** Goes on from `at`, in ASCII and whatever else; the offset behind the line end, or -1 with all gone through. */
  next(view: Uint8Array, at: number): number {
    if (!this.#quotes) return view.indexOf(this.#lineEnd, at) + 1 || -1;
    for (let i = at; i < view.length; i++) {
      if (this.#state === "quoted") {
        i = view.indexOf(QUOTE, i);
        if (i < 0) return -1;
        this.#state = "closed";
        continue;
      }
      const byte = view[i]!;
      if (byte === this.#lineEnd) {
        this.#state = "start";
        return i + 1;
      }
      if (byte === QUOTE && this.#state !== "bare") this.#state = "quoted";
      else this.#state = byte === this.#delimiter ? "start" : "bare";
    }
    return -1;
  }
}
