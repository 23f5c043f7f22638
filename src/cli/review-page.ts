import { randomBytes } from "node:crypto";
import { shownName } from "../reports/names.js";
import { reviewPage } from "../review/page.js";
import type { Review } from "../review/review.js";
import { serveReview } from "../review/server.js";
import { stopOnInterrupt } from "./interrupt.js";
import { print, tell } from "./streams.js";

interface PageOptions {
  /** Whether a browser shall be opened. */
  readonly open: boolean;
  readonly port?: number;
}

/** Serves the page until Ctrl-C. Its address goes to standard output. */
export async function reviewInBrowser({ report, ledger, who }: Review, { open, port = 0 }: PageOptions): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  const page = await reviewPage(report, { base: "/", token, ...(who !== undefined && { who }) });
  const stopped = new Promise<void>((stop) => {
    stopOnInterrupt(stop);
    process.once("SIGTERM", stop);
  });
  const server = await serveReview({ page, ledger, token, port });
  try {
    await print(`${server.address}\n`);
    tell(`unspin: decisions go to ${shownName(ledger.path)}; Ctrl-C ends the review`);
    if (open) await openBrowser(server.address);
    await stopped;
  } finally {
    await server.close();
  }
}

/** The address is printed anyway, so a browser that does not open is no failure. */
async function openBrowser(address: string): Promise<void> {
  if (!canShow(process.platform, process.env)) {
    tell("unspin: there is no display here; open the address in a browser of this machine");
    return;
  }
  const cannot = () => tell("unspin: no browser could be opened; open the address yourself");
  try {
    const opening = await import("open");
    const child = await opening.default(address);
    child.once("error", cannot);
    child.once("exit", (code) => {
      if (code) cannot();
    });
  } catch {
    cannot();
  }
}

/** Whether a browser opened here would be seen: not over SSH, nor on a machine without a screen. */
export function canShow(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  const { SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = env;
  if (platform !== "linux" && platform !== "freebsd") return !SSH_CONNECTION;
  return Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}
