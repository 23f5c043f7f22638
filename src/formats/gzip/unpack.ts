import { once } from "node:events";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { ByteReader } from "../stream/byte-reader.js";
import { headerLength } from "./member.js";

/** A gzip file that is broken; the message is the end of a sentence that begins with the file. */
export class BrokenGzip extends Error {
  override readonly name = "BrokenGzip";
}

/** A member as it stands in the file. */
export interface Member {
  /** Offset in the unpacked text at which it ends. */
  readonly end: number;
  /** The same in the file. */
  readonly packedEnd: number;
  readonly header: Uint8Array;
  /** All of its bytes, and zeros that follow; undefined when they were too many to keep. */
  readonly packed: Uint8Array | undefined;
}

/** Packed bytes of one member that are kept, so that an unchanged one can be written as it was. */
const MOST_KEPT = 32 << 20;

/**
 * Unpacks all members of a gzip file, one after the other, and notes them in `members` as they end. What was read of
 * the member that is under way stands in `pending`.
 */
export class GzipReader {
  readonly members: Member[] = [];
  /** Bytes of the file since the end of the last member noted; cut short when they are too many. */
  pending: Uint8Array[] = [];
  pendingIsWhole = true;
  /** Header of the member under way. */
  header: Uint8Array = new Uint8Array();
  readonly #reader: ByteReader;
  #pendingLength = 0;
  #position = 0;
  #packedPosition = 0;

  constructor(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.#reader = new ByteReader(source);
  }

  /** @throws BrokenGzip where the file is no gzip any more, or ends too early. */
  async *plain(): AsyncGenerator<Uint8Array> {
    for (;;) {
      await this.#reader.fill(1);
      if (this.#reader.buffered.length === 0) return;
      if (this.#reader.buffered[0] === 0 && this.members.length > 0) {
        await this.#padding();
        return;
      }
      yield* this.#member();
    }
  }

  /** What the file has behind the bytes that are pending. */
  async *rest(): AsyncGenerator<Uint8Array> {
    do {
      if (this.#reader.buffered.length > 0) yield this.#reader.take(this.#reader.buffered.length);
    } while (await this.#reader.more());
  }

  async *#member(): AsyncGenerator<Uint8Array> {
    let length = headerLength(this.#reader.buffered);
    while (length === 0) {
      if (!(await this.#reader.more())) throw new BrokenGzip("the file ends inside the head of a gzip member");
      length = headerLength(this.#reader.buffered);
    }
    if (length < 0) throw new BrokenGzip("there is something else than gzip behind the end of a gzip member");
    this.header = Uint8Array.from(this.#reader.buffered.subarray(0, length));
    this.#keep(this.#reader.take(length));
    let sum = 0;
    const start = this.#position;
    const whole = this.#wholeStream();
    for await (const chunk of whole === undefined ? this.#inflate() : [whole]) {
      sum = crc32(chunk, sum);
      this.#position += chunk.length;
      yield chunk;
    }
    await this.#reader.fill(8);
    const trailer = this.#reader.take(8);
    this.#keep(trailer);
    if (trailer.length < 8) throw new BrokenGzip("the gzip data is cut off before its end");
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
    if (view.getUint32(0, true) !== sum || view.getUint32(4, true) !== (this.#position - start) % 2 ** 32) {
      throw new BrokenGzip("the gzip data is damaged: its checksum is wrong");
    }
    this.#endMember();
  }

  /** The deflate stream of a short member that has been read as a whole: a crawl has many of them. */
  #wholeStream(): Uint8Array | undefined {
    const input = this.#reader.buffered;
    try {
      const given = inflateRawSync(input, { info: true, maxOutputLength: MOST_AT_ONCE });
      const { buffer, engine } = given as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
      this.#keep(this.#reader.take(engine.bytesWritten));
      return buffer;
    } catch {
      // It goes on behind what has been read, is large, or is damaged: then it is read piece by piece.
      return undefined;
    }
  }

  /** The deflate stream of one member; what is behind it stays in the reader. */
  async *#inflate(): AsyncGenerator<Uint8Array> {
    const inflate = createInflateRaw();
    const chunks: Uint8Array[] = [];
    let problem: Error | undefined;
    let ended = false;
    let wake = () => {};
    inflate.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    inflate.on("error", (error) => {
      problem = error;
      wake();
    });
    inflate.on("end", () => {
      ended = true;
    });
    try {
      while (!ended) {
        await this.#reader.fill(1);
        const input = this.#reader.buffered.subarray(0, STEP);
        if (input.length === 0) throw new BrokenGzip("the gzip data is cut off before its end");
        const before = inflate.bytesWritten;
        // Of damaged data only the event tells.
        await new Promise<void>((resolve) => {
          wake = resolve;
          inflate.write(input, () => resolve());
        });
        // "end" comes a turn after the last byte was handed over.
        if (inflate.bytesWritten - before < input.length && problem === undefined && !ended) await once(inflate, "end");
        if (problem !== undefined) throw new BrokenGzip(`the gzip data is damaged (${problem.message})`);
        this.#keep(this.#reader.take(inflate.bytesWritten - before));
        yield* chunks.splice(0);
      }
    } finally {
      inflate.destroy();
    }
  }

  /** Zeros behind the last member, as tapes and some tools leave them. */
  async #padding(): Promise<void> {
    const last = this.members.pop()!;
    let { packed } = last;
    for await (const piece of this.rest()) {
      if (piece.some((byte) => byte !== 0)) throw new BrokenGzip("there is something else than gzip behind its end");
      packed = packed === undefined ? undefined : Buffer.concat([packed, piece]);
    }
    this.members.push({ ...last, packed });
  }

  /** Bytes of the file since the end of the last member noted, all of them. */
  get pendingLength(): number {
    return this.#pendingLength;
  }

  #keep(bytes: Uint8Array): void {
    this.#pendingLength += bytes.length;
    this.#packedPosition += bytes.length;
    if (this.#pendingLength > MOST_KEPT) this.pendingIsWhole = false;
    if (this.pendingIsWhole) this.pending.push(bytes);
    else this.pending = [];
  }

  #endMember(): void {
    const packed = this.pendingIsWhole ? Buffer.concat(this.pending) : undefined;
    this.members.push({ end: this.#position, packedEnd: this.#packedPosition, header: this.header, packed });
    this.pending = [];
    this.pendingIsWhole = true;
    this.#pendingLength = 0;
  }
}

/** Unpacked bytes of a member that is unpacked in one step. */
const MOST_AT_ONCE = 1 << 20;

/** Input of one step: what it unpacks to must fit in memory, a thousandfold at most. */
const STEP = 64 << 10;
