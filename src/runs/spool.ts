import { createHash } from "node:crypto";
import { rename, rm, stat } from "node:fs/promises";
import { Appender } from "./appender.js";
import type { Plan } from "./interfaces.js";
import { hashOf } from "./provenance.js";
import type { WorkingFolder } from "./working-folder.js";

/**
 * Puts standard input into the working folder, since what is read twice and gone on from must be a file. The same
 * bytes as an interrupted run had are that run's file.
 * @returns the plan with the file that was made.
 */
export async function spoolStandardInput(
  plan: Plan,
  working: WorkingFolder,
  input: AsyncIterable<Uint8Array>,
): Promise<Plan> {
  if (!plan.files.some(({ path }) => path === "-")) return plan;
  const path = working.standardInput();
  const fresh = `${path}.new`;
  const hash = createHash("sha256");
  const appender = await Appender.open(fresh, 0);
  try {
    for await (const chunk of input) {
      hash.update(chunk);
      await appender.append(chunk);
    }
    await appender.flush();
  } finally {
    await appender.close();
  }
  if ((await hashOf(path)) === hash.digest("hex")) await rm(fresh);
  else await rename(fresh, path);
  const { size, mtimeMs } = await stat(path);
  return {
    ...plan,
    files: plan.files.map((file) => (file.path === "-" ? { ...file, path, size, modified: mtimeMs } : file)),
  };
}
