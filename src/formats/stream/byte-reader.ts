/** Pulls bytes from a source piece by piece, and hands them out in stretches that the caller measures. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #buffer: Uint8Array;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#buffer = new Uint8Array();
  }

  /** What was pulled and not taken yet. */
  get buffered(): Uint8Array {
    return this.#buffer;
  }

  /** Pulls until `count` bytes are buffered or the source ends. */
  async fill(count: number): Promise<void> {
    if (this.#buffer.length >= count || this.#ended) return;
    const pieces: Uint8Array[] = [this.#buffer];
    let length = this.#buffer.length;
    // What there is at least doubles: however small the pieces, each byte is copied a few times at most.
    const enough = Math.max(count, 2 * length);
    while (length < enough) {
      const next = await this.#source.next();
      if (next.done === true) {
        this.#ended = true;
        break;
      }
      pieces.push(next.value);
      length += next.value.length;
    }
    this.#buffer = pieces.length === 2 && pieces[0]!.length === 0 ? pieces[1]! : Buffer.concat(pieces);
  }

  /** Pulls some more; false at the end of the source. */
  async more(): Promise<boolean> {
    const before = this.#buffer.length;
    await this.fill(before + 1);
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
    return this.#ended && this.#buffer.length <= most ? this.take(this.#buffer.length) : undefined;
  }

  /** Lets the source know that nobody reads on. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
