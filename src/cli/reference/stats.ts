import { openAnyStore } from "../../reference/open-store.js";
import { shownAddress } from "../../reference/store-address.js";
import { exitCodes } from "../exit-codes.js";
import { shownStore } from "../shown-store.js";
import { print } from "../streams.js";
import { articleCount, grouped } from "./figures.js";

export interface StatsFlags {
  readonly format: "text" | "json" | "jsonl";
}

/** Prints how much a store holds. @returns the exit code. */
export async function runStats(db: string, { format }: StatsFlags): Promise<number> {
  const store = await openAnyStore(db, { readonly: true });
  const { articles, characters, bytes, formatVersion } = await store.stats();
  await store.close();
  if (format === "text") {
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    await print(
      `${shownStore(db)}: ${articleCount(articles)}, ${grouped(characters)} characters of text; ${size}, format ${formatVersion}\n`,
    );
    return exitCodes.done;
  }
  const record = { file: shownAddress(db), articles, characters, bytes, formatVersion };
  await print(`${JSON.stringify(record, null, format === "json" ? 2 : undefined)}\n`);
  return exitCodes.done;
}
