import { unwatchFile, watchFile } from "node:fs";
import { open } from "node:fs/promises";
import { appendDecisions, type Decision, readLedger } from "../decisions/ledger.js";
import { UnspinError } from "../errors.js";

/** Milliseconds between two looks at the file. */
const LOOK = 1000;
const LINE_FEED = 10;

type Hears = (decisions: readonly Decision[]) => void;

/**
 * A ledger that is written and read at once: what this program appends and what others do is told to all listeners, each
 * line once and in the file's order, because it is always read back from the file.
 */
export class FollowedLedger {
  /** All that stands in the file, as far as it was read. */
  readonly decisions: Decision[] = [];
  /** How many decisions this program has appended. */
  appended = 0;
  readonly #listeners = new Set<Hears>();
  readonly #look = () => void this.#inTurn(() => this.#catchUp()).catch(() => {});
  #offset = 0;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly path: string,
    readonly note: (message: string) => void,
  ) {}

  /**
   * Reads what stands in the file; one that does not exist yet is made by the first decision. `note` hears of lines that are left out.
   * @throws UnspinError for a file that cannot be read, and for a line that is no decision, with file:line:col.
   */
  static async open(path: string, note: (message: string) => void): Promise<FollowedLedger> {
    const ledger = new FollowedLedger(path, note);
    const bytes = await bytesFrom(path, 0);
    ledger.#offset = bytes.length;
    append(ledger.decisions, await readLedger(path, note, oneChunk(bytes)));
    watchFile(path, { interval: LOOK, persistent: false }, ledger.#look);
    return ledger;
  }

  /** Calls back with what is appended from now on, until the returned function is called. */
  listen(hears: Hears): () => void {
    this.#listeners.add(hears);
    return () => this.#listeners.delete(hears);
  }

  /**
   * The decisions are on the disk when this returns.
   * @throws UnspinError when they could not be written.
   */
  async append(decisions: readonly Decision[]): Promise<void> {
    await this.#inTurn(() => appendDecisions(this.path, decisions));
    this.appended += decisions.length;
    // They are safe by now, whatever reading them back meets.
    await this.#inTurn(() => this.#catchUp()).catch(() => {});
  }

  /** Returns when all that was appended is on the disk. */
  async close(): Promise<void> {
    unwatchFile(this.path, this.#look);
    this.#listeners.clear();
    await this.#turn;
  }

  /** One after another, so that the file has the order in which decisions came. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #catchUp(): Promise<void> {
    let bytes = await bytesFrom(this.path, this.#offset);
    if (bytes === SHORTER) {
      // Someone has replaced the file: what is new in it cannot be told from what is not.
      this.decisions.length = 0;
      this.#offset = 0;
      bytes = await bytesFrom(this.path, 0);
    }
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) return;
    this.#offset += end;
    const fresh = await this.#readable(bytes.subarray(0, end));
    append(this.decisions, fresh);
    if (fresh.length > 0) for (const hears of this.#listeners) hears(fresh);
  }

  /** A line that is no decision must not hide those beside it. */
  async #readable(bytes: Buffer): Promise<readonly Decision[]> {
    try {
      return await readLedger(this.path, this.note, oneChunk(bytes));
    } catch (error) {
      if (!(error instanceof UnspinError)) throw error;
    }
    const decisions: Decision[] = [];
    for (const line of linesOf(bytes)) {
      try {
        append(decisions, await readLedger(this.path, this.note, oneChunk(line)));
      } catch (error) {
        if (!(error instanceof UnspinError)) throw error;
        this.note(`the ledger ${this.path}: a line that another program appended is no decision; it is left out`);
      }
    }
    return decisions;
  }
}

const SHORTER = Buffer.alloc(0);

/** What stands behind `offset`; nothing of a file that does not exist, `SHORTER` for one that ends before. */
async function bytesFrom(path: string, offset: number): Promise<Buffer> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      if (size < offset) return SHORTER;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    if (error.code === "ENOENT") return offset === 0 ? Buffer.alloc(0) : SHORTER;
    const why = error.code === "EISDIR" ? "it is a folder. Name a file in it" : `it cannot be read (${error.message})`;
    throw new UnspinError(`the ledger ${path}: ${why}.`);
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length;
    yield bytes.subarray(start, end);
    start = end;
  }
}

/** `push(...)` takes only so many arguments. */
function append(all: Decision[], more: readonly Decision[]): void {
  for (const one of more) all.push(one);
}
