const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Finds where the elements of a list end, without reading them: behind the opening bracket of the list, behind each
 * element, with the comma before it; what is left is the closing bracket. Keeps its place, as `RecordEnds` does.
 */
export class ElementEnds {
  /** Depth of brackets; 1 inside the list, where the elements are. */
  #depth: number;
  /** Whether the opening bracket of the list was seen. */
  #begun: boolean;
  #inString = false;
  #escaped = false;
  /** In a number, true, false or null of the list. */
  #inElement = false;

  /** @param inside whether to begin behind an element. */
  constructor(inside = false) {
    this.#depth = inside ? 1 : 0;
    this.#begun = inside;
  }

  next(view: Uint8Array, at: number): number {
    let i = at;
    while (i < view.length) {
      if (this.#inString) {
        i = this.#string(view, i);
        if (i < 0) return -1;
        if (this.#depth === 1) return this.#end(i);
        continue;
      }
      const byte = view[i]!;
      const isScalar = this.#inElement && this.#depth === 1;
      if (isScalar && (byte === COMMA || byte === CLOSE_LIST || byte <= 0x20)) return this.#end(i);
      i += 1;
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
      else if (this.#depth === 1 && byte > 0x20 && byte !== COMMA) this.#inElement = true;
      const closes = byte === CLOSE_LIST || byte === CLOSE_OBJECT;
      if (this.#depth === 1 && (closes || (byte === OPEN_LIST && !this.#begun))) {
        this.#begun = true;
        return this.#end(i);
      }
    }
    return -1;
  }

  /** Behind the quote that ends a string, or -1 with all bytes gone through. */
  #string(view: Uint8Array, at: number): number {
    for (let i = at; i < view.length; i++) {
      if (this.#escaped) this.#escaped = false;
      else if (view[i] === BACKSLASH) this.#escaped = true;
      else if (view[i] === QUOTE) {
        this.#inString = false;
        return i + 1;
      }
    }
    return -1;
  }

  #end(at: number): number {
    this.#inElement = false;
    return at;
  }
}
