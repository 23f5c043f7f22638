/** What a scanner throws where a file breaks its format's rules. Never leaves this room: it becomes a `ReadFailure`. */
export class Malformed extends Error {
  override readonly name = "Malformed";
  /** Offset in the scanned text. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}
