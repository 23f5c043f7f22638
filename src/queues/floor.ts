/** Lets several pieces of work go on side by side, and one that wants to be alone wait until they are done. */
export class Floor {
  private busy = 0;
  private isTaken = false;
  private readonly waiting: { readonly isAlone: boolean; readonly enter: () => void }[] = [];

  together<T>(work: () => Promise<T>): Promise<T> {
    return this.inside(false, work);
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.inside(true, work);
  }

  private async inside<T>(isAlone: boolean, work: () => Promise<T>): Promise<T> {
    const turn = new Promise<void>((enter) => {
      this.waiting.push({ isAlone, enter });
    });
    this.admit();
    await turn;
    try {
      return await work();
    } finally {
      this.busy -= 1;
      this.isTaken = false;
      this.admit();
    }
  }

  /** In the order of arrival: who waits to be alone is not passed by. */
  private admit(): void {
    for (let next = this.waiting[0]; next !== undefined && !this.isTaken; next = this.waiting[0]) {
      if (next.isAlone && this.busy > 0) return;
      this.waiting.shift();
      this.busy += 1;
      this.isTaken = next.isAlone;
      next.enter();
    }
  }
}
