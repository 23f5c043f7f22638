import { rename } from "node:fs/promises";
import { appendFile } from "./append-file.js";
import { Appender } from "./appender.js";
import type { FileOutcome } from "./file-outcome.js";
import type { WorkingFolder } from "./working-folder.js";

/** Joins the parts of the report in the plan's order, and puts it in place as one step. */
export async function joinReport(working: WorkingFolder, files: readonly FileOutcome[]): Promise<void> {
  const temporary = `${working.provenance()}.report`;
  const report = await Appender.open(temporary, 0);
  try {
    for (const { shards, reportBytes } of files) {
      for (const [at, shard] of shards.entries()) {
        await appendFile(report, working.reportPart(shard), { start: 0, end: reportBytes[at]! });
      }
    }
    await report.sync();
  } finally {
    await report.close();
  }
  await rename(temporary, working.report());
}
