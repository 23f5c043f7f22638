import { openAnyStore } from "../../reference/open-store.js";
import type { Retrieved } from "../../reference/store.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { shownStore } from "../shown-store.js";
import { print, tell } from "../streams.js";
import { passage } from "./passage.js";

export interface SearchFlags {
  readonly most: number;
  readonly format: "text" | "json" | "jsonl";
}

/** Prints the articles that hold all words of the question, the best first. @returns the exit code. */
export async function runSearch(db: string, words: readonly string[], flags: SearchFlags): Promise<number> {
  const question = words.join(" ");
  if (!/[\p{L}\p{N}]/u.test(question)) {
    throw new Failure(
      `"${shownName(question)}": there is no word to look for. Name some, or a "phrase in quotation marks".`,
    );
  }
  const store = await openAnyStore(db, { readonly: true });
  try {
    const found = await store.search(question, flags.most);
    await print(render(found, question, flags.format));
    if (found.length === 0) tell(`${shownStore(db)}: no article holds all of: ${shownName(question)}`);
  } finally {
    await store.close();
  }
  return exitCodes.done;
}

function render(found: readonly Retrieved[], question: string, format: SearchFlags["format"]): string {
  if (format === "text") return found.map((one, index) => asText(one, index, question)).join("\n");
  const records = found.map(({ article, score }) => ({ ...article, score }));
  if (format === "json") return `${JSON.stringify(records, null, 2)}\n`;
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

function asText({ article }: Retrieved, index: number, question: string): string {
  const { id, title, url, date, source, text } = article;
  const about = [date, url, source].filter((part) => part !== "").join(", ");
  const lines = [
    `${index + 1}. ${title || "(no title)"}`,
    `   id ${id}`,
    ...(about === "" ? [] : [`   ${about}`]),
    `   ${passage(text, question)}`,
  ];
  return lines
    .map((line) => `${shownName(line.replace(/\s+/g, (blank) => (blank.includes("\n") ? " " : blank)))}\n`)
    .join("");
}
