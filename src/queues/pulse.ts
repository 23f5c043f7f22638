/** How long a server that does not answer is waited for. */
export interface Patience {
  /** Milliseconds. */
  readonly patience: number;
}

/** Milliseconds between two questions, and for the answer to one. */
const EVERY = 1000;

/** Asks a server now and then whether it is there, and tells when it has been away for too long. */
export class Pulse {
  private silent = 0;
  private timer: NodeJS.Timeout | undefined;
  private isAsking = false;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly patience: number,
    private readonly lost: (milliseconds: number) => void,
  ) {
    this.timer = setInterval(() => void this.beat(), EVERY);
  }

  /** Milliseconds without an answer; 0 when the last question had one. */
  get silence(): number {
    return this.silent;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async beat(): Promise<void> {
    this.silent += EVERY;
    if (!this.isAsking) {
      this.isAsking = true;
      this.ask()
        .then(
          () => {
            this.silent = 0;
          },
          () => {},
        )
        .finally(() => {
          this.isAsking = false;
        });
    }
    if (this.silent > this.patience && this.timer !== undefined) {
      this.stop();
      this.lost(this.silent);
    }
  }
}
