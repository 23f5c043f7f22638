import { openAnyStore } from "../../reference/open-store.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { shownStore } from "../shown-store.js";
import { tell } from "../streams.js";
import { articleCount, grouped } from "./figures.js";

/** Takes articles out of a store by their ids. @returns the exit code: 2 or 3 when some or all were not there. */
export async function runRemove(db: string, ids: readonly string[]): Promise<number> {
  const store = await openAnyStore(db, { create: false });
  try {
    const missing: string[] = [];
    for (const id of new Set(ids)) if ((await store.article(id)) === null) missing.push(id);
    const removed = await store.remove(ids);
    for (const id of missing)
      tell(
        `unspin: ${shownStore(db)}: no article has the id "${shownName(id)}". Find ids with: unspin reference search`,
      );
    tell(
      `${shownStore(db)}: ${grouped(removed)} removed; the store has ${articleCount((await store.stats()).articles)}`,
    );
    if (missing.length === 0) return exitCodes.done;
    return removed === 0 ? exitCodes.usage : exitCodes.partial;
  } finally {
    await store.close();
  }
}
