/** Pulls bytes from a source piece by piece, and hands them out in stretches that the caller measures. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #buffer: Uint8Array;
  #ended = false;
  #problem: { readonly error: unknown } | undefined;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#buffer = new Uint8Array();
  }

  /** What was pulled and not taken yet. */
  get buffered(): Uint8Array {
    return this.#buffer;
  }

  /**
   * Pulls until `count` bytes are buffered or the source ends. When the source fails, what came before is handed out
   * first: its error is thrown when nothing is left of that. Who takes less than `count` for the end must ask `more`.
   */
  async fill(count: number): Promise<void> {
    if (this.#buffer.length >= count || this.#ended) return;
    if (this.#problem !== undefined) {
      if (this.#buffer.length === 0) throw this.#problem.error;
      return;
    }
    const pieces: Uint8Array[] = [this.#buffer];
    let length = this.#buffer.length;
    // What there is at least doubles: however small the pieces, each byte is copied a few times at most.
    const enough = Math.max(count, 2 * length);
    while (length < enough) {
      const next = await this.#pull();
      if (next === undefined) break;
      pieces.push(next);
      length += next.length;
    }
    this.#buffer = pieces.length === 2 && pieces[0]!.length === 0 ? pieces[1]! : Buffer.concat(pieces);
  }

  async #pull(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#source.next();
      if (next.done !== true) return next.value;
      this.#ended = true;
    } catch (error) {
      this.#problem = { error };
    }
    return undefined;
  }

  /** Pulls some more; false at the end of the source. */
  async more(): Promise<boolean> {
    const before = this.#buffer.length;
    await this.fill(before + 1);
    if (this.#buffer.length === before && this.#problem !== undefined) throw this.#problem.error;
    return this.#buffer.length > before;
  }

  /** Takes up to `count` of the buffered bytes. */
  take(count: number): Uint8Array {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(taken.length);
    return taken;
  }

  /** The rest of the source, up to a limit; undefined when there is more than that. */
  async rest(most: number): Promise<Uint8Array | undefined> {
    await this.fill(most + 1);
    if (this.#problem !== undefined) throw this.#problem.error;
    return this.#ended && this.#buffer.length <= most ? this.take(this.#buffer.length) : undefined;
  }

  /** Lets the source know that nobody reads on. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
