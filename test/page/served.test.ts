import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentPolicy, htmlPage } from "../../src/reports/html/index.js";
import { openBrowser, openTab, progressOf, skipsBrowser } from "./browser.js";
import { smallRun } from "./made-run.js";

const TOKEN = "quiet-harbour";

/** The smallest server that keeps a ledger for the page: the protocol of `ServerSetting`. */
class LedgerServer {
  readonly lines: string[] = [];
  /** Answers that are refused before one is taken. */
  refusals = 0;
  readonly #tabs = new Set<ServerResponse>();
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const isKnown = request.headers.authorization === `Bearer ${TOKEN}` || searchParams.get("token") === TOKEN;
    if (!isKnown) return void response.writeHead(403).end();
    if (pathname === "/") return this.#page(response);
    if (pathname === "/ledger") return void response.end(this.lines.join(""));
    if (pathname === "/events") return this.#events(response);
    if (this.refusals-- > 0) return void response.writeHead(503).end();
    const body = await text(request);
    this.lines.push(...body.split(/(?<=\n)/));
    for (const tab of this.#tabs) for (const line of body.trimEnd().split("\n")) tab.write(`data: ${line}\n\n`);
    response.writeHead(204).end();
  }

  async #page(response: ServerResponse): Promise<void> {
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": contentPolicy(true),
    });
    for await (const piece of htmlPage(smallRun(), { server: { base: "/", token: TOKEN } })) response.write(piece);
    response.end();
  }

  #events(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(": open\n\n");
    this.#tabs.add(response);
    response.on("close", () => this.#tabs.delete(response));
  }
}

let browser: Browser;
const server = new LedgerServer();
let address: string;

beforeAll(async () => {
  if (skipsBrowser) return;
  browser = await openBrowser();
  address = `${await server.listen()}?token=${TOKEN}#/document/1`;
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

describe.skipIf(skipsBrowser)("the page from a server", () => {
  test("writes each decision into the ledger, shows it in other tabs, and finds it again", async () => {
    const context = await browser.newContext();
    const { page: one, errors } = await openTab(context, address);
    const { page: other } = await openTab(await browser.newContext(), address);
    await one.keyboard.press("a");
    await expect.poll(() => progressOf(other)).toBe("1 decided, 7 left");
    expect(server.lines.map((line) => JSON.parse(line))).toMatchObject([
      { schema: 1, decision: "accept", was: "harbour wall", now: "sea wall", document: "stories/Pelham.txt" },
    ]);
    await other.keyboard.press("j");
    await other.keyboard.press("r");
    await expect.poll(() => progressOf(one)).toBe("2 decided, 6 left");
    await one.reload();
    await expect.poll(() => progressOf(one)).toBe("2 decided, 6 left");
    expect(await one.evaluate("Object.keys(localStorage).filter((key) => /^unspin:[0-9a-f]{16}/.test(key))")).toEqual(
      [],
    );
    expect(errors).toEqual([]);
  });

  test("opens again what another session decided, by key and by button", async () => {
    const { page, errors } = await openTab(await browser.newContext(), address);
    expect(await progressOf(page)).toBe("2 decided, 6 left");
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    await expect.poll(() => page.locator(".evidence .state").innerText()).toBe("accepted");
    await page.keyboard.press("x");
    await expect.poll(() => progressOf(page)).toBe("1 decided, 7 left");
    expect(await page.locator(".message").innerText()).toBe("Open again: “harbour wall” to “sea wall”");
    await page.keyboard.press("x");
    expect(await page.locator(".message").innerText()).toBe("Nothing is decided here");
    await page.keyboard.press("j");
    await page.getByRole("button", { name: "Open again x" }).click();
    await expect.poll(() => progressOf(page)).toBe("0 decided, 8 left");
    await expect
      .poll(() => server.lines.slice(-2).map((line) => JSON.parse(line)))
      .toMatchObject([
        { decision: "undo", was: "harbour wall", now: "sea wall" },
        { decision: "undo", was: "commerce", now: "trade" },
      ]);
    await page.keyboard.press("u");
    await page.keyboard.press("u");
    await expect.poll(() => progressOf(page)).toBe("2 decided, 6 left");
    await page.reload();
    await expect.poll(() => progressOf(page)).toBe("2 decided, 6 left");
    expect(errors).toEqual([]);
  });

  test("says that a decision is not saved, and sends it again until it is", async () => {
    const { page } = await openTab(await browser.newContext(), address);
    const before = server.lines.length;
    server.refusals = 2;
    await page.keyboard.press("u");
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await expect.poll(() => page.locator(".keeping").innerText()).toContain("1 not saved");
    await expect.poll(() => page.locator(".keeping").innerText(), { timeout: 5000 }).toContain("saved in the ledger");
    expect(server.lines.length).toBe(before + 1);
  });
});
