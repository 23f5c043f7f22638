/**
 * Modified Kneser-Ney smoothing, interpolated: S. F. Chen and J. Goodman, "An Empirical Study of Smoothing
 * Techniques for Language Modeling" (1999), section 3; symbols as there.
 */

/** Discounts for counts 1, 2 and 3 or more. */
export interface Discounts {
  readonly d1: number;
  readonly d2: number;
  readonly d3: number;
}

/** How many n-grams of one order have a count of 1, 2, 3 and 4. */
export class CountsOfCounts {
  private readonly n = new Float64Array(5);

  add(count: number): void {
    if (count <= 4) this.n[count]!++;
  }

  /**
   * D_k = k - (k + 1) Y n_{k+1} / n_k with Y = n_1 / (n_1 + 2 n_2). Where a tiny corpus leaves a class empty or the estimate
   * falls outside (0, k], the absolute discount Y (or 1/2) stands in.
   */
  discounts(): Discounts {
    const [, n1, n2, n3, n4] = this.n as unknown as [number, number, number, number, number];
    const y = n1 > 0 && n2 > 0 ? n1 / (n1 + 2 * n2) : 0.5;
    const usable = (k: number, here: number, next: number) => {
      const d = here > 0 && next > 0 ? k - ((k + 1) * y * next) / here : y;
      return d > 0 && d <= k ? d : y;
    };
    return { d1: usable(1, n1, n2), d2: usable(2, n2, n3), d3: usable(3, n3, n4) };
  }
}

export function discountOf(discounts: Discounts, count: number): number {
  if (count >= 3) return discounts.d3;
  return count === 2 ? discounts.d2 : discounts.d1;
}

/** Bigram key; word ids are below 65,536. */
export function bigramKey(v: number, w: number): number {
  return v * 0x10000 + w;
}

/** Trigram key: 48 bits, exact in a double. */
export function trigramKey(u: number, v: number, w: number): number {
  return (u * 0x10000 + v) * 0x10000 + w;
}
