import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UnspinError } from "../../errors.js";
import { dataBlock } from "./block.js";
import { type PageSettings, SETTINGS_BLOCK } from "./shape.js";

/** Script and style of the page, made by `npm run build`. */
interface PageCode {
  readonly script: string;
  readonly style: string;
}

let loaded: PageCode | undefined;

function pageCode(): PageCode {
  loaded ??= { script: readBuilt("page.js"), style: readBuilt("page.css") };
  return loaded;
}

function readBuilt(name: string): string {
  const path = fileURLToPath(new URL(`../../../dist/page/${name}`, import.meta.url));
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnspinError(`${path}: the page of the report cannot be read (${reason}). Run "npm run build" first.`);
  }
}

/**
 * The content security policy of the page, also for a server's header: nothing runs but the one script and
 * the one style, both known by their hash; nothing is fetched but from the server that served the page.
 */
export function contentPolicy(served: boolean): string {
  const { script, style } = pageCode();
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data:",
    `connect-src ${served ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

function hashOf(code: string): string {
  return `sha256-${createHash("sha256").update(code).digest("base64")}`;
}

/** The page up to its data. Nothing in it comes from a document. */
export function pageStart(settings: PageSettings): string {
  const { script, style } = pageCode();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(settings.server !== undefined)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="unspin">
<title>unspin report</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<script>${script}</script>
</head>
<body>
<div id="page"><p class="loading" role="status">Reading the report…</p></div>
<noscript><p class="loading">This report needs JavaScript; it runs in this file alone and asks no network.</p></noscript>
${dataBlock(SETTINGS_BLOCK, JSON.stringify(settings))}`;
}

export const pageEnd = "</body>\n</html>\n";
