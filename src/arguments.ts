import { isMode, MODES } from "./decisions/modes.js";
import { UnspinError } from "./errors.js";

/** What `openEngine` knows, each with its check and what to write instead. */
const OPTIONS: Readonly<Record<string, readonly [fits: (value: unknown) => boolean, wanted: string]>> = {
  mode: [
    (value) => typeof value === "string" && isMode(value),
    `one of ${MODES.map((mode) => `"${mode}"`).join(", ")}`,
  ],
  dictionaries: [isListOfTexts, 'a list of file paths, such as ["house.yaml"]'],
  protect: [isListOfTexts, 'a list of phrases, such as ["Metal Hammer"]'],
  reference: [(value) => typeof value === "string" && value !== "", "the path of a reference store"],
  decisions: [isPathOrPaths, 'the path of a ledger, or a list of paths such as ["ledger.jsonl"]'],
  model: [(value) => typeof value === "string" && value !== "", "the path of a language model"],
};

/**
 * Checks the options of callers whom no compiler has checked; keys whose value is undefined count as absent.
 * @throws UnspinError that names the option and what it must be.
 */
export function checkOptions(options: unknown): void {
  if (typeof options !== "object" || options === null) {
    throw new UnspinError('openEngine: the options must be an object, such as { mode: "careful" }, or left out.');
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const option = Object.hasOwn(OPTIONS, key) ? OPTIONS[key] : undefined;
    if (option === undefined) {
      throw new UnspinError(`openEngine: unknown option "${key}". Options: ${Object.keys(OPTIONS).join(", ")}.`);
    }
    const [fits, wanted] = option;
    if (!fits(value)) throw new UnspinError(`openEngine: "${key}" must be ${wanted}.`);
  }
}

/** @throws UnspinError when what should be repaired is no string: mostly a file read without naming its encoding. */
export function checkText(text: unknown): void {
  if (typeof text === "string") return;
  const isBytes = text instanceof Uint8Array;
  const what = isBytes ? "bytes" : text === null ? "null" : typeof text;
  const how = isBytes ? ' Decode them first, for example with readFileSync(path, "utf8").' : " Pass the text itself.";
  throw new UnspinError(`the text must be a string, and this is ${what}.${how}`);
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isPathOrPaths(value: unknown): boolean {
  const isPath = (path: unknown) => typeof path === "string" && path !== "";
  return isPath(value) || (Array.isArray(value) && value.every(isPath));
}
