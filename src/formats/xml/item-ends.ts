const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const DASH = 0x2d;
const BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;

/** What begins at the last "<". */
const Mode = { Text: 0, Mark: 1, Tag: 2, Comment: 3, Cdata: 4, Instruction: 5, Doctype: 6 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

/**
 * Finds where the items of a feed end, without reading them: behind the end tag of each outermost `item` or `entry`,
 * whatever its prefix. Knows comments and CDATA sections; what is not well-formed may lead it astray, which the reading
 * of the stretch then finds out. Keeps its place, as `RecordEnds` does.
 */
export class ItemEnds {
  #mode: Mode = Mode.Text;
  /** Bytes from the last "<" up to where it stands, itself included. */
  #since = 0;
  #quote = 0;
  #depth = 0;
  /** Depth of the item that is open; 0 outside. */
  #item = 0;

  next(view: Uint8Array, at: number): number {
    let i = at;
    while (i < view.length) {
      if (this.#mode === Mode.Text) {
        const found = view.indexOf(LESS, i);
        if (found < 0) return -1;
        this.#mode = Mode.Mark;
        this.#since = 1;
        i = found + 1;
        continue;
      }
      const end = this.#markup(view, i);
      this.#since += (end < 0 ? view.length : end) - i;
      if (end < 0) return -1;
      i = end;
      if (this.#isMarkupOver() && this.#tagEnds(view, i - this.#since, i)) return i;
    }
    return -1;
  }

  /** Goes on by one byte or more; -1 when the view ends before what it looks for. */
  #markup(view: Uint8Array, at: number): number {
    switch (this.#mode) {
      case Mode.Mark:
        this.#mode = this.#kind(view[at]!);
        return at + 1;
      case Mode.Comment:
        return this.#toEnd(view, at, 7, DASH);
      case Mode.Cdata:
        return this.#toEnd(view, at, 12, CLOSE_BRACKET);
      case Mode.Instruction:
        return this.#toEnd(view, at, 4, QUESTION);
      default:
        return this.#inTag(view, at);
    }
  }

  #isMarkupOver(): boolean {
    return this.#mode === Mode.Text;
  }

  /** What the second byte of markup says, or the third. */
  #kind(byte: number): Mode {
    if (this.#since === 1) return byte === QUESTION ? Mode.Instruction : byte === BANG ? Mode.Mark : Mode.Tag;
    return byte === DASH ? Mode.Comment : byte === BRACKET ? Mode.Cdata : Mode.Doctype;
  }

  /** Behind a ">" with the mark before it, twice where the markup is at least 7 bytes long. */
  #toEnd(view: Uint8Array, at: number, least: number, mark: number): number {
    for (let found = view.indexOf(GREATER, at); found >= 0; found = view.indexOf(GREATER, found + 1)) {
      const length = this.#since + found + 1 - at;
      const isMarked = view[found - 1] === mark && (least < 7 || view[found - 2] === mark);
      if (length < least || !isMarked) continue;
      this.#mode = Mode.Text;
      return found + 1;
    }
    return -1;
  }

  /** In a tag, or in a document type without brackets: quotes may hold a ">". */
  #inTag(view: Uint8Array, at: number): number {
    for (let i = at; i < view.length; i++) {
      const byte = view[i]!;
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0;
      } else if (byte === 0x22 || byte === 0x27) {
        this.#quote = byte;
      } else if (byte === GREATER) {
        this.#mode = Mode.Text;
        return i + 1;
      }
    }
    return -1;
  }

  /** Counts a tag; whether it ends an item. Other markup counts for nothing. */
  #tagEnds(view: Uint8Array, start: number, end: number): boolean {
    const second = view[start + 1]!;
    if (second === BANG || second === QUESTION) return false;
    if (second === SLASH) {
      const isItem = this.#item > 0 && this.#depth === this.#item;
      if (isItem) this.#item = 0;
      this.#depth -= 1;
      return isItem;
    }
    if (view[end - 2] === SLASH) return false;
    this.#depth += 1;
    if (this.#item === 0 && isItemName(view, start + 1, end)) this.#item = this.#depth;
    return false;
  }
}

const ITEM = [...Buffer.from("item")];
const ENTRY = [...Buffer.from("entry")];

function isItemName(view: Uint8Array, start: number, limit: number): boolean {
  let [from, end] = [start, start];
  for (; end < limit; end++) {
    const byte = view[end]!;
    if (byte === COLON) from = end + 1;
    else if (byte <= 0x20 || byte === SLASH || byte === GREATER) break;
  }
  const is = (name: readonly number[]) =>
    end - from === name.length && name.every((byte, index) => view[from + index] === byte);
  return is(ITEM) || is(ENTRY);
}
