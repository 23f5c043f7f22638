import { dirname, resolve } from "node:path";
import { Failure } from "../failure.js";
import { readText } from "../input.js";
import type { Config } from "./schema.js";

/**
 * The configuration in the file, its relative paths made absolute.
 * The schema and the finder of places load here alone: most runs have no configuration and should not wait for them.
 * @throws Failure with file:line:col for text that is no JSON, an unknown key or an unfit value.
 */
export async function loadConfig(path: string): Promise<Config> {
  const text = (await readText(path, "configuration")).replace(/^\ufeff/, "");
  const raw = await parseJson(path, text);
  const { configSchema } = await import("./schema.js");
  const parsed = configSchema.safeParse(raw);
  if (!parsed.success) {
    const { describeIssues } = await import("./issues.js");
    throw new Failure(describeIssues(path, text, parsed.error.issues));
  }
  return resolvePaths(parsed.data, dirname(resolve(path)));
}

async function parseJson(path: string, text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { firstSyntaxError } = await import("./locate.js");
    const reason = error instanceof Error ? error.message : String(error);
    const place = firstSyntaxError(text) ?? placeInMessage(text, reason);
    throw new Failure(`${path}:${place}: this is not JSON (${reason}). Correct it, or delete the file.`);
  }
}

/** V8 says "at position 12", where it says anything; text that ends too early is at fault at its end. */
function placeInMessage(text: string, reason: string): string {
  const offset = Number(/position (\d+)/.exec(reason)?.[1] ?? text.length);
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

function resolvePaths(config: Config, directory: string): Config {
  const absolute = (path: string) => resolve(directory, path);
  return {
    ...config,
    ...(config.dictionaries && { dictionaries: config.dictionaries.map(absolute) }),
    ...(config.decisions && { decisions: [config.decisions].flat().map(absolute) }),
    ...(config.reference && { reference: absolute(config.reference) }),
    ...(config.protectFile && { protectFile: absolute(config.protectFile) }),
  };
}
