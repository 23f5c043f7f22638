/** A stretch where two token sequences differ: a[aStart..aEnd) stands where b[bStart..bEnd) does. */
export interface Block {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * The differing stretches of two sequences by a shortest edit script: E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986), the greedy form with a stored trace; O((N + M) D) time. Returns null when more than
 * `maxEdits` insertions and deletions would be needed: the texts are not versions of each other.
 */
export function differences(a: ArrayLike<number>, b: ArrayLike<number>, maxEdits: number): Block[] | null {
  const trace: Int32Array[] = [];
  const limit = Math.min(maxEdits, a.length + b.length);
  const size = 2 * limit + 3;
  const middle = limit + 1;
  const furthest = new Int32Array(size);
  for (let d = 0; d <= limit; d++) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[middle + k - 1]! < furthest[middle + k + 1]!);
      let x = down ? furthest[middle + k + 1]! : furthest[middle + k - 1]! + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      furthest[middle + k] = x;
      if (x >= a.length && y >= b.length) return blocksOf(trace, d, a.length, b.length);
    }
    trace.push(furthest.slice(middle - d - 1, middle + d + 2));
  }
  return null;
}

/** Walks the trace back and joins neighbouring insertions and deletions into blocks. */
function blocksOf(trace: readonly Int32Array[], edits: number, aLength: number, bLength: number): Block[] {
  const steps: { x: number; y: number; inserted: boolean }[] = [];
  let x = aLength;
  let y = bLength;
  for (let d = edits; d > 0; d--) {
    const before = trace[d - 1]!;
    const at = (k: number) => before[k + d] ?? -1;
    const k = x - y;
    const inserted = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromK = inserted ? k + 1 : k - 1;
    x = at(fromK);
    y = x - fromK;
    steps.push({ x, y, inserted });
  }
  const blocks: { aStart: number; aEnd: number; bStart: number; bEnd: number }[] = [];
  for (let s = steps.length - 1; s >= 0; s--) {
    const step = steps[s]!;
    const aEnd = step.inserted ? step.x : step.x + 1;
    const bEnd = step.inserted ? step.y + 1 : step.y;
    const last = blocks[blocks.length - 1];
    if (last && last.aEnd === step.x && last.bEnd === step.y) {
      last.aEnd = aEnd;
      last.bEnd = bEnd;
    } else blocks.push({ aStart: step.x, aEnd, bStart: step.y, bEnd });
  }
  return blocks;
}
