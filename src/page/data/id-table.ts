const NONE = -1;

/** From a fingerprint to the edits that have it, and back. The same words in the same place share one. */
export class IdTable {
  readonly #halves: Uint32Array;
  readonly #others: Readonly<Record<number, string>>;
  readonly #byOther = new Map<string, number[]>();
  readonly #heads: Int32Array;
  readonly #next: Int32Array;

  constructor(halves: Uint32Array, others: Readonly<Record<number, string>>) {
    this.#halves = halves;
    this.#others = others;
    const count = halves.length / 2;
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(count + 2))).fill(NONE);
    this.#next = new Int32Array(count).fill(NONE);
    // Backwards, so that a chain gives its edits in their order.
    for (let edit = count - 1; edit >= 0; edit--) {
      const other = others[edit];
      if (other === undefined) this.#chain(edit);
      else this.#byOther.set(other, [edit, ...(this.#byOther.get(other) ?? [])]);
    }
  }

  of(edit: number): string {
    return this.#others[edit] ?? hex(this.#halves[edit * 2]!) + hex(this.#halves[edit * 2 + 1]!);
  }

  edits(id: string): number[] {
    if (!/^[0-9a-f]{16}$/.test(id)) return this.#byOther.get(id) ?? [];
    const high = Number.parseInt(id.slice(0, 8), 16);
    const low = Number.parseInt(id.slice(8), 16);
    const found: number[] = [];
    for (let edit = this.#heads[this.#slot(high, low)]!; edit !== NONE; edit = this.#next[edit]!) {
      if (this.#halves[edit * 2] === high && this.#halves[edit * 2 + 1] === low) found.push(edit);
    }
    return found;
  }

  #chain(edit: number): void {
    const slot = this.#slot(this.#halves[edit * 2]!, this.#halves[edit * 2 + 1]!);
    this.#next[edit] = this.#heads[slot]!;
    this.#heads[slot] = edit;
  }

  #slot(high: number, low: number): number {
    return (high ^ low) & (this.#heads.length - 1);
  }
}

function hex(half: number): string {
  return half.toString(16).padStart(8, "0");
}
