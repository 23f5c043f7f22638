import { openStore } from "../../reference/sqlite-store.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { tell } from "../streams.js";
import { articleCount, grouped } from "./figures.js";

/** Takes articles out of a store by their ids. @returns the exit code: 2 or 3 when some or all were not there. */
export async function runRemove(db: string, ids: readonly string[]): Promise<number> {
  const store = openStore(db, { create: false });
  try {
    const missing = [...new Set(ids)].filter((id) => store.article(id) === null);
    const removed = store.remove(ids);
    for (const id of missing)
      tell(
        `unspin: ${shownName(db)}: no article has the id "${shownName(id)}". Find ids with: unspin reference search`,
      );
    tell(`${shownName(db)}: ${grouped(removed)} removed; the store has ${articleCount(store.stats().articles)}`);
    if (missing.length === 0) return exitCodes.done;
    return removed === 0 ? exitCodes.usage : exitCodes.partial;
  } finally {
    store.close();
  }
}
