import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

/** Documents of three paragraphs of this project's samples each, garbled and clean in turn, as JSON Lines. */
export function corpusLines(count: number): string {
  const paragraphs = ["spun", "clean"].flatMap((folder) =>
    readdirSync(join(SAMPLES, folder))
      .sort()
      .flatMap((name) => readFileSync(join(SAMPLES, folder, name), "utf8").split(/\n+/))
      .filter((line) => line.length > 200),
  );
  const at = (index: number) => paragraphs[index % paragraphs.length]!;
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: `document-${i}`, text: [at(i), at(i + 7), at(i + 13)].join("\n\n") }),
  )
    .map((line) => `${line}\n`)
    .join("");
}
