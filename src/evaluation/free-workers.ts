/** Workers as a heap by the time at which they are free. */
export class FreeWorkers {
  private readonly times: Float64Array;

  constructor(size: number) {
    this.times = new Float64Array(size);
  }

  get first(): number {
    return this.times[0]!;
  }

  /** Gives the first to be free another time. */
  replaceFirst(time: number): void {
    const { times } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= times.length) break;
      if (child + 1 < times.length && times[child + 1]! < times[child]!) child += 1;
      if (times[child]! >= time) break;
      times[at] = times[child]!;
      at = child;
    }
    times[at] = time;
  }
}
