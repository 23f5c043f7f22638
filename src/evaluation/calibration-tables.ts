/** `--set calibration`: is an edit right as often as its probability says, family by family? */
import { type DataSet, loadApRewrite, loadFamilyADev, loadWildPages } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { heldOutStated } from "./held-out.js";
import type { PlainTable } from "./plain-table.js";
import { modesTable, reliabilityTable, type StatedSet, statedEdits } from "./reliability.js";

export async function calibrationTables({ engine, places, heldOut }: EvalContext): Promise<DataSet<PlainTable>> {
  const [ap, wild, parallel] = [
    await loadApRewrite(places.shared),
    await loadWildPages(places.shared),
    await loadFamilyADev(places.shared),
  ];
  if (wild.items === null) return wild;
  const pages = wild.items.filter(({ exhaustive }) => exhaustive);
  const families = [...new Set(pages.map(({ family }) => family))].filter((family) => family !== "A").sort();
  const unknown = (await heldOut()).items ?? [];
  const sets: StatedSet[] = [
    {
      set: "A, real pages",
      stated: statedEdits(engine, [...(ap.items ?? []), ...pages.filter(({ family }) => family === "A")]),
    },
    { set: "A, parallel dev", stated: statedEdits(engine, parallel.items ?? []) },
    ...families.map((family) => ({
      set: `${family}, all tables`,
      stated: statedEdits(
        engine,
        pages.filter((page) => page.family === family),
      ),
    })),
    ...families.map((family) => ({
      set: `${family}, own left out`,
      stated: heldOutStated(unknown.filter(({ page }) => page.family === family)),
    })),
    { set: "others, own left out", stated: heldOutStated(unknown) },
  ];
  const filled = sets.filter(({ stated }) => stated.length > 0);
  return { items: [modesTable(filled), reliabilityTable(filled)], reason: null };
}
