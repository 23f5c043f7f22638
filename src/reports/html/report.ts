import type { Report, ReportedDocument } from "../report.js";
import { pageStart } from "./frame.js";
import { PageWriter } from "./page-writer.js";
import type { PageSettings } from "./shape.js";

/**
 * One self-contained page for a run of any length: it works from disk and asks no network. Texts leave as
 * compressed blocks while documents come, so memory holds the columns of the lists and one open block.
 */
export function htmlReport(settings: PageSettings = {}): Report {
  let writer = new PageWriter();
  return {
    extension: ".html",
    start: () => pageStart(settings),
    document: (reported) => writer.add(reported),
    end: () => {
      const rest = writer.end();
      writer = new PageWriter();
      return rest;
    },
  };
}

/** The same page piece by piece, for a server that sends it as it is made. */
export async function* htmlPage(
  documents: Iterable<ReportedDocument> | AsyncIterable<ReportedDocument>,
  settings: PageSettings = {},
): AsyncGenerator<string> {
  const writer = new PageWriter();
  yield pageStart(settings);
  for await (const document of documents) {
    const ready = writer.add(document);
    if (ready !== "") yield ready;
  }
  yield writer.end();
}
