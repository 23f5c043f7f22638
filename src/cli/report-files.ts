import { existsSync } from "node:fs";
import type { Segment, SourceDocument } from "../formats/index.js";
import { hashOf, inputOf } from "../report-file.js";
import { editsToWrite } from "../report-line.js";
import { textStretch } from "../reports/diff.js";
import { fileOf, isPlainText } from "../reports/located.js";
import { shownName } from "../reports/names.js";
import type { ReportedDocument } from "../reports/report.js";
import type { RepairResult } from "../result.js";
import { nameInFile, tellNotes } from "./documents.js";
import { Failure } from "./failure.js";
import type { Sink } from "./report-sink.js";
import { type Reading, readSegments } from "./segments.js";
import { tell } from "./streams.js";
import type { Upcoming } from "./upcoming.js";

interface Into {
  readonly sink: Sink;
  readonly reading: Reading;
}

/**
 * Brings the next results, all of one file, together with that file.
 * @throws Failure when the file is gone, or a document in it is no longer what was repaired.
 */
export async function reportFile(file: string, upcoming: Upcoming, { sink, reading }: Into): Promise<void> {
  if (file === "-") return reportStandardInput(upcoming, sink);
  if (!existsSync(file)) {
    throw new Failure(
      `${shownName(file)}: the report names this file, and it is not there. Run this where the report was made, or put the file back.`,
    );
  }
  const voice = { say: tell, fail: tell };
  for await (const segment of readSegments(file, reading)) {
    tellNotes(file, segment.failures, voice);
    const results = await resultsOf(segment, file, upcoming);
    const changes = segment.rewrite(
      results.map((result) => (result === undefined ? [] : editsToWrite(result))),
    ).changes;
    const documents = documentsOf(segment, results);
    await sink.write({ bytes: segment.plain, isPacked: segment.isPacked === true, changes, documents }, file);
  }
  const left = await upcoming.peek();
  if (left === undefined || fileOf(left) !== file) return;
  throw new Failure(
    `${nameOf(left)}: there is no document here any more; the file was changed since it was repaired, or --fields differs. ` +
      "Repair it again.",
  );
}

/** The results of a segment's documents; undefined for those that the report leaves out. */
async function resultsOf(
  { documents }: Segment,
  file: string,
  upcoming: Upcoming,
): Promise<readonly (RepairResult | undefined)[]> {
  const results: (RepairResult | undefined)[] = [];
  for (const document of documents) {
    const next = await upcoming.peek();
    if (next === undefined || fileOf(next) !== file || !isAt(next, document)) {
      results.push(undefined);
      continue;
    }
    if (hashOf(document.text) !== next.input.sha256) {
      throw new Failure(
        `${nameOf(next)}: the text no longer has the hash that the report gives; it was changed since it was repaired. ` +
          "Repair it again, or put the file back as it was.",
      );
    }
    results.push(next);
    upcoming.pass();
  }
  return results;
}

/** Whether a result is of the document; one without a place is of a file that is one document. */
function isAt({ place }: RepairResult, document: SourceDocument): boolean {
  if (place === undefined) return document.place.item === undefined;
  return place.item === document.place.item && (place.line === undefined || place.line === document.place.line);
}

function documentsOf(segment: Segment, results: readonly (RepairResult | undefined)[]): ReportedDocument[] {
  const located = segment.locate(results.map((result) => result?.edits ?? []));
  return results.flatMap((result, at) => {
    const [document, places] = [segment.documents[at]!, located[at]];
    return result === undefined ? [] : [{ input: document.text, result, ...(places && { located: places }) }];
  });
}

/** What came from standard input cannot be read again; a plain text's bytes are known all the same. */
async function reportStandardInput(upcoming: Upcoming, sink: Sink): Promise<void> {
  const result = (await upcoming.peek())!;
  if (!isPlainText(result)) {
    throw new Failure(
      "standard input: the report is of items of a file that was piped in, and where they stand in it is not known any more. " +
        "Save the file, repair it by its name, and make the report of that.",
    );
  }
  upcoming.pass();
  const input = inputOf(result);
  await sink.write({ ...textStretch(input, editsToWrite(result)), documents: [{ input, result }] }, "-");
}

function nameOf(result: RepairResult): string {
  const { item, line } = result.place ?? {};
  if (line !== undefined) return nameInFile(fileOf(result), { line, ...(item !== undefined && { item }) });
  return shownName(fileOf(result));
}
