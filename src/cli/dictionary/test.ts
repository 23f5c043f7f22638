import { loadCurated } from "../../dictionary/load.js";
import { selfTest } from "../../dictionary/selftest.js";
import { builtInFiles } from "../../resources.js";
import { checkDictionaries } from "./check.js";

/** Tries the examples and counter-examples that curated files carry. @returns the exit code. */
export function runTest(files: readonly string[]): Promise<number> {
  const curated = files.length > 0 ? files : builtInFiles().filter((file) => /\.ya?ml$/i.test(file));
  return checkDictionaries(curated, {
    noun: ["example", "examples"],
    of(file) {
      const { tried, problems } = selfTest(loadCurated(file));
      return { problems, looked: tried };
    },
  });
}
