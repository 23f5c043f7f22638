/** An article's number with its score. */
export interface Scored {
  readonly number: number;
  readonly score: number;
}

/** Sums of articles' scores; made once, since a store of a million articles needs megabytes for it. */
export class Scoreboard {
  private scores = new Float64Array(1024);
  private touched: number[] = [];

  add(numbers: readonly number[], score: number): void {
    this.reserve(numbers.at(-1) ?? 0);
    const { scores, touched } = this;
    for (const number of numbers) {
      if (scores[number] === 0) touched.push(number);
      scores[number]! += score;
    }
  }

  /** The best articles, the best first and of equals the older one. */
  best(most: number): readonly Scored[] {
    const best: Scored[] = [];
    for (const number of this.touched) insert(best, { number, score: this.scores[number]! }, most);
    return best;
  }

  clear(): void {
    for (const number of this.touched) this.scores[number] = 0;
    this.touched = [];
  }

  private reserve(last: number): void {
    if (last < this.scores.length) return;
    const scores = new Float64Array(Math.max(last + 1, this.scores.length * 2));
    scores.set(this.scores);
    this.scores = scores;
  }
}

/** Keeps at most so many, sorted. Few of many come in, so the shifting costs less than a heap's order would. */
function insert(best: Scored[], scored: Scored, most: number): void {
  if (best.length >= most && (most <= 0 || !isBetter(scored, best[best.length - 1]!))) return;
  let at = best.length;
  while (at > 0 && isBetter(scored, best[at - 1]!)) at -= 1;
  best.splice(at, 0, scored);
  if (best.length > most) best.pop();
}

function isBetter(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.number < b.number);
}
