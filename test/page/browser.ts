import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { htmlReport } from "../../src/reports/html/index.js";
import type { ReportedDocument } from "../../src/reports/report.js";

const CHROMIUM = "/usr/bin/chromium";

/** Whether the tests of the page can run here. On CI they must: there a missing browser is a failure. */
export const hasBrowser = existsSync(CHROMIUM);
// biome-ignore lint/complexity/useLiteralKeys: the compiler wants an index signature read as one
export const skipsBrowser = !hasBrowser && process.env["CI"] !== "true";
if (skipsBrowser) process.stderr.write(`The tests of the page are skipped: ${CHROMIUM} is not there.\n`);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A folder for pages, gone after the test. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "unspin-page-"));

  /** Writes the report of these documents; its address. */
  write(name: string, documents: Iterable<ReportedDocument>): string {
    const path = join(this.path, name);
    writeFileSync(path, reportOf(documents));
    return pathToFileURL(path).href;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function reportOf(documents: Iterable<ReportedDocument>): string {
  const report = htmlReport();
  const parts = [report.start(true)];
  let index = 0;
  for (const document of documents) parts.push(report.document(document, index++, true));
  parts.push(report.end(true));
  return parts.join("");
}

/** Opens a page and gathers whatever goes wrong in it, breaches of its security policy too. */
export async function openPage(browser: Browser, address: string): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return { ...(await openTab(context, address)) };
}

export async function openTab(
  context: Awaited<ReturnType<Browser["newContext"]>>,
  address: string,
): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(address);
  await page.waitForSelector("main");
  return { page, errors };
}

/** "3 decided, 5 left". */
export async function progressOf(page: Page): Promise<string> {
  const [decided, left] = await page.locator(".progress-text > b").allInnerTexts();
  return `${decided} decided, ${left} left`;
}
