/** Numbers of a column put together by a key: who is in each group, in order. Linear in time and space. */
export class Groups {
  readonly count: number;
  readonly #of: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #members: Uint32Array;

  /** Member i belongs to the group `keys[column[i]]`. */
  constructor(column: Uint32Array, keys: Uint32Array) {
    this.#of = column.map((value) => keys[value]!);
    this.count = keys.reduce((most, key) => Math.max(most, key + 1), 0);
    this.#starts = new Uint32Array(this.count + 1);
    for (const group of this.#of) this.#starts[group + 1]! += 1;
    for (let group = 0; group < this.count; group++) this.#starts[group + 1]! += this.#starts[group]!;
    const next = this.#starts.slice();
    this.#members = new Uint32Array(column.length);
    for (let i = 0; i < column.length; i++) this.#members[next[this.#of[i]!]!++] = i;
  }

  groupOf(member: number): number {
    return this.#of[member]!;
  }

  members(group: number): Uint32Array {
    return this.#members.subarray(this.#starts[group]!, this.#starts[group + 1]!);
  }

  size(group: number): number {
    return this.#starts[group + 1]! - this.#starts[group]!;
  }
}
