import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Folder, openBrowser, openPage, openTab, progressOf, skipsBrowser } from "./browser.js";
import { madeDocument, smallRun } from "./made-run.js";

const folder = new Folder();
let browser: Browser;

beforeAll(async () => {
  if (!skipsBrowser) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  folder.remove();
});

interface Line {
  readonly decision: string;
  readonly was: string;
  readonly now: string;
  readonly proposed?: string;
  readonly everywhere?: true;
  readonly fingerprint: string;
}

async function exported(page: Page): Promise<Line[]> {
  await page.getByRole("button", { name: "Ledger" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export the ledger" }).click(),
  ]);
  await page.keyboard.press("Escape");
  const text = readFileSync(await download.path(), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const swap = (page: Page) => page.locator(".evidence .swap").innerText();
const story = (page: Page) => page.locator(".text").innerText();

describe.skipIf(skipsBrowser)("the page from disk", () => {
  test("opens on the overview, and a document reads as its text with every change at its place", async () => {
    const { page, errors } = await openPage(browser, folder.write("load.html", smallRun()));
    expect(await page.locator("h1").innerText()).toBe("This run");
    expect(await progressOf(page)).toBe("0 decided, 8 left");
    await page.getByRole("link", { name: "Documents" }).click();
    await page.getByRole("link", { name: /Storm closes the ferry at Pelham/ }).click();
    await page.locator(".text").waitFor();
    await expect
      .poll(() => story(page))
      .toContain("The harbour wall sea wall broke on Monday, and the commerce trade of the town stopped.");
    await page.keyboard.press("j");
    expect(await swap(page)).toBe("commerce → trade");
    expect(await page.locator(".quotation").innerText()).toContain("The trade of the town stopped for three days.");
    expect(await page.getByRole("link", { name: "https://example.org/ferry" }).getAttribute("rel")).toContain(
      "noopener",
    );
    expect(errors).toEqual([]);
  });

  test("decides by keys: accept, reject, an alternative, an own wording, undo; and a reload keeps it", async () => {
    const address = `${folder.write("keys.html", smallRun())}#/document/1`;
    const { page, errors } = await openPage(browser, address);
    await page.keyboard.press("a");
    expect(await swap(page)).toBe("commerce → trade");
    await page.keyboard.press("r");
    await page.keyboard.press("2");
    await expect.poll(() => progressOf(page)).toBe("3 decided, 5 left");
    await page.keyboard.press("e");
    await page.getByLabel("Wording", { exact: true }).fill("Business");
    await page.keyboard.press("Enter");
    await expect.poll(() => progressOf(page)).toBe("4 decided, 4 left");
    expect(await story(page)).toContain("Commerce Business✓ will open again");
    expect(await story(page)).toContain("mentioned said instead✓");
    await page.keyboard.press("u");
    await expect.poll(() => progressOf(page)).toBe("3 decided, 5 left");
    const lines = await exported(page);
    expect(lines.map(({ decision, was, now, proposed }) => [decision, was, now, proposed])).toEqual([
      ["accept", "harbour wall", "sea wall", undefined],
      ["reject", "commerce", "trade", undefined],
      ["accept", "mentioned", "said instead", "said"],
      ["accept", "Commerce", "Business", "Trade"],
      ["undo", "Commerce", "Business", "Trade"],
    ]);
    await page.reload();
    await expect.poll(() => progressOf(page)).toBe("3 decided, 5 left");
    expect(await story(page)).toContain("commerce trade✗ of the town");
    expect(errors).toEqual([]);
  });

  test("an undo brings back what stood before", async () => {
    const { page } = await openPage(browser, `${folder.write("undo.html", smallRun())}#/document/1`);
    await page.keyboard.press("r");
    await page.keyboard.press("k");
    await page.keyboard.press("a");
    await page.keyboard.press("u");
    await expect.poll(() => page.locator(".evidence .state").innerText()).toBe("rejected");
    await page.keyboard.press("u");
    await expect.poll(() => progressOf(page)).toBe("0 decided, 8 left");
  });

  test("says what was decided, for a moment", async () => {
    const { page } = await openPage(browser, `${folder.write("said.html", smallRun())}#/document/1`);
    await page.clock.install();
    await page.keyboard.press("a");
    const message = page.locator(".message");
    expect(await message.innerText()).toBe("Accepted: “harbour wall” to “sea wall”");
    await page.clock.fastForward(2000);
    await page.keyboard.press("r");
    await page.clock.fastForward(3000);
    expect(await message.innerText()).toBe("Rejected: “commerce” to “trade”");
    await page.clock.fastForward(10_000);
    await expect.poll(() => message.textContent()).toBe("");
  });

  test("accepts all like this, here or everywhere, and takes it back in one step", async () => {
    const { page } = await openPage(browser, `${folder.write("alike.html", smallRun())}#/document/1/2`);
    await page.keyboard.press("A");
    await page.getByRole("button", { name: "These 4" }).click();
    await expect.poll(() => progressOf(page)).toBe("4 decided, 4 left");
    await page.keyboard.press("u");
    await expect.poll(() => progressOf(page)).toBe("0 decided, 8 left");
    await page.keyboard.press("A");
    await page.getByRole("button", { name: "Everywhere" }).click();
    await expect.poll(() => progressOf(page)).toBe("4 decided, 4 left");
    const last = (await exported(page)).at(-1);
    expect(last).toMatchObject({ decision: "accept", everywhere: true, was: "commerce", now: "trade" });
    await page.keyboard.press("u");
    await expect.poll(() => progressOf(page)).toBe("0 decided, 8 left");
  });

  test("an undo brings back both what stood for the change and what stood for its pair, and no more", async () => {
    const { page } = await openPage(browser, `${folder.write("both.html", smallRun())}#/document/1/2`);
    const shows = async (place: string, state: string) => {
      // An address that is there already would change nothing.
      await page.evaluate(`location.hash = "#/overview"`);
      await page.evaluate(`location.hash = "#/document/${place}"`);
      await expect.poll(() => page.locator(".evidence .state").innerText()).toBe(state);
    };
    const everywhere = async (key: "A" | "R") => {
      await page.keyboard.press(key);
      await page.getByRole("button", { name: "Everywhere" }).click();
    };
    await everywhere("R");
    await shows("1/2", "rejected");
    await page.keyboard.press("a");
    await shows("1/4", "rejected everywhere");
    await page.keyboard.press("a");
    await shows("1/4", "accepted");
    await everywhere("A");
    await shows("2/2", "accepted everywhere");
    await page.keyboard.press("u");
    await shows("2/2", "rejected everywhere");
    await shows("1/4", "accepted");
    await shows("1/2", "accepted");
    expect(await progressOf(page)).toBe("4 decided, 4 left");
  });

  test("imports a ledger, and says which line is none", async () => {
    const { page } = await openPage(browser, `${folder.write("import.html", smallRun())}#/document/1`);
    const id = smallRun()[0]!.result.edits[0]!.id;
    const ledger = join(folder.path, "ledger.jsonl");
    const record = { schema: 1, fingerprint: id, was: "harbour wall", now: "sea wall", decision: "rejected" };
    writeFileSync(ledger, `${JSON.stringify(record)}\n`);
    await page.getByRole("button", { name: "Ledger" }).click();
    await page.getByLabel("Ledger file to import").setInputFiles(ledger);
    await expect.poll(() => progressOf(page)).toBe("1 decided, 7 left");
    writeFileSync(ledger, `{"was":1}\n${JSON.stringify(record)}\n`);
    await page.getByLabel("Ledger file to import").setInputFiles(ledger);
    await expect.poll(() => page.locator(".message").innerText()).toContain("Line 1 is no record of a ledger");
  });

  test("two tabs of one browser see each other's decisions", async () => {
    const address = `${folder.write("tabs.html", smallRun())}#/document/1`;
    const context = await browser.newContext();
    const { page: one } = await openTab(context, address);
    const { page: other } = await openTab(context, address);
    await one.keyboard.press("a");
    await expect.poll(() => progressOf(other)).toBe("1 decided, 7 left");
    await other.keyboard.press("j");
    await other.keyboard.press("r");
    await expect.poll(() => progressOf(one)).toBe("2 decided, 6 left");
  });

  test("text of a document runs nothing and restyles nothing", async () => {
    const evil = `</script><script>window.ran=1</script><img src=x onerror="window.ran=1"><style>*{display:none}</style>\u202e\u0000`;
    const url = "javascript:window.ran=1";
    const reference = { article: evil, title: evil, url, date: evil, sentence: evil };
    const more = {
      evidence: { reason: evil, family: evil, reference },
      alternatives: [{ now: evil, probability: 0.1 }],
    };
    const origin = {
      article: evil,
      title: evil,
      url,
      date: "",
      probability: 0.9,
      share: 0.5,
      used: 0.5,
      passages: [],
      differs: [],
    };
    const made = madeDocument(`${evil}.txt`, [`${evil} `, { was: evil, now: `${evil}!`, probability: 0.9, more }], {
      origin,
    });
    const { page, errors } = await openPage(browser, `${folder.write("evil.html", [made])}#/document/1`);
    expect(await page.locator("h1").innerText()).toContain("<script>window.ran=1</script>");
    await page.locator(".quotation").waitFor();
    for (const view of ["overview", "documents", "changes"]) {
      await page.evaluate(`location.hash = "#/${view}"`);
      await page.locator(`.view-${view}`).waitFor();
    }
    expect(await page.evaluate("window.ran")).toBeUndefined();
    expect(await page.locator("img, a[href^=javascript]").count()).toBe(0);
    expect(await page.locator("style").count()).toBe(1);
    expect(errors).toEqual([]);
  });
});
