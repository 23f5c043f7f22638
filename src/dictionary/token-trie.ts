/** What a trie is in a file; see the fields of `TokenTrie`. The root's children come as pairs, by id. */
export interface TrieArrays {
  readonly table: Int32Array;
  readonly values: Int32Array;
  readonly inner: Uint8Array<ArrayBuffer>;
  readonly firstIds: Int32Array;
  readonly firstNodes: Int32Array;
  /** Mask of the table, edges in it, nodes, values. */
  readonly counts: Int32Array;
}

/** A trie over integer ids in one open-addressing table: no object, string or allocation on look-up. */
export class TokenTrie {
  /** Triples (node, id, child) of all nodes but the root; node -1 marks a free slot. */
  private table: Int32Array = new Int32Array(3 * 1024).fill(-1);
  private mask = 1023;
  private edges = 0;
  private nodes = 1;
  /** Value of each node, or -1. */
  private values: Int32Array = new Int32Array(1024).fill(-1);
  private valueCount = 0;
  /** 1 for each node that a phrase goes on from: most end one, and need not be looked up. */
  private inner = new Uint8Array(1024);
  /** The root's children by id, or -1: every look-up begins there. */
  private firsts: Int32Array = new Int32Array(1024).fill(-1);

  /** Number of phrases. */
  get phrases(): number {
    return this.valueCount;
  }

  /** The arrays of the trie, for a file. */
  toArrays(): TrieArrays {
    const { table, values, inner, firsts } = this;
    const firstIds = Int32Array.from(firsts.keys()).filter((id) => firsts[id]! >= 0);
    return {
      table,
      values,
      inner,
      firstIds,
      firstNodes: firstIds.map((id) => firsts[id]!),
      counts: Int32Array.of(this.mask, this.edges, this.nodes, this.valueCount),
    };
  }

  /** A trie over arrays of `toArrays`, which it takes over. */
  static fromArrays({ table, values, inner, firstIds, firstNodes, counts }: TrieArrays): TokenTrie {
    const trie = new TokenTrie();
    trie.table = table;
    trie.values = values;
    trie.inner = inner;
    // The last id is the greatest.
    trie.firsts = new Int32Array(Math.max(1024, (firstIds.at(-1) ?? 0) + 1)).fill(-1);
    for (let at = 0; at < firstIds.length; at++) trie.firsts[firstIds[at]!] = firstNodes[at]!;
    [trie.mask, trie.edges, trie.nodes, trie.valueCount] = counts as unknown as [number, number, number, number];
    return trie;
  }

  /** The value of a phrase; a new phrase gets the next number from 0 on. */
  insert(ids: Int32Array): number {
    let node = 0;
    for (let i = 0; i < ids.length; i++) {
      const next = this.child(node, ids[i]!);
      node = next >= 0 ? next : this.link(node, ids[i]!);
    }
    if (this.values[node]! < 0) this.values[node] = this.valueCount++;
    return this.values[node]!;
  }

  /** The node one token further, or -1; the root is 0. */
  child(node: number, id: number): number {
    if (node === 0) return this.firsts[id] ?? -1;
    if (this.inner[node] === 0) return -1;
    const { table, mask } = this;
    for (let slot = hash(node, id) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 3;
      const owner = table[at]!;
      if (owner === -1) return -1;
      if (owner === node && table[at + 1] === id) return table[at + 2]!;
    }
  }

  /** The value of the phrase that ends at a node, or -1. */
  value(node: number): number {
    return this.values[node]!;
  }

  private link(node: number, id: number): number {
    const child = this.nodes++;
    if (child >= this.values.length) {
      const larger = new Int32Array(this.values.length * 2).fill(-1);
      larger.set(this.values);
      this.values = larger;
      const wider = new Uint8Array(larger.length);
      wider.set(this.inner);
      this.inner = wider;
    }
    this.inner[node] = 1;
    if (node === 0) this.setFirst(id, child);
    else {
      if (++this.edges * 2 > this.mask) this.grow();
      this.place(node, id, child);
    }
    return child;
  }

  private setFirst(id: number, child: number): void {
    if (id >= this.firsts.length) {
      const larger = new Int32Array(Math.max(id + 1, this.firsts.length * 2)).fill(-1);
      larger.set(this.firsts);
      this.firsts = larger;
    }
    this.firsts[id] = child;
  }

  private grow(): void {
    const old = this.table;
    this.mask = this.mask * 2 + 1;
    this.table = new Int32Array(3 * (this.mask + 1)).fill(-1);
    for (let at = 0; at < old.length; at += 3) {
      if (old[at]! >= 0) this.place(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }

  private place(node: number, id: number, child: number): void {
    let slot = hash(node, id) & this.mask;
    while (this.table[slot * 3]! !== -1) slot = (slot + 1) & this.mask;
    this.table.set([node, id, child], slot * 3);
  }
}

function hash(node: number, id: number): number {
  let h = Math.imul(node, 0x9e3779b1) ^ Math.imul(id + 1, 0x85ebca6b);
  h ^= h >>> 15;
  return Math.imul(h, 0xc2b2ae35) >>> 8;
}
