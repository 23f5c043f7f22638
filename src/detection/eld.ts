import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { UnspinError } from "../errors.js";

/** The language of a stretch of text by its letters, for stretches that function words leave open. */
export interface LanguageDetector {
  /** ISO 639-1 code, "" when nothing can be said; and how much better English scored: 0..1, 1 when nothing beats it. */
  detect(text: string): { readonly language: string; readonly english: number };
}

interface Eld {
  detect(text: string): { readonly language: string; getScores(): { readonly en?: number } & Record<string, number> };
}

/**
 * Loads the `eld` package here and now: about 160 ms and 85 MB, the reason why it waits until a
 * text needs it. Its door is an ES module that must not be awaited in the midst of a judgement; Node
 * from 20.19 on lets `require` load it, by its file, since the package names only an "import" entry.
 */
export function loadDetector(): LanguageDetector {
  const eld = requireEld();
  return {
    detect(text) {
      const result = eld.detect(text);
      const scores = result.getScores();
      const best = scores[result.language] ?? 0;
      return { language: result.language, english: best === 0 ? 1 : (scores.en ?? 0) / best };
    },
  };
}

function requireEld(): Eld {
  try {
    const file = fileURLToPath(import.meta.resolve("eld/extrasmall"));
    return (createRequire(import.meta.url)(file) as { eld: Eld }).eld;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnspinError(
      `Cannot load the language detector "eld": ${why}. unspin needs Node 20.19 or newer and its dependencies in place: run "npm ci".`,
      { cause },
    );
  }
}
