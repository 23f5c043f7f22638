import { documentsBlock, type PageDocument } from "../../reports/html/shape.js";
import { readJson } from "./block.js";
import type { Run } from "./run.js";

/** How many opened blocks stay open. */
const KEPT = 12;

/** Documents in full, opened when they are asked for. */
export class Documents {
  readonly #run: Run;
  readonly #firstInBlock: number[] = [];
  readonly #open = new Map<number, readonly PageDocument[]>();
  readonly #opening = new Map<number, Promise<readonly PageDocument[]>>();

  constructor(run: Run) {
    this.#run = run;
    for (const [document, block] of run.index.documents.block.entries()) this.#firstInBlock[block] ??= document;
  }

  /** The document if its block is open already. */
  peek(document: number): PageDocument | undefined {
    const block = this.#blockOf(document);
    return this.#open.get(block)?.[document - this.#firstInBlock[block]!];
  }

  async read(document: number): Promise<PageDocument> {
    const block = this.#blockOf(document);
    const opened = this.#open.get(block) ?? (await this.#openBlock(block));
    // Asked for last, so let go last.
    this.#open.delete(block);
    this.#open.set(block, opened);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= KEPT) break;
      this.#open.delete(oldest);
    }
    return opened[document - this.#firstInBlock[block]!]!;
  }

  #blockOf(document: number): number {
    return this.#run.index.documents.block[document]!;
  }

  #openBlock(block: number): Promise<readonly PageDocument[]> {
    const known = this.#opening.get(block);
    if (known) return known;
    const opening = readJson<readonly PageDocument[]>(documentsBlock(block)).finally(() => this.#opening.delete(block));
    this.#opening.set(block, opening);
    return opening;
  }
}
