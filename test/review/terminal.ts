import { spawnSync } from "node:child_process";
import { main } from "../cli/run.js";

/** Whether tmux is there; CI installs it, so that it must be. */
const { CI } = process.env;
export const hasTmux = CI !== undefined || spawnSync("tmux", ["-V"]).status === 0;

const WAIT = 10_000;
let count = 0;

export interface TerminalOptions {
  readonly width?: number;
  readonly height?: number;
  /** Such as "NO_COLOR=1". */
  readonly environment?: string;
}

/** A real terminal (tmux) in which a shell runs `unspin`. */
export class Terminal {
  readonly #socket = `unspin-test-${process.pid}-${count++}`;

  constructor(cwd: string, args: readonly string[], options: TerminalOptions = {}) {
    const { width = 80, height = 24, environment = "" } = options;
    const words = [process.execPath, main, ...args].map((word) => `'${word}'`).join(" ");
    const script = `echo before; ${environment} ${words}; echo "ended with $?"; exec sleep 600`;
    this.#tmux(
      "-u",
      "-f",
      "/dev/null",
      "new-session",
      "-d",
      "-x",
      `${width}`,
      "-y",
      `${height}`,
      "-c",
      cwd,
      "sh",
      "-c",
      script,
    );
  }

  /** Keys by tmux's names; `type` is for text. */
  press(...keys: readonly string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  type(text: string): void {
    this.#tmux("send-keys", "-l", text);
  }

  resize(width: number, height: number): void {
    this.#tmux("resize-window", "-x", `${width}`, "-y", `${height}`);
  }

  /** What is on the screen, a line an entry; with `styles` also the sequences that colour it. */
  screen({ styles = false } = {}): string[] {
    return this.#tmux("capture-pane", "-p", ...(styles ? ["-e"] : []))
      .trimEnd()
      .split("\n");
  }

  /** What tmux knows of the pane, such as "#{pane_title}". */
  asked(format: string): string {
    return this.#tmux("display-message", "-p", format).trim();
  }

  /** Waits until the screen holds all of these. */
  async until(...parts: readonly (string | RegExp)[]): Promise<string[]> {
    for (const end = Date.now() + WAIT; ; ) {
      const lines = this.screen();
      const text = lines.join("\n");
      const missing = parts.filter((part) => (typeof part === "string" ? !text.includes(part) : !part.test(text)));
      if (missing.length === 0) return lines;
      if (Date.now() > end) throw new Error(`no ${missing.join(" and no ")} on the screen:\n${text}`);
      await new Promise((wake) => setTimeout(wake, 30));
    }
  }

  close(): void {
    spawnSync("tmux", ["-L", this.#socket, "kill-server"]);
  }

  #tmux(...args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync("tmux", ["-L", this.#socket, ...args], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    });
    if (status !== 0) throw error ?? new Error(`tmux ${args[0]}: ${stderr}`);
    return stdout;
  }
}
