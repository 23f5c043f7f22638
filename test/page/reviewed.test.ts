import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readLedger } from "../../src/decisions/ledger.js";
import { SMALL, writeReport } from "../review/report.js";
import { interrupt, type Serving, serve } from "../review/serving.js";
import { openBrowser, skipsBrowser } from "./browser.js";

describe.skipIf(skipsBrowser)("a review in the browser (skipped where Chromium is not installed)", () => {
  let browser: Browser;
  let room = "";
  let serving: Serving;
  /** What no page may do: errors, and requests that go elsewhere. */
  let wrongs: string[] = [];
  const ledger = () => readLedger(join(room, "report.decisions.jsonl"));

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    room = mkdtempSync(join(tmpdir(), "unspin-browser-"));
    writeReport(join(room, "report.jsonl"), SMALL);
    serving = await serve(room, ["report.jsonl", "--no-open", "--who", "ann"]);
    wrongs = [];
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await interrupt(serving);
    rmSync(room, { recursive: true });
    expect(wrongs).toEqual([]);
  });

  async function tab(context: Awaited<ReturnType<Browser["newContext"]>>): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => wrongs.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") wrongs.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(data:|blob:)/.test(request.url()) && new URL(request.url()).origin !== serving.origin)
        wrongs.push(request.url());
    });
    await page.goto(`${serving.address}#/document/1`);
    await page.locator(".mark.in-hand").waitFor();
    return page;
  }
  const says = (page: Page, text: string) => page.locator(".progress-text", { hasText: text }).waitFor();

  it("writes what falls in two tabs, and each shows what the other decides", async () => {
    const context = await browser.newContext();
    const [one, other] = [await tab(context), await tab(context)];
    await one.keyboard.press("a");
    await says(one, "saved in the ledger");
    await says(other, "1 decided");
    await other.keyboard.press("j");
    await other.keyboard.press("r");
    await says(one, "2 decided");
    await one.keyboard.press("j");
    await one.keyboard.press("e");
    await one.keyboard.press("ControlOrMeta+a");
    await one.keyboard.type("boss");
    await one.keyboard.press("Enter");
    await says(other, "3 decided");
    await one.keyboard.press("u");
    await says(other, "2 decided");
    await says(one, "saved in the ledger");
    const decisions = await ledger();
    expect(decisions.map(({ decision, was, now, who }) => [decision, was, now, who])).toEqual([
      ["accept", "metal", "steel", "ann"],
      ["reject", "metal", "steel", "ann"],
      ["accept", "proprietor", "boss", "ann"],
      ["undo", "proprietor", "boss", "ann"],
    ]);
    await one.reload();
    await says(one, "2 decided");
  });

  it("saves from the last of many tabs too, though a browser has six connections to a server", async () => {
    const context = await browser.newContext();
    const tabs: Page[] = [];
    for (let n = 0; n < 8; n++) tabs.push(await tab(context));
    await tabs[7]!.keyboard.press("a");
    await says(tabs[7]!, "saved in the ledger");
    for (const page of tabs) await says(page, "1 decided");
  });

  it("is shown to nobody who has not the address with its token", async () => {
    const page = await (await browser.newContext()).newPage();
    const answer = await page.goto(`${serving.origin}/`);
    expect(answer?.status()).toBe(401);
    expect(await page.locator("body").innerText()).toContain("open the address that unspin review printed");
  });

  it("keeps a page of another site from reading or deciding", async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto("data:text/html,<title>elsewhere</title>");
    const outcomes = await page.evaluate(
      async ([origin, token]) => {
        const attempts = [
          fetch(`${origin}/?token=${token}`),
          fetch(`${origin}/ledger`, { headers: { Authorization: `Bearer ${token}` } }),
          fetch(`${origin}/decisions`, { method: "POST", headers: { Authorization: `Bearer ${token}` }, body: "{}" }),
        ];
        return (await Promise.allSettled(attempts)).map(({ status }) => status);
      },
      [serving.origin, serving.token],
    );
    expect(outcomes).toEqual(["rejected", "rejected", "rejected"]);
    await expect(ledger()).rejects.toThrow("there is no such file");
  });
});
