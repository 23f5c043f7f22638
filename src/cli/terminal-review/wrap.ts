import { cellsOf, fitting } from "./cells.js";
import type { Line, Run } from "./line.js";

/** Breaks showable words into lines of at most `width` cells: at blanks, and within a word only when it is wider than a line. */
export function wrap(runs: Iterable<Run>, width: number): readonly Line[] {
  const lines = new Lines(width);
  for (const run of runs) {
    for (const [piece] of run.text.matchAll(/\n|[^\S\n]+|\S+/g)) {
      if (piece === "\n") lines.feed();
      else if (piece.trim() === "") lines.blank({ ...run, text: " " });
      else lines.word({ ...run, text: piece });
    }
  }
  return lines.end();
}

class Lines {
  readonly #done: Run[][] = [];
  #line: Run[] = [];
  #used = 0;
  /** Pieces that stand together without a blank between them, of whatever style. */
  #word: Run[] = [];
  #gap: Run | undefined;

  constructor(private readonly width: number) {}

  word(piece: Run): void {
    this.#word.push(piece);
  }

  blank(gap: Run): void {
    this.#place();
    this.#gap = gap;
  }

  feed(): void {
    this.#place();
    this.#break();
  }

  end(): readonly Line[] {
    this.#place();
    if (this.#line.length > 0) this.#break();
    return this.#done;
  }

  #place(): void {
    if (this.#word.length === 0) return;
    const cells = this.#word.reduce((sum, { text }) => sum + cellsOf(text), 0);
    if (this.#used > 0 && this.#gap) {
      if (this.#used + 1 + cells > this.width) this.#break();
      else this.#put(this.#gap, 1);
    }
    for (const piece of this.#word) this.#putCut(piece);
    this.#word = [];
    this.#gap = undefined;
  }

  #putCut(piece: Run): void {
    for (let { text } = piece; text !== ""; ) {
      const part = fitting(text, this.width - this.#used);
      if (part === "" && this.#used > 0) this.#break();
      else {
        // A wide character in a one-cell line goes nowhere; it is left out.
        const taken = part || String.fromCodePoint(text.codePointAt(0)!);
        if (part !== "") this.#put({ ...piece, text: part }, cellsOf(part));
        text = text.slice(taken.length);
      }
    }
  }

  #put(run: Run, cells: number): void {
    this.#line.push(run);
    this.#used += cells;
  }

  #break(): void {
    this.#done.push(this.#line);
    this.#line = [];
    this.#used = 0;
    this.#gap = undefined;
  }
}
