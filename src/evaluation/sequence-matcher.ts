/**
 * The difference of two sequences by Ratcliff and Obershelp's rule, as Python's `difflib.SequenceMatcher(None, a, b,
 * autojunk=False)` computes it: take the longest common block (of several, the one that starts earliest in a, then
 * earliest in b), and do the same on its left and on its right. It is not a shortest edit script; we need the very
 * same blocks as the reference measure, so ties are broken exactly as there.
 */

/** `a[aStart..aEnd)` becomes `b[bStart..bEnd)`. Opcodes cover both sequences without gaps, in order. */
export interface Opcode {
  readonly tag: "equal" | "replace" | "delete" | "insert";
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/** The window a[aLow..aHigh), b[bLow..bHigh) that is still to be matched. */
interface Window {
  readonly aLow: number;
  readonly aHigh: number;
  readonly bLow: number;
  readonly bHigh: number;
}

/** Both sequences as small integers, and for each symbol the ascending places where it stands in b. */
interface Interned {
  /** Symbol of each item of a; -1 where b does not hold it. */
  readonly a: Int32Array;
  /** Places of symbol s: `places[offsets[s] .. offsets[s + 1])`. */
  readonly offsets: Int32Array;
  readonly places: Int32Array;
  /** Run lengths by place in b, shifted by one; all zero between two searches. */
  readonly rows: [Int32Array, Int32Array];
}

/** How to turn a into b, in the opcodes that Python's difflib gives. Items are compared by `===`. */
export function opcodes<T extends string | number>(a: readonly T[], b: readonly T[]): Opcode[] {
  const out: Opcode[] = [];
  let i = 0;
  let j = 0;
  for (const block of matchingBlocks(a, b)) {
    if (i < block.a || j < block.b) {
      const tag = i === block.a ? "insert" : j === block.b ? "delete" : "replace";
      out.push({ tag, aStart: i, aEnd: block.a, bStart: j, bEnd: block.b });
    }
    i = block.a + block.size;
    j = block.b + block.size;
    if (block.size > 0) out.push({ tag: "equal", aStart: block.a, aEnd: i, bStart: block.b, bEnd: j });
  }
  return out;
}

/** Common blocks in order, adjacent ones joined, closed by an empty block at both ends. */
function matchingBlocks<T extends string | number>(a: readonly T[], b: readonly T[]): Block[] {
  const interned = intern(a, b);
  const found: Block[] = [];
  const open: Window[] = [{ aLow: 0, aHigh: a.length, bLow: 0, bHigh: b.length }];
  for (let window = open.pop(); window !== undefined; window = open.pop()) {
    const block = longestMatch(interned, window);
    if (block.size === 0) continue;
    found.push(block);
    const { aLow, aHigh, bLow, bHigh } = window;
    const aNext = block.a + block.size;
    const bNext = block.b + block.size;
    if (aLow < block.a && bLow < block.b) open.push({ aLow, aHigh: block.a, bLow, bHigh: block.b });
    if (aNext < aHigh && bNext < bHigh) open.push({ aLow: aNext, aHigh, bLow: bNext, bHigh });
  }
  found.sort((x, y) => x.a - y.a);
  return [...joinAdjacent(found), { a: a.length, b: b.length, size: 0 }];
}

function joinAdjacent(blocks: readonly Block[]): Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last !== undefined && last.a + last.size === block.a && last.b + last.size === block.b) {
      out[out.length - 1] = { ...last, size: last.size + block.size };
    } else out.push(block);
  }
  return out;
}

function intern<T extends string | number>(a: readonly T[], b: readonly T[]): Interned {
  const symbols = new Map<T, number>();
  const bSymbols = Int32Array.from(b, (item) => {
    const known = symbols.get(item);
    if (known !== undefined) return known;
    symbols.set(item, symbols.size);
    return symbols.size - 1;
  });
  const offsets = new Int32Array(symbols.size + 1);
  for (const symbol of bSymbols) offsets[symbol + 1]! += 1;
  for (let s = 0; s < symbols.size; s++) offsets[s + 1]! += offsets[s]!;
  const next = offsets.slice();
  const places = new Int32Array(b.length);
  bSymbols.forEach((symbol, place) => {
    places[next[symbol]!++] = place;
  });
  const rows: [Int32Array, Int32Array] = [new Int32Array(b.length + 1), new Int32Array(b.length + 1)];
  return { a: Int32Array.from(a, (item) => symbols.get(item) ?? -1), offsets, places, rows };
}

/**
 * difflib keeps, for the last item of a, a dictionary from j to the length of the run that ends at (i, j).
 * Two arrays serve here; each row's cells are zeroed again when the row after the next is to be written.
 */
function longestMatch(interned: Interned, window: Window): Block {
  const { aLow, aHigh, bLow, bHigh } = window;
  const { a, places } = interned;
  let [previous, current] = interned.rows;
  let bestA = aLow;
  let bestB = bLow;
  let bestSize = 0;
  let [from, to] = [0, 0];
  for (let i = aLow; i < aHigh; i++) {
    const [oldFrom, oldTo] = [from, to];
    from = firstPlace(interned, a[i]!, bLow);
    to = firstPlace(interned, a[i]!, bHigh);
    for (let p = from; p < to; p++) {
      const j = places[p]!;
      const size = previous[j]! + 1;
      current[j + 1] = size;
      if (size > bestSize) {
        bestSize = size;
        bestA = i - size + 1;
        bestB = j - size + 1;
      }
    }
    for (let p = oldFrom; p < oldTo; p++) previous[places[p]! + 1] = 0;
    [previous, current] = [current, previous];
  }
  for (let p = from; p < to; p++) previous[places[p]! + 1] = 0;
  return { a: bestA, b: bestB, size: bestSize };
}

/** Index into `places` of the symbol's first place that is not before `low`; by bisection. */
function firstPlace({ offsets, places }: Interned, symbol: number, low: number): number {
  if (symbol < 0) return 0;
  let from = offsets[symbol]!;
  let to = offsets[symbol + 1]!;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (places[middle]! < low) from = middle + 1;
    else to = middle;
  }
  return from;
}
