/** A line of text that is typed: what it says and where the cursor stands, in code points. */
export class LineEditor {
  #before: string[];
  #after: string[] = [];

  constructor(text = "") {
    this.#before = [...text];
  }

  get text(): string {
    return this.before + this.#after.join("");
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#before.join("");
  }

  type(character: string): void {
    this.#before.push(...character);
  }

  /** Does what an editing key does; other keys do nothing. */
  press(key: string): void {
    EDITING[key]?.(this.#before, this.#after);
  }
}

const EDITING: Readonly<Record<string, (before: string[], after: string[]) => void>> = {
  BACKSPACE: (before) => void before.pop(),
  DELETE: (_, after) => void after.shift(),
  LEFT: (before, after) => after.unshift(...before.splice(-1)),
  RIGHT: (before, after) => before.push(...after.splice(0, 1)),
  HOME: (before, after) => after.unshift(...before.splice(0)),
  END: (before, after) => before.push(...after.splice(0)),
  CTRL_A: (before, after) => after.unshift(...before.splice(0)),
  CTRL_E: (before, after) => before.push(...after.splice(0)),
  CTRL_U: (before) => void before.splice(0),
  CTRL_K: (_, after) => void after.splice(0),
  CTRL_W: (before) => void before.splice(before.join("").search(/\S*\s*$/)),
};
