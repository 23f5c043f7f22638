import { openStore } from "../../reference/sqlite-store.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { print } from "../streams.js";
import { articleCount, grouped } from "./figures.js";

export interface StatsFlags {
  readonly format: "text" | "json" | "jsonl";
}

/** Prints how much a store holds. @returns the exit code. */
export async function runStats(db: string, { format }: StatsFlags): Promise<number> {
  const store = openStore(db, { readonly: true });
  const { articles, characters, bytes, formatVersion } = store.stats();
  store.close();
  if (format === "text") {
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    await print(
      `${shownName(db)}: ${articleCount(articles)}, ${grouped(characters)} characters of text; ${size}, format ${formatVersion}\n`,
    );
    return exitCodes.done;
  }
  const record = { file: db, articles, characters, bytes, formatVersion };
  await print(`${JSON.stringify(record, null, format === "json" ? 2 : undefined)}\n`);
  return exitCodes.done;
}
