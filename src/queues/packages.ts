import { UnspinError } from "../errors.js";

/** What these packages are for, as messages say it. */
const PURPOSES = {
  bullmq: "queues need",
  ioredis: "queues on Redis need",
  pg: "queues on PostgreSQL need",
  "prom-client": "--health needs",
  "@aws-sdk/client-s3": "S3-compatible storage needs",
} as const;

/**
 * Loads an optional package when it is first needed.
 * @throws UnspinError with the command that installs it, when it is missing.
 */
export async function optional<T>(name: keyof typeof PURPOSES, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new UnspinError(`${PURPOSES[name]} the package ${name}. Install it: npm install ${name}`);
  }
}
