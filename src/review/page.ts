import { inputOf, readReport } from "../report-file.js";
import { htmlPage, type ServerSetting } from "../reports/html/index.js";
import type { ReportedDocument } from "../reports/report.js";

/**
 * The page of a report, whole: so that a report that cannot be shown is said before anything is served, and every tab
 * gets the same page. It is held in memory, as it names the server's secret.
 * @throws UnspinError for a report that is not right, with its place.
 */
export async function reviewPage(report: string, server: ServerSetting): Promise<readonly Buffer[]> {
  const parts: Buffer[] = [];
  for await (const part of htmlPage(documentsOf(report), { server })) parts.push(Buffer.from(part, "utf8"));
  return parts;
}

async function* documentsOf(report: string): AsyncGenerator<ReportedDocument> {
  for await (const { result } of readReport(report)) yield { input: inputOf(result), result };
}
