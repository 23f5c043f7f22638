import terminalKit from "terminal-kit";
import { cellsOf } from "./cells.js";
import type { Key } from "./keys.js";
import type { Style } from "./line.js";
import type { Size, View } from "./view.js";

type Attributes = Parameters<terminalKit.ScreenBuffer["put"]>[0]["attr"] & object;

// Strikethrough and underline tell the words apart without red and green.
const LOOKS: Readonly<Record<Style, Attributes>> = {
  plain: {},
  removed: { color: "red", strike: true },
  added: { color: "green", underline: true },
  suggested: { color: "yellow" },
  quiet: { dim: true },
  strong: { bold: true },
  bar: { inverse: true },
  alarm: { color: "red", bold: true },
};

/** The whole terminal as a screen of cells; what stood in it comes back when it closes. */
export class Screen {
  readonly #terminal = terminalKit.terminal;
  #buffer = this.#newBuffer();

  /** @param colours false where the reader wants none (no-color.org). */
  constructor(private readonly colours: boolean) {
    this.#terminal.fullscreen(true);
    this.#terminal.hideCursor();
    this.#terminal.grabInput(true);
  }

  get size(): Size {
    return { width: this.#terminal.width, height: this.#terminal.height };
  }

  onKey(hears: (key: Key) => void): void {
    this.#terminal.on("key", (name: string, _matches: unknown, data: { readonly isCharacter: boolean }) => {
      hears({ name, isCharacter: data.isCharacter });
    });
  }

  onResize(hears: () => void): void {
    this.#terminal.on("resize", () => {
      this.#buffer = this.#newBuffer();
      this.#terminal.clear();
      hears();
    });
  }

  /** Writes only the cells that differ from what is shown. */
  show({ lines, cursor }: View): void {
    this.#buffer.fill({ attr: this.#attributes("plain", false), char: " " });
    for (const [y, line] of lines.entries()) {
      let x = 0;
      for (const { text, style, here = false } of line) {
        const attr = this.#attributes(style, here);
        this.#buffer.put({ x, y, attr, wrap: false, dx: 1, dy: 0 }, text);
        x += cellsOf(text);
      }
    }
    this.#buffer.draw({ delta: true });
    this.#terminal.hideCursor(cursor === undefined);
    if (cursor !== undefined) this.#terminal.moveTo(cursor.x + 1, cursor.y + 1);
  }

  /** Gives the terminal back as it was. */
  async close(): Promise<void> {
    this.#terminal.hideCursor(false);
    this.#terminal.fullscreen(false);
    await this.#terminal.asyncCleanup();
  }

  #newBuffer(): terminalKit.ScreenBuffer {
    const { width, height } = this.#terminal;
    return new terminalKit.ScreenBuffer({ dst: this.#terminal, width, height });
  }

  #attributes(style: Style, here: boolean): Attributes {
    const { color, ...rest } = LOOKS[style];
    const hue = this.colours && color !== undefined ? { color } : { defaultColor: true };
    return { ...rest, ...hue, bgDefaultColor: true, ...(here && { inverse: true }) };
  }
}
