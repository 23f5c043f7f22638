import { UnspinError } from "../errors.js";

/**
 * Where the machines of a run leave things for each other: a folder that all of them see, or a bucket. Names have "/"
 * between their parts. Whoever reads a name finds a whole object or none, however often it is written.
 */
export interface Storage {
  /** What `openStorage` takes; it holds no secret. */
  readonly address: string;
  /** Puts an object in place as one step. A file given may be moved there. */
  put(name: string, content: Uint8Array | { readonly path: string }): Promise<void>;
  /**
   * Reads an object, or bytes `start` up to, but not including, `end` of it.
   * @throws MissingObject when there is none of that name.
   */
  get(name: string, range?: { readonly start: number; readonly end: number }): Promise<AsyncIterable<Uint8Array>>;
  has(name: string): Promise<boolean>;
  /** Removes an object, if there is one. */
  remove(name: string): Promise<void>;
  close(): void;
}

export class MissingObject extends UnspinError {}

/** The storage cannot be reached or used just now; nothing is wrong with what was to be put there. */
export class StorageFailure extends UnspinError {
  constructor(address: string, error: unknown, remedy: string) {
    const what = error instanceof Error ? error.message : String(error);
    super(`${address}: the storage cannot be used (${what}). ${remedy}`);
  }
}

/** An object's bytes, to its end. */
export async function readWhole(storage: Storage, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await storage.get(name)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
