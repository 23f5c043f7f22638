import { statSync } from "node:fs";
import { type ModelHeader, readModel } from "../../language/model-file.js";
import { builtIn, MODEL } from "../../resources.js";
import { exitCodes } from "../exit-codes.js";
import { print } from "../streams.js";

/** Prints what a model is made from and holds. @returns the exit code. */
export async function runStats(file: string | undefined, flags: { readonly format: "text" | "json" }): Promise<number> {
  const path = file ?? builtIn(MODEL);
  const { header } = readModel(path);
  const bytes = statSync(path).size;
  const json = { file: path, bytes, ...header };
  await print(flags.format === "json" ? `${JSON.stringify(json, null, 2)}\n` : describe(path, bytes, header));
  return exitCodes.done;
}

function describe(path: string, bytes: number, { order, words, madeBy, parts }: ModelHeader): string {
  const lines = [
    `${path}: ${(bytes / 1e6).toFixed(1)} MB, order ${order}, ${grouped(words)} words`,
    `made by: ${madeBy}`,
    ...parts.flatMap(({ name, tokens, bigrams, trigrams, inputs }) => [
      `${name}: ${grouped(bigrams)} bigrams and ${grouped(trigrams)} trigrams from ${grouped(tokens)} tokens`,
      ...inputs.map((input) => `  ${input.file}: ${grouped(input.tokens)} tokens, sha256:${input.sha256}`),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Thousands apart by commas, whatever the machine's language. */
function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
