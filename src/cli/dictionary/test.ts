import { loadCurated } from "../../dictionary/load.js";
import { selfTest } from "../../dictionary/selftest.js";
import { sentenceRepairer } from "../../dictionary-test.js";
import { openBackground } from "../../language/background.js";
import { builtIn, builtInFiles } from "../../resources.js";
import { checkDictionaries } from "./check.js";

/** Tries the examples and counter-examples that curated files carry, on the real engine. @returns the exit code. */
export function runTest(files: readonly string[]): Promise<number> {
  const curated = files.length > 0 ? files : builtInFiles().filter((file) => /\.ya?ml$/i.test(file));
  const repair = sentenceRepairer(openBackground(builtIn("background.lm")));
  return checkDictionaries(curated, {
    noun: ["example", "examples"],
    of(file) {
      const { tried, problems } = selfTest(loadCurated(file), repair);
      return { problems, looked: tried };
    },
  });
}
