import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Folder, openBrowser, openTab, skipsBrowser } from "./browser.js";
import { smallRun } from "./made-run.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = new Folder();
let browser: Browser;
let address: string;

beforeAll(async () => {
  if (skipsBrowser) return;
  browser = await openBrowser();
  address = folder.write("looks.html", smallRun());
});
afterAll(async () => {
  await browser?.close();
  folder.remove();
});

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core finds at level A and AA, and by best practice, in the page as it is shown. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<{ violations: Violation[] }>("axe.run()");
  return found.map(
    ({ id, impact, nodes }) =>
      `${impact} ${id}: ${nodes
        .map(({ html }) => html)
        .join(" ")
        .slice(0, 300)}`,
  );
}

describe.skipIf(skipsBrowser).each(["light", "dark"] as const)("the page in %s", (colorScheme) => {
  test.each([
    [1440, 900],
    [390, 844],
  ])("has nothing that axe-core finds fault with, at %d pixels", async (width, height) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true });
    const { page } = await openTab(context, address);
    const found: string[] = [];
    for (const view of ["overview", "documents", "changes", "document/1"]) {
      await page.evaluate(`location.hash = "#/${view}"`);
      await page.waitForTimeout(100);
      if (view === "document/1") await page.keyboard.press("a");
      found.push(...(await violations(page)).map((violation) => `${view}: ${violation}`));
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
    for (const key of ["?", "e", "A"]) {
      await page.keyboard.press(key);
      found.push(...(await violations(page)).map((violation) => `dialog of ${key}: ${violation}`));
      await page.keyboard.press("Escape");
    }
    expect(found).toEqual([]);
    await context.close();
  });
});

describe.skipIf(skipsBrowser)("the page's theme", () => {
  test("follows the system, and the reader's choice over it, also after a reload", async () => {
    const context = await browser.newContext({ colorScheme: "light" });
    const { page } = await openTab(context, address);
    const ground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.getByRole("button", { name: /Theme/ }).click();
    expect(await ground()).toBe(light);
    await page.reload();
    await page.waitForSelector("main");
    expect(await ground()).toBe(light);
  });
});
