import { lintCurated } from "../../dictionary/lint.js";
import { loadCurated, loadDictionary } from "../../dictionary/load.js";
import { checkDictionaries } from "./check.js";

/** Shape, order and contradictions of curated files; learned tables must merely be readable. @returns the exit code. */
export function runLint(files: readonly string[]): Promise<number> {
  return checkDictionaries(files, {
    noun: ["entry", "entries"],
    of(file) {
      if (!/\.ya?ml$/i.test(file)) {
        const pairs = loadDictionary(file).reduce((sum, family) => sum + family.substitutions.length, 0);
        return { problems: [], looked: pairs };
      }
      const curated = loadCurated(file);
      return { problems: lintCurated(curated), looked: curated.entries.length };
    },
  });
}
