import { gunzipSync } from "node:zlib";
import { Run } from "../../src/page/data/run.js";
import { PageWriter } from "../../src/reports/html/page-writer.js";
import { COLUMNS_BLOCK, INDEX_BLOCK, type PageIndex } from "../../src/reports/html/shape.js";
import type { ReportedDocument } from "../../src/reports/report.js";

/** The data of a page of these documents. */
export function written(documents: readonly ReportedDocument[]): string {
  const writer = new PageWriter();
  return documents.map((document) => writer.add(document)).join("") + writer.end();
}

/** The blocks of a page, by id. */
export function blocks(page: string): Map<string, Buffer> {
  const found = page.matchAll(/<script type="[^"]+" id="([^"]+)">([A-Za-z0-9+/=]*)<\/script>\n/g);
  return new Map(Array.from(found, ([, id, data]) => [id!, gunzipSync(Buffer.from(data!, "base64"))]));
}

/** The run as the page reads it. */
export function runOf(documents: readonly ReportedDocument[]): Run {
  const read = blocks(written(documents));
  const columns = Uint8Array.from(read.get(COLUMNS_BLOCK)!).buffer;
  return new Run(JSON.parse(read.get(INDEX_BLOCK)!.toString()) as PageIndex, columns);
}
