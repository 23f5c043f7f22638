import type { Overview } from "../../queues/index.js";
import { failuresOf } from "../../queues/index.js";
import { shownName } from "../../reports/names.js";
import { placeOfFailure } from "../../runs/index.js";

/** Failures shown of each run, and jobs that were given up. */
const MOST_SHOWN = 10;

/** The overview for people. */
export function statusText({ queue, jobs, workers, runs, failed, refusals }: Overview): string {
  const states = Object.entries(jobs).map(([state, count]) => `${whole(count)} ${state}`);
  const lines = [`${queue}: ${whole(workers)} ${workers === 1 ? "worker" : "workers"}; jobs: ${states.join(", ")}`];
  for (const run of runs) lines.push(runLine(run), ...failureLines(run));
  for (const { job, files, reason } of failed.slice(0, MOST_SHOWN)) {
    lines.push(`given up: ${job} (${files.slice(0, 3).map(shownName).join(", ")}): ${reason}`);
  }
  if (failed.length > MOST_SHOWN) lines.push(`and ${failed.length - MOST_SHOWN} more given up; see --format json`);
  for (const [worker, reason] of Object.entries(refusals)) lines.push(`worker ${worker} takes no part: ${reason}`);
  return `${lines.join("\n")}\n`;
}

function runLine({ run, out, bytes, files, progress, rate, left }: Overview["runs"][number]): string {
  const head = `run ${run} into ${shownName(out)}: `;
  if (progress === undefined) return `${head}not begun`;
  const { state, totals } = progress;
  const share = bytes === 0 ? 100 : Math.floor((Math.min(progress.bytes, bytes) / bytes) * 100);
  const what = `${state}, ${share} % of ${whole(files)} files, ${whole(totals.documents)} documents, ${whole(totals.failures)} failures`;
  const pace = rate > 0 ? `, ${(rate / 1e6).toFixed(2)} MB/s` : "";
  return `${head}${what}${pace}${left === null ? "" : `, ${whole(Math.round(left))} s left`}`;
}

function failureLines(run: Overview["runs"][number]): string[] {
  const failures = failuresOf(run).slice(-MOST_SHOWN);
  return failures.map((failure) => `  ${placeOfFailure(failure, shownName)}: ${failure.reason}`);
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}
